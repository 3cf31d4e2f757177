import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { framesNamed } from '../frames-named.ts';
import { type FrameCode, groupBy, nodesOf, valuesReturned } from '../module-code.ts';
import { attributeBindings, bindingsOf, calledName, methodCalled, selfAttribute } from '../names.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { isOfOwnObjects } from './own-objects.ts';

/** A name that the function binds to something that it has made itself, or a part of what holds nothing else. */
export function isOfItsOwn(expression: Expression, frame: FrameCode): boolean {
  return isMadeHere(expression, frame) || isOfOwnObjects(expression, frame);
}

function isMadeHere(expression: Expression, frame: FrameCode): boolean {
  if (expression.nodeType === 'Subscript') return isPartOfOwn(expression, frame);
  if (expression.nodeType === 'Call') return isListOfOwn(expression, frame);
  if (expression.nodeType !== 'Name') return isBegunInInit(expression, frame);
  const bound = bindingsOf(expression.id, frame);
  return (
    bound.length > 0 && bound.every(({ binding: { kind, value } }) => KINDS_MADE.has(kind) && !isShared(value, frame))
  );
}

/** `stack[-1][1]` of a stack that the function begins, and on which it puts nothing but what it has made. */
function isPartOfOwn(part: NodeOf<'Subscript'>, frame: FrameCode): boolean {
  const { root, depth } = placeOf(part);
  return root.nodeType === 'Name' && isOfItsOwn(root, frame) && holdsOwn(`${depth} ${root.id}`, frame);
}

/** `groups.setdefault(key, [])` of a dict that the function begins, and in which it puts nothing but what it has made. */
function isListOfOwn(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const method = methodCalled(call, frame);
  if (method?.name !== 'setdefault' || method.receiver.nodeType !== 'Name') return false;
  return isOfItsOwn(method.receiver, frame) && holdsOwn(`1 ${method.receiver.id}`, frame);
}

/** What is put into `stack[-1]` lies deeper than `stack[-1]` itself: it may be somebody else's. */
const holdsOwn = oncePerName((place: string, frame: FrameCode): boolean => {
  const [depth = '', name = ''] = place.split(' ');
  const isBegun = bindingsOf(name, frame).every(
    ({ binding: { value } }) => value !== null && DISPLAYS.has(value.nodeType) && isOwnItem(value, frame),
  );
  const put = (putByName(frame).get(name) ?? []).filter((one) => one.depth < Number(depth));
  return isBegun && put.every(({ value }) => isOwnItem(value, frame));
});

const DISPLAYS: ReadonlySet<string> = new Set(['List', 'Tuple', 'Set', 'Dict']);

/** By name: what a function puts into it (depth 0) or into a part of it. */
const putByName = oncePer((frame: FrameCode) => {
  const called = nodesOf(frame, 'Call').flatMap(({ node }) => {
    const method = methodCalled(node, frame);
    if (method === undefined || !CHANGING.has(method.name)) return [];
    const values = method.name === 'setdefault' ? node.args.slice(1) : node.args;
    return values.map((value) => ({ ...placeOf(method.receiver), value }));
  });
  const stored = nodesOf(frame, 'Assign').flatMap(({ node: { targets, value } }) =>
    targets.flatMap((target) => (target.nodeType === 'Subscript' ? [{ ...placeOf(target.value), value }] : [])),
  );
  return groupBy([...called, ...stored], ({ root }) => (root.nodeType === 'Name' ? [root.id] : []));
});

/** `stack` and 2 of `stack[-1][1]` */
function placeOf(part: Expression): { readonly root: Expression; readonly depth: number } {
  let root = part;
  let depth = 0;
  for (; root.nodeType === 'Subscript'; depth++) root = root.value;
  return { root, depth };
}

/** Nobody else has it: a text, a slice, something made here, or a display of such. */
function isOwnItem(value: Expression, frame: FrameCode): boolean {
  switch (value.nodeType) {
    case 'List':
    case 'Tuple':
    case 'Set':
      return value.elts.every((one) => isOwnItem(one, frame));
    case 'Dict':
      return value.values.every((one) => isOwnItem(one, frame));
    case 'Name':
      return isOfItsOwn(value, frame) || isOfMatch(value.id, frame);
    case 'Subscript':
      return value.slice.nodeType === 'Slice';
    case 'Call':
      return value.args.length === 0 ? !isShared(value, frame) : isOfTexts(value, frame);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return false;
    default:
      return !isShared(value, frame);
  }
}

/** `name` of `sign, name = found.groups()`: texts cannot be changed. */
function isOfMatch(name: string, frame: FrameCode): boolean {
  const bound = bindingsOf(name, frame);
  return (
    bound.length > 0 &&
    bound.every(({ binding: { node } }) => node.nodeType === 'Assign' && isOfTexts(node.value, frame))
  );
}

function isOfTexts(value: Expression, frame: FrameCode): boolean {
  return value.nodeType === 'Call' && TEXTS.has(calledName(value, frame));
}

const TEXTS: ReadonlySet<string> = new Set(
  '.group .groups .partition .rpartition .split .rsplit .strip .lower .upper .casefold .join str int float len'.split(
    ' ',
  ),
);

/** An item that a loop comes to is no more its own than what an argument brings. */
const KINDS_MADE: ReadonlySet<string> = new Set(['assignment', 'augmented']);

/** Somebody else may have it: it was given, is kept elsewhere, or a part of either. */
export function isShared(value: Expression | null, frame: FrameCode): boolean {
  switch (value?.nodeType) {
    case undefined:
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return true;
    case 'IfExp':
      return isShared(value.body, frame) || isShared(value.orelse, frame);
    case 'BoolOp':
      return value.values.some((one) => isShared(one, frame));
    case 'Call':
      return HANDING_OUT.has(calledName(value, frame)) || framesNamed({ node: value.func, frame }).some(handsOut);
    default:
      return false;
  }
}

/** It gives back what it was given, or what is kept elsewhere: `return self.rows[key]`. */
export const handsOut: (callee: FrameCode) => boolean = oncePer((callee: FrameCode) =>
  valuesReturned(callee).some((value) => {
    const bound = value.nodeType === 'Name' ? bindingsOf(value.id, callee) : undefined;
    if (bound === undefined) return isPart(value, callee);
    return bound.every(
      ({ binding: { kind, value: held } }) => !KINDS_MADE.has(kind) || held === null || isPart(held, callee),
    );
  }),
);

function isPart(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'IfExp') return isPart(value.body, frame) || isPart(value.orelse, frame);
  if (value.nodeType === 'Call') return HANDING_OUT.has(calledName(value, frame));
  return value.nodeType === 'Attribute' || (value.nodeType === 'Subscript' && value.slice.nodeType !== 'Slice');
}

/** They give back what somebody else may have. */
const HANDING_OUT: ReadonlySet<string> = new Set(
  '.get .setdefault .pop .popleft .popitem next min max getattr functools.reduce type super vars globals'.split(' '),
);

/** `self.steps` of `self.steps = []` in an `__init__`: what it has begun itself is its object's alone. */
function isBegunInInit(expression: Expression, frame: FrameCode): boolean {
  const name = isInit(frame) ? selfAttribute(expression, frame) : null;
  const bound = name === null ? [] : attributeBindings(name, frame);
  return bound.length === 1 && bound.every(({ binding: { value }, frame: at }) => at === frame && !isShared(value, at));
}

/** The method that sets up an object. */
export function isInit({ scope, parent }: FrameCode): boolean {
  return scope.name === '__init__' && parent?.node.nodeType === 'ClassDef';
}
