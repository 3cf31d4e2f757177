import { type Expression, givenValues, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { classesByField } from '../class-fields.ts';
import { framesNamed } from '../frames-named.ts';
import { type CodeNode, codeAt, type FrameCode, methodsNamed } from '../module-code.ts';
import { attributesNamed, type BoundIn, bindingsOf, calledName, fullName, selfName } from '../names.ts';
import { isOnePass } from '../one-pass.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { classCalled } from '../values/classes-called.ts';
import { changersOfNodes, changersOfReads } from './fixed-function.ts';
import { isKnownPure } from './known-pure.ts';
import { framesMeant, isPureExpression } from './pure-frame.ts';
import { rootsChanged } from './receivers-changed.ts';
import { changesOfAsked, isOpened } from './who-changes.ts';

/** What some value is made of, where all of it is there before its function is called and stays behind it. */
export type KeptParts = {
  /** Who changes any of it once it is made. */
  readonly changers: readonly FrameCode[];
  readonly attributes: readonly string[];
};

/** undefined where an argument is among it, or what is not made by the file. */
export function keptParts({ node, frame }: CodeNode<Expression>): KeptParts | undefined {
  return partsOf(frame)(node);
}

const partsOf = oncePer((frame: FrameCode) => oncePer((node: Expression) => findParts(node, frame)));

function findParts(node: Expression, frame: FrameCode): KeptParts | undefined {
  const made = madeOf(node, frame);
  if (made === undefined) return undefined;
  const nodes = made.flatMap((one) => [...walkSyntax(one)]);
  const lambdas = nodes.flatMap((one) => (one.nodeType === 'Lambda' ? (frame.module.frameAt(one) ?? []) : []));
  const read = nodes.filter((one) => one.nodeType === 'Attribute');
  const called = new Set<SyntaxNode>(nodes.flatMap((one) => (one.nodeType === 'Call' ? [one.func] : [])));
  const asked = read.filter((one) => !called.has(one));
  const attributes = asked.map(({ attr }) => attr);
  const placeOf = (one: Expression): FrameCode => lambdas.find((at) => codeAt(one, at) !== undefined) ?? frame;
  const isKnown = (one: NodeOf<'Attribute'>): boolean => isOfFile(one.attr, frame, !isOpened(one, placeOf(one)));
  if (asked.length === 0 || !asked.every(isKnown)) return undefined;
  const found = [
    changersOfNodes(
      nodes.flatMap((one) => codeAt(one, frame) ?? []),
      frame,
    ),
    ...lambdas.map((one) => changersOfNodes(one.nodes, one)),
    ...nodes.flatMap((one) => calleesOf(one, frame)).map(changersOfReads),
    asked.flatMap((one) => changesOfAsked(one, placeOf(one)).map((change) => change.frame)),
  ];
  if (found.includes(undefined)) return undefined;
  return { changers: [...new Set(found.flatMap((all) => all ?? []))], attributes };
}

/** A value, and what the names in it are assigned; undefined where one of them is an argument, or bound by a loop. */
function madeOf(start: Expression, frame: FrameCode): readonly Expression[] | undefined {
  const found = [start];
  const seen = new Set<string>();
  for (const at of found) {
    if (!isPureExpression(at, frame) || (at !== start && isOnePass(at, frame)) || makesObject(at, frame))
      return undefined;
    for (const part of walkSyntax(at)) {
      if (part.nodeType !== 'Name' || part.id === selfName(frame) || seen.has(part.id)) continue;
      seen.add(part.id);
      const bound = bindingsOf(part.id, frame);
      if (bound.every(({ binding }) => isComprehension(binding.node))) continue;
      const value = bound.length === 1 ? assignedBy(bound[0], frame) : undefined;
      if (value === undefined) return undefined;
      found.push(value);
    }
  }
  return found;
}

/** `club = Club()`: what the function makes itself was not there before. */
function makesObject(value: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(value)].some((one) => one.nodeType === 'Call' && classCalled(one, frame) !== undefined);
}

function assignedBy(bound: BoundIn | undefined, frame: FrameCode): Expression | undefined {
  if (bound === undefined || rootsChanged(frame).has(bound.binding.target)) return undefined;
  const { kind, node, value } = bound.binding;
  return kind === 'assignment' && node.nodeType === 'Assign' ? (value ?? undefined) : undefined;
}

/** The functions of the file that run for a node, those that sorting and hashing ask among them. */
function calleesOf(node: SyntaxNode, frame: FrameCode): readonly FrameCode[] {
  if (node.nodeType !== 'Call') return [];
  const given = givenValues(node).filter((one) => one.nodeType !== 'Lambda');
  const asked = (ASKING.get(calledName(node, frame)) ?? []).flatMap((name) => methodsNamed(name, frame));
  return [...framesMeant(node, frame), ...given.flatMap((one) => framesNamed({ node: one, frame })), ...asked];
}

const COMPARING = ['__lt__', '__gt__', '__eq__'];
const HASHING = ['__hash__', '__eq__'];

const ASKING: ReadonlyMap<string, readonly string[]> = new Map([
  ...['sorted', 'min', 'max'].map((name) => [name, COMPARING] as const),
  ...['set', 'dict', 'frozenset', 'collections.Counter'].map((name) => [name, HASHING] as const),
  ['sum', ['__add__', '__radd__']],
]);

/** Something that the file's own classes have, and not what another library changes by itself. */
function isOfFile(attribute: string, frame: FrameCode, isAlone: boolean): boolean {
  const bound = attributesNamed(attribute, frame);
  if (bound.length === 0) return isAlone && classesByField(frame.module).has(attribute);
  return isAlone || bound.every((one) => isPlainlyMade(one, 0));
}

function isPlainlyMade({ binding: { kind, target, value }, frame }: BoundIn, depth: number): boolean {
  if (kind === 'argument') return argumentsFor(target, frame).every((one) => isPlain(one.value, one.frame, depth + 1));
  return value === null || isPlain(value, frame, depth);
}

const DEEPEST = 3;

function isPlain(value: Expression, frame: FrameCode, depth: number): boolean {
  if (value.nodeType === 'Name' && depth < DEEPEST)
    return bindingsOf(value.id, frame).every((one) => isPlainlyMade(one, depth + 1));
  if (value.nodeType !== 'Call') return true;
  const isOfOwn = classCalled(value, frame) !== undefined || ownCallee(value, frame) !== undefined;
  return isOfOwn || isKnownPure(calledName(value, frame)) || FIELDS.has(fullName(value.func, frame));
}

const FIELDS: ReadonlySet<string> = new Set(['dataclasses.field', 'collections.deque']);
