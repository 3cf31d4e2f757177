import { dottedText, lastName } from '../../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { type FrameCode, nodesOf } from '../module-code.ts';
import { attributesNamed, type BoundIn, calledName, resolve } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentsFor } from './call-arguments.ts';
import { kindOf } from './value-kind.ts';

const PARSERS: ReadonlySet<string> = new Set(
  ['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].map((name) => `configparser.${name}`),
);

const DEEPEST = 4;

/** Whether the file shows that something is a ConfigParser: all that it is bound to, or given as, is one. */
export function isConfigParser(value: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (depth > DEEPEST) return false;
  if (value.nodeType === 'Call') return PARSERS.has(calledName(value, frame)) || givesParser(value, frame, depth);
  const bound = boundTo(value, frame).filter(({ binding }) => !isNone(binding.value));
  return bound.length > 0 && bound.every((one) => isBoundToParser(one, depth));
}

/** `config['job']`, and a name that is bound to one. */
export function isConfigSection(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Subscript') return isConfigParser(value.value, frame);
  const bound = boundTo(value, frame);
  return bound.length > 0 && bound.every((one) => one.binding.kind === 'assignment' && isSectionBound(one));
}

/** Whether something is a ConfigParser or a section of one as far as anybody can tell. */
export function mayBeConfig(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Subscript' && !mayBeConfig(value.value, frame)) return false;
  const kind = kindOf(value, frame);
  return kind === 'unknown' || kind === 'mixed';
}

function isSectionBound({ binding: { value }, frame }: BoundIn): boolean {
  return value?.nodeType === 'Subscript' && isConfigParser(value.value, frame);
}

/** `load(path)`, where the function of the file returns one. */
function givesParser(call: NodeOf<'Call'>, frame: FrameCode, depth: number): boolean {
  const callee = ownCallee(call, frame);
  const returned = callee === undefined ? [] : nodesOf(callee, 'Return').map(({ node }) => node.value ?? null);
  if (callee === undefined || returned.length === 0) return false;
  return returned.every((value) => value !== null && isConfigParser(value, callee, depth + 1));
}

function boundTo(value: Expression, frame: FrameCode): readonly BoundIn[] {
  if (value.nodeType === 'Name') return resolve(value.id, frame);
  return value.nodeType === 'Attribute' ? attributesNamed(value.attr, frame) : [];
}

function isNone(value: Expression | null): boolean {
  return value?.nodeType === 'Constant' && value.value === null;
}

function isBoundToParser({ binding, frame }: BoundIn, depth: number): boolean {
  const { kind, value, node, target } = binding;
  if (kind === 'assignment') return value !== null && isConfigParser(value, frame, depth + 1);
  if (kind !== 'argument') return false;
  if (node.nodeType === 'Arg' && node.annotation !== undefined && PARSER.test(lastName(node.annotation))) return true;
  const given = argumentsFor(target, frame).filter((one) => !isNone(one.value));
  return given.length > 0 && given.every((one) => isConfigParser(one.value, one.frame, depth + 1));
}

const PARSER = /^(Raw|Safe)?ConfigParser$/;

/** `config` of `self.config['job']`: by which name something is known in whichever function. */
export function nameOfConfig(value: Expression): string {
  let at = value;
  while (at.nodeType === 'Subscript') at = at.value;
  return lastName(at) || dottedText(at);
}
