import {
  type Expression,
  givenValues,
  isComprehension,
  isEmptyList,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { methodCallsOn } from '../loops/method-calls-on.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { attributeBindings, type BoundIn, bindingsOf, calledName, methodCalled, selfAttribute } from '../names.ts';
import { madeFor } from '../steady/call-alone.ts';
import { changersOf } from '../steady/changed-later.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { isSameInEveryCall } from '../steady/invariance.ts';
import { isMaking } from '../steady/set-later.ts';
import { isForGood } from '../steady/terms-of-items.ts';
import { changesOfAttribute } from '../steady/who-changes.ts';
import { argumentsFor, type Source } from './call-arguments.ts';
import { kindOf } from './value-kind.ts';

/**
 * The attribute of the object in whose dict a value was looked up: `cells` of `content[1:]` after
 * `content = self.cells[name]`, or from whose list a loop takes it: `routes` of `pattern` in
 * `for pattern, handler in self.routes`; undefined for all else.
 */
export function keptIn(value: Expression, frame: FrameCode): NodeOf<'Attribute'> | undefined {
  const looked = partOf(value, frame);
  if (looked.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(looked.id, frame);
    const walked = others.length > 0 ? undefined : walkedBy(only?.binding.node);
    if (walked !== undefined) return attributeOfSelf(walked, frame);
    const bound = assignedTo(only);
    return bound === null || others.length > 0 || bound.nodeType === 'Name' ? undefined : keptIn(bound, frame);
  }
  const isGet = looked.nodeType === 'Call' && calledName(looked, frame) === '.get';
  const owner = isGet
    ? methodCalled(looked, frame)?.receiver
    : looked.nodeType === 'Subscript' && looked.slice.nodeType !== 'Slice'
      ? looked.value
      : undefined;
  return owner === undefined ? undefined : attributeOfSelf(owner, frame);
}

/** What a name is assigned, or is a part of: `zone, text` of `zone, text = self.tenants[name]`. */
function assignedTo(bound: BoundIn | undefined): Expression | null {
  if (bound?.binding.kind !== 'assignment') return null;
  const { value, node } = bound.binding;
  return value ?? (node.nodeType === 'Assign' ? node.value : null);
}

function attributeOfSelf(owner: Expression, frame: FrameCode): NodeOf<'Attribute'> | undefined {
  return owner.nodeType === 'Attribute' && selfAttribute(owner, frame) !== null ? owner : undefined;
}

/** What a loop that binds names walks; of a comprehension where it has one clause. */
function walkedBy(node: SyntaxNode | undefined): Expression | undefined {
  if (node?.nodeType === 'For') return node.iter;
  return node !== undefined && isComprehension(node) && node.generators.length === 1
    ? node.generators[0]?.iter
    : undefined;
}

/** `content` of `content[1:]`, `content.strip()`: one part of each, where a slice between numbers of a loop gives many. */
function partOf(value: Expression, frame: FrameCode): Expression {
  if (value.nodeType === 'Subscript') return isWrittenSlice(value.slice) ? partOf(value.value, frame) : value;
  if (value.nodeType === 'Attribute') return isForGood(value, frame) ? partOf(value.value, frame) : value;
  const isText = value.nodeType === 'Call' && value.func.nodeType === 'Attribute' && PARTS.has(value.func.attr);
  return isText && givenValues(value).length === 0 && value.func.nodeType === 'Attribute'
    ? partOf(value.func.value, frame)
    : value;
}

function isWrittenSlice(slice: Expression): boolean {
  if (slice.nodeType !== 'Slice') return false;
  return [slice.lower, slice.upper, slice.step].every((bound) => bound == null || isNumber(bound));
}

/** Also `-1`. */
function isNumber(bound: Expression): boolean {
  return bound.nodeType === 'UnaryOp' ? isNumber(bound.operand) : bound.nodeType === 'Constant';
}

const PARTS: ReadonlySet<string> = new Set(['strip', 'lstrip', 'rstrip', 'lower', 'upper']);

/** The same of what a call is given, where all else is written out: `cells` of `parse(self.cells[name])`, `Parser(self.cells[name]).parse()`. */
export function keptInCall(
  { args, keywords, func }: NodeOf<'Call'>,
  frame: FrameCode,
): NodeOf<'Attribute'> | undefined {
  const made = func.nodeType === 'Attribute' ? madeFor(func.value, frame) : undefined;
  const given = [...(made === undefined ? [] : givenValues(made)), ...args, ...keywords.map(({ value }) => value)];
  const [value, ...others] = given.filter(({ nodeType }) => nodeType !== 'Constant');
  return value === undefined || others.length > 0 ? undefined : keptIn(value, frame);
}

/** Where a dict gets its items: what each `__init__` sets it to, and the places that set one; undefined where more may come into it. */
export function itemsOf(
  dict: NodeOf<'Attribute'>,
  frame: FrameCode,
): { readonly begun: readonly Source[]; readonly stores: readonly CodeNode[] } | undefined {
  const stores = storesByAttribute(frame.module).get(dict.attr) ?? [];
  const isFilled = methodCallsOn(dict, frame).some(({ method }) => CHANGING.has(method));
  const begun = attributeBindings(dict.attr, frame).map(({ binding: { value, kind }, frame: at }) => {
    const copied = value?.nodeType === 'Call' && calledName(value, at) === 'dict' ? value.args[0] : value;
    return kind === 'assignment' && isMaking(at) && copied != null ? sourcesOf(copied, at) : [];
  });
  const isKnown = begun.length > 0 && begun.every((all) => all.length > 0);
  return isKnown && isChangedOnlyAt(placesOf(stores), dict, frame) && !isFilled
    ? { begun: begun.flat(), stores }
    : undefined;
}

function sourcesOf(value: Expression, frame: FrameCode): readonly Source[] {
  return value.nodeType === 'Name' ? argumentsFor(value.id, frame) : [{ value, frame }];
}

/**
 * The functions of which each call puts one value into a dict or list that begins empty; undefined where more may come into
 * it.
 */
export function writersOf(dict: NodeOf<'Attribute'>, frame: FrameCode): readonly FrameCode[] | undefined {
  const bound = attributeBindings(dict.attr, frame);
  const isList = bound.length > 0 && bound.every(({ binding: { value } }) => value?.nodeType === 'List');
  return isList ? appendersOf(dict, frame) : settersOf(dict, frame);
}

/** Each `__init__` that makes the whole of it, item by item, where nothing changes it afterwards: so long it takes at least. */
export function makersOf(dict: NodeOf<'Attribute'>, frame: FrameCode): readonly FrameCode[] | undefined {
  const bound = attributeBindings(dict.attr, frame);
  const isMade = bound.every(({ binding: { value }, frame: at }) => value !== null && isMadeOfItems(value, at));
  const isLeft = isSameInEveryCall(dict, frame) && changersOf(dict, frame).length === 0;
  return bound.length > 0 && isMade && isLeft ? bound.map(({ frame: at }) => at) : undefined;
}

function isMadeOfItems(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'ListComp') return UNCHANGEABLE.has(kindOf(value.elt, frame));
  if (value.nodeType === 'DictComp') return UNCHANGEABLE.has(kindOf(value.value, frame));
  return value.nodeType === 'Call' && SPLITTING.has(calledName(value, frame));
}

const UNCHANGEABLE: ReadonlySet<string> = new Set(['str', 'bytes', 'number', 'tuple']);

const SPLITTING: ReadonlySet<string> = new Set(['.split', '.splitlines', '.readlines']);

function appendersOf(list: NodeOf<'Attribute'>, frame: FrameCode): readonly FrameCode[] | undefined {
  const bound = attributeBindings(list.attr, frame);
  const isEmpty = bound.every(({ binding: { value } }) => isEmptyList(value));
  const changes = methodCallsOn(list, frame).filter(({ method }) => CHANGING.has(method));
  const isOneByOne = changes.every(({ method, code: { loops } }) => method === 'append' && loops.length === 0);
  const isStored = (storesByAttribute(frame.module).get(list.attr) ?? []).length > 0;
  if (!isEmpty || !isOneByOne || isStored || changes.length === 0) return undefined;
  const places = changes.map(({ receiver }) => receiver);
  if (!isChangedOnlyAt(places, list, frame)) return undefined;
  return [...new Set(changes.map(({ code }) => code.frame))];
}

function settersOf(dict: NodeOf<'Attribute'>, frame: FrameCode): readonly FrameCode[] | undefined {
  const stores = storesByAttribute(frame.module).get(dict.attr) ?? [];
  const isEmpty = attributeBindings(dict.attr, frame).every(({ binding: { kind, value } }) =>
    kind === 'assignment' && value?.nodeType === 'Dict' ? value.keys.length === 0 : false,
  );
  const isFilled = methodCallsOn(dict, frame).some(({ method }) => method === 'update' || method === 'setdefault');
  if (stores.length === 0 || !isEmpty || isFilled || stores.some(({ loops }) => loops.length > 0)) return undefined;
  if (!isChangedOnlyAt(placesOf(stores), dict, frame)) return undefined;
  return [...new Set(stores.map((store) => store.frame))];
}

/** Also by no other name: `cells` after `cells = sheet.cells`, and in a function that is given `sheet.cells`. */
function isChangedOnlyAt(places: readonly Expression[], held: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  return changesOfAttribute(held.attr, frame).every(({ part }) => places.includes(part));
}

function placesOf(stores: readonly CodeNode<NodeOf<'Subscript'>>[]): readonly Expression[] {
  return stores.map(({ node: { value } }) => value);
}

/** By the name of an attribute: where items of it are set, of whichever object. */
const storesByAttribute = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.flatMap((frame) => nodesOf(frame, 'Subscript')),
    ({ node: { ctx, value } }) => (ctx.nodeType === 'Store' && value.nodeType === 'Attribute' ? [value.attr] : []),
  ),
);
