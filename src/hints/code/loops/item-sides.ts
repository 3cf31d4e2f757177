import { lastName } from '../../../source/dotted-text.ts';
import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, methodsNamed, nodesOf, placesOfAttribute } from '../module-code.ts';
import { attributeBindings, calledName, methodCalled, selfAttribute } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isSameInEveryCall } from '../steady/invariance.ts';
import { isPureExpression } from '../steady/pure-frame.ts';
import { keysSet } from '../steady/set-later.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { hashesOf, hasNoHash } from '../values/hash-of.ts';
import { isOwnKey } from '../values/own-key.ts';
import { isOfOwnObjects, isPlain } from '../values/own-objects.ts';
import { kindOf } from '../values/value-kind.ts';
import { isConstant } from './consumption.ts';
import { targetText } from './copied-whole.ts';
import { namesStored } from './growing-walk.ts';
import { asksItemForPart, partsListed } from './item-test.ts';
import { isSetByName } from './part-setters.ts';
import { isNegative } from './rest.ts';
import { heldAgainst, isFormOf } from './same-form.ts';

/**
 * The part of the item and what it must equal. What is the same each time is asked for by a filter, but where each object
 * has its own (`isOwn`): `order.customer is self`, `posting.account == self.code`.
 */
export function sidesOf(
  { left, ops, comparators }: NodeOf<'Compare'>,
  names: ReadonlySet<string>,
  op: 'Eq' | 'NotEq',
  frame: FrameCode,
  isOwn = false,
): readonly [Expression?, Expression?] {
  const [right, ...others] = comparators;
  if (right === undefined || others.length > 0) return [];
  if (ops[0]?.nodeType === MEMBER[op]) return sidesOfMember(left, right, names, frame);
  const isSelf = ops[0]?.nodeType === IDENTITY[op];
  if (ops[0]?.nodeType !== op && !isSelf) return [];
  const isLeft = names.has(rootOf(left, names, frame) ?? '');
  const [part, wanted] = isLeft ? [left, right] : [right, left];
  if (isSelf && (part.nodeType === 'Name' || !isKeyByItself(wanted, frame))) return [];
  return sidesAsked(part, wanted, names, frame, isOwn);
}

const MEMBER = { Eq: 'In', NotEq: 'NotIn' } as const;
const IDENTITY = { Eq: 'Is', NotEq: 'IsNot' } as const;

/** `parcel.chute is chute`: a dict finds it by what it is, where its class does not say otherwise. */
function isKeyByItself(wanted: Expression, frame: FrameCode): boolean {
  return !hasNoHash(wanted, frame) && hashesOf(wanted, frame).every((hash) => hash === 'own');
}

/** `club in (match.home, match.away)`, each of which may be the key of a dict. */
function sidesOfMember(
  wanted: Expression,
  right: Expression,
  names: ReadonlySet<string>,
  frame: FrameCode,
): readonly [Expression?, Expression?] {
  const sides = partsListed(right).map((part) => sidesAsked(part, wanted, names, frame));
  const [first = []] = sides;
  return sides.every(({ length }) => length > 0) ? first : [];
}

/** `match.involves(club)`, `same_letters(other, word)`, `word.startswith(prefix)`, `number.startswith(rate.prefix)` */
export function sidesOfCall(
  call: NodeOf<'Call'>,
  names: ReadonlySet<string>,
  frame: FrameCode,
): readonly [Expression?, Expression?] {
  for (const [one, other] of sidesHeld(call, frame)) {
    const sides = sidesAsked(one, other, names, frame);
    if (sides.length > 0) return sides;
  }
  const [wanted] = call.args;
  const asked = call.func.nodeType === 'Attribute' && asksItemForPart(call, frame) ? call.func.value : undefined;
  if (asked === undefined || wanted === undefined) return sidesOfStart(call, names, frame);
  return asked.nodeType === 'Name' ? sidesAsked(asked, wanted, names, frame) : [];
}

/** `word[:3] == prefix[:3]`, `word[:len(prefix)] == prefix` */
export function sidesOfBeginning(
  { left, ops, comparators }: NodeOf<'Compare'>,
  names: ReadonlySet<string>,
  frame: FrameCode,
): readonly [Expression?, Expression?] {
  const [right, ...others] = comparators;
  if (right === undefined || others.length > 0 || ops[0]?.nodeType !== 'Eq') return [];
  if (![left, right].some((side) => kindOf(side, frame) === 'str')) return []; // parts of lists are no keys
  const [part, wanted] = [left, right].map((side) => beginningOf(side) ?? side);
  if (part === undefined || wanted === undefined || (part === left && wanted === right)) return [];
  const isFirst = part !== left && names.has(rootOf(part, names, frame) ?? '');
  if (isFirst) return sidesAsked(part, right, names, frame);
  return wanted === right ? [] : sidesAsked(wanted, left, names, frame);
}

/** `word` of `word[:3]` */
function beginningOf(side: Expression): Expression | undefined {
  if (side.nodeType !== 'Subscript' || side.slice.nodeType !== 'Slice') return undefined;
  const { lower, upper, step } = side.slice;
  const isFromFirst = (lower === undefined || isConstant(lower, 0)) && upper !== undefined && !isNegative(upper);
  return isFromFirst && step === undefined ? side.value : undefined;
}

function sidesHeld(call: NodeOf<'Call'>, frame: FrameCode): readonly (readonly [Expression, Expression])[] {
  const held = heldAgainst(call, frame);
  return held === undefined ? [] : [held, [held[1], held[0]]];
}

function sidesOfStart(
  call: NodeOf<'Call'>,
  names: ReadonlySet<string>,
  frame: FrameCode,
): readonly [Expression?, Expression?] {
  const { func, args } = call;
  const [prefix, ...others] = args;
  if (func.nodeType !== 'Attribute' || calledName(call, frame) !== '.startswith' || prefix === undefined) return [];
  if (others.length > 0) return [];
  const sides = sidesAsked(func.value, prefix, names, frame);
  return sides.length > 0 ? sides : sidesAsked(prefix, func.value, names, frame);
}

function sidesAsked(
  part: Expression,
  wanted: Expression,
  names: ReadonlySet<string>,
  frame: FrameCode,
  isOwn = false,
): readonly [Expression?, Expression?] {
  const asked = [...namesIn(wanted)];
  const isPart = names.has(rootOf(part, names, frame) ?? '');
  if (!isPart || asked.some((name) => names.has(name)) || !isPureExpression(wanted, frame)) return [];
  const isFilter =
    asked.length === 0 ||
    isSameInEveryCall(wanted, frame) !== isOwn ||
    (isOwn && !isOwnKey(wanted, frame)) ||
    isSetByName(part, itemsAt(part, names), frame);
  return isFilter ? [] : [part, wanted];
}

/** Not `scores[at]` in a walk of `range(len(names))` or `enumerate(names)`: what is searched there is another list. */
export function isOfItems(part: Expression | undefined, list: Expression, names: ReadonlySet<string>): boolean {
  if (part === undefined) return false;
  return itemsAt(part, names).every((item) => targetText(item.value) === targetText(list));
}

/** `seats[at]` of `seats[at].number` */
export function itemsAt(part: Expression, names: ReadonlySet<string>): readonly NodeOf<'Subscript'>[] {
  return [...walkSyntax(part)].flatMap((node) =>
    node.nodeType === 'Subscript' && node.slice.nodeType === 'Name' && names.has(node.slice.id) ? [node] : [],
  );
}

/** `seats[at]` where the file sets `seats[...]`: a table of them would have to follow. */
export function isFilledByIndex(part: Expression, names: ReadonlySet<string>, { module }: FrameCode): boolean {
  return itemsAt(part, names).some((item) => namesStored(module).has(lastName(item.value)));
}

/** `self.column` of `row[self.column]`: the object has the same all along, and nothing is put under it. */
function isKeyKept(key: Expression, frame: FrameCode): boolean {
  const attribute = selfAttribute(key, frame);
  return (
    attribute !== null &&
    isSameInEveryCall(key, frame) &&
    methodsNamed(attribute, frame).length === 0 &&
    !isSetUnder(keysGiven(attribute, frame), frame) &&
    placesOfAttribute(attribute, frame.module).every(
      ({ node, parent }) =>
        parent?.node.nodeType !== 'Subscript' || parent.node.slice !== node || isLoaded(parent.node),
    )
  );
}

/** The columns that the file gives; undefined where it does not tell them. */
function keysGiven(attribute: string, frame: FrameCode): readonly string[] | undefined {
  const values = attributeBindings(attribute, frame).flatMap(({ binding: { value }, frame: init }) =>
    value?.nodeType === 'Name' ? argumentsFor(value.id, init).map((given) => given.value) : [value],
  );
  const keys = values.flatMap((value) => (value?.nodeType === 'Constant' ? [String(value.value)] : []));
  return keys.length === 0 || keys.length < values.length ? undefined : keys;
}

/** `row['name'] = ...`, and what may be any key: `row[key] = ...`, `row.update(more)`, `rows[at] |= more` of what the function did not make. */
function isSetUnder(keys: readonly string[] | undefined, { module }: FrameCode): boolean {
  const set = keysSet(module);
  const isSet = keys === undefined ? set.size > 0 : keys.some((key) => set.has(key));
  return isSet || module.frames.some(setsAnyKey);
}

function setsAnyKey(frame: FrameCode): boolean {
  const isGiven = (one: Expression): boolean =>
    !isPlain(one, frame) && !isOfOwnObjects(one, frame) && !isKeptAlone(one, frame);
  const isAny = nodesOf(frame, 'Subscript').some(
    ({ node }) => !isLoaded(node) && !PLAIN_INDEXES.has(node.slice.nodeType) && isGiven(node.value),
  );
  const isUpdate = ({ node }: CodeNode<NodeOf<'Call'>>): boolean => {
    const method = methodCalled(node, frame);
    return method !== undefined && CHANGING_KEYS.has(method.name) && isGiven(method.receiver);
  };
  const isMerged = nodesOf(frame, 'AugAssign').some(
    ({ node: { op, target } }) => op.nodeType === 'BitOr' && isGiven(target),
  );
  return isAny || isMerged || nodesOf(frame, 'Call').some(isUpdate);
}

/** Set, walked, or asked for a part, so that nobody else gets the whole. */
function isAsked({ node, parent, frame }: CodeNode<NodeOf<'Attribute'>>): boolean {
  const around = parent?.node;
  if (node.ctx.nodeType !== 'Load' || around === undefined) return node.ctx.nodeType !== 'Load';
  return around.nodeType === 'Call' ? ASKING.has(calledName(around, frame)) : PARTED.has(around.nodeType);
}

const ASKING: ReadonlySet<string> = new Set(['len', 'sorted', 'list']);

const PARTED: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Subscript',
  'Attribute',
  'Compare',
  'For',
  'Comprehension',
] as const);

/** `self.by_key` that begins as `{}`, and that the object gives to nobody. */
function isKeptAlone(table: Expression, frame: FrameCode): boolean {
  const attribute = selfAttribute(table, frame);
  if (attribute === null || !placesOfAttribute(attribute, frame.module).every(isAsked)) return false;
  const bound = attributeBindings(attribute, frame);
  return bound.length > 0 && bound.every(({ binding: { value } }) => value?.nodeType === 'Dict');
}

const PLAIN_INDEXES: ReadonlySet<string> = new Set(['Constant', 'Slice']);

const CHANGING_KEYS: ReadonlySet<string> = new Set(['update', 'setdefault', 'popitem', '__setitem__']);

function isLoaded({ ctx }: NodeOf<'Subscript'>): boolean {
  return ctx.nodeType === 'Load';
}

/** The name with which begins what is no more than a part, or a form of it: `order` of `order.address[0].lower()` and `sorted(order.name)`, `at` of `orders[at].number`. */
function rootOf(expression: Expression, names: ReadonlySet<string>, frame: FrameCode): string | undefined {
  let at = expression;
  for (;;) {
    if (at.nodeType === 'Name') return at.id;
    if (at.nodeType === 'Attribute') at = at.value;
    else if (at.nodeType === 'Subscript' && at.slice.nodeType === 'Name' && names.has(at.slice.id)) return at.slice.id;
    else if (at.nodeType === 'Subscript' && (PLAIN_KEYS.has(at.slice.nodeType) || isKeyKept(at.slice, frame)))
      at = at.value;
    else if (at.nodeType === 'Call' && at.args.length + at.keywords.length === 0) at = at.func;
    else if (at.nodeType === 'Call' && at.args[0] !== undefined && isFormOf({ node: at, frame })) at = at.args[0];
    else return undefined;
  }
}

const PLAIN_KEYS: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Constant', 'Name'] as const);
