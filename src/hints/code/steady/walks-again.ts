import { type Expression, givenValues, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { FrameCode } from '../module-code.ts';
import { attributeBindings, type BoundIn, calledName, resolve, selfAttribute } from '../names.ts';
import { isOnePass } from '../one-pass.ts';
import { MATHS } from './invariance.ts';
import { framesMeant, withCalled } from './pure-frame.ts';
import { attributesSetLater } from './set-later.ts';

/** They walk nothing that they are given. */
const WALKING_NONE: ReadonlySet<string> = new Set(
  [
    'abs int float round len isinstance bool chr ord repr hash id type pow divmod .append .add'.split(' '),
    MATHS,
  ].flat(),
);

/** They may hand out what somebody else has. */
const HANDING_OUT: ReadonlySet<string> = new Set('getattr next .get .setdefault .pop .popleft .popitem'.split(' '));

const MAKING: ReadonlySet<string> = new Set('list dict set tuple frozenset sorted range str'.split(' '));

/**
 * Whether a function finds as much when it runs again: neither it nor what it calls walks or gives back what may be a file or
 * an iterator. That of an argument nobody knows.
 */
export const canWalkAgain: (callee: FrameCode) => boolean = oncePer((callee: FrameCode) =>
  withCalled(callee)
    .flatMap((one) => [one, ...one.inner])
    .every((frame) => frame.nodes.every(({ node }) => isWalkedAlike(node, frame))),
);

function isWalkedAlike(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType === 'Return' && node.value != null && givesIterator(node.value, frame)) return false;
  return walkedBy(node, frame).every((one) => isLasting(one, frame, true));
}

/** One that two get, of which the first leaves nothing. */
function givesIterator(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'IfExp') return [value.body, value.orelse].some((one) => givesIterator(one, frame));
  if (value.nodeType === 'BoolOp') return value.values.some((one) => givesIterator(one, frame));
  if (value.nodeType === 'Tuple' || value.nodeType === 'List')
    return value.elts.some((one) => givesIterator(one, frame));
  return isOnePass(value, frame);
}

function walkedBy(node: SyntaxNode, frame: FrameCode): readonly Expression[] {
  if (isComprehension(node)) return node.generators.map(({ iter }) => iter);
  switch (node.nodeType) {
    case 'For':
    case 'AsyncFor':
      return [node.iter];
    case 'Starred':
    case 'YieldFrom':
      return [node.value];
    case 'Return':
      return node.value == null ? [] : [node.value];
    case 'Assign':
      return node.targets.some(({ nodeType }) => nodeType === 'Tuple' || nodeType === 'List') ? [node.value] : [];
    case 'Compare':
      return node.comparators.filter((_, at) => /In$/.test(node.ops[at]?.nodeType ?? ''));
    case 'Call':
      return walkedByCall(node, frame);
    default:
      return [];
  }
}

function walkedByCall(call: NodeOf<'Call'>, frame: FrameCode): readonly Expression[] {
  if (WALKING_NONE.has(calledName(call, frame)) || framesMeant(call, frame).length > 0) return [];
  const given = givenValues(call);
  return call.func.nodeType === 'Attribute' && call.func.attr === 'get' ? [...given, call.func.value] : given;
}

/** What is no iterator, or a new one each time; `isNew`: it is made by this very run of the function. */
function isLasting(value: Expression, frame: FrameCode, isNew: boolean): boolean {
  switch (value.nodeType) {
    case 'Name':
      return resolve(value.id, frame).every((bound) => isBoundLasting(bound, isNew && bound.frame === frame));
    case 'Attribute':
      return isAttributeLasting(value, frame);
    case 'Call':
      return isNew ? !HANDING_OUT.has(calledName(value, frame)) : MAKING.has(calledName(value, frame));
    case 'IfExp':
      return [value.body, value.orelse].every((one) => isLasting(one, frame, isNew));
    case 'BoolOp':
      return value.values.every((one) => isLasting(one, frame, isNew));
    case 'Subscript':
      return value.slice.nodeType === 'Slice';
    case 'GeneratorExp':
      return isNew;
    default:
      return LASTING.has(value.nodeType);
  }
}

const LASTING: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  ...(['Constant', 'JoinedStr', 'List', 'Tuple', 'Set', 'Dict', 'ListComp', 'SetComp', 'DictComp'] as const),
  ...(['BinOp', 'UnaryOp', 'Compare', 'Lambda', 'Starred'] as const),
]);

function isBoundLasting({ binding: { kind, value }, frame }: BoundIn, isNew: boolean): boolean {
  if (kind === 'assignment') return value !== null && isLasting(value, frame, isNew);
  return kind === 'augmented' || kind === 'import' || kind === 'definition';
}

function isAttributeLasting(value: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  const attribute = selfAttribute(value, frame);
  if (attribute === null || attributesSetLater(frame.module).has(attribute)) return false;
  const bound = attributeBindings(attribute, frame);
  return bound.length > 0 && bound.every((one) => isBoundLasting(one, false));
}
