import type { Binding } from '../../../source/bindings.ts';
import { type Expression, keyGiven, type NodeOf } from '../../../source/syntax.ts';
import { targetText } from '../loops/copied-whole.ts';
import { isProperty } from '../method-meant.ts';
import { type CodeNode, type FrameCode, methodsNamed, nodesOf } from '../module-code.ts';
import { attributesNamed, type BoundIn, bindingsOf, calledName, resolve, selfName } from '../names.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { changersOf } from './changed-later.ts';
import { driftOf } from './drift.ts';
import { givesTheSame, isFixed, setsUnnamed } from './fixed-function.ts';
import { isSteadyArgument } from './invariance.ts';
import { isKnownPure } from './known-pure.ts';
import { framesMeant, isPureFrame } from './pure-frame.ts';
import { receiversChanged } from './receivers-changed.ts';
import { keysSet } from './set-later.ts';
import { isSetOfObjects, setsOfObjects } from './sets-of-objects.ts';
import { changesOfAsked, changesOfAttribute } from './who-changes.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/** Whether a key asks for the same each time: `lambda point: distance(point, here)` finds another extreme with each `here`. */
export function hasSteadyKey(
  code: Call,
  frame: FrameCode,
  isKnown: (name: CodeNode) => boolean = () => false,
): boolean {
  const key = keyAsked(code.node, frame);
  if (key !== undefined && !isKeySeen(key, frame)) return false;
  return namesBeside(code, frame).every(
    (name) =>
      isKnown(name) ||
      bindingsOf(name.node.id, frame).every(({ binding }) => isSteady(binding, code.loops.length, frame)),
  );
}

/** Whether something changes a table of a key by another name: `rows` of `rows = list(marks.values())` beside `lambda name: marks[name][0]`. */
export function isKeyChanged(code: Call, frame: FrameCode): boolean {
  return namesBeside(code, frame).some((name) => driftOf(wholeOf(name), code) === 'changed');
}

/** What the lambda of a key names beside the items. */
function namesBeside({ node }: Call, frame: FrameCode): readonly CodeNode<NodeOf<'Name'>>[] {
  const key = keyGiven(node);
  const inner = key?.nodeType === 'Lambda' ? frame.module.frameAt(key) : undefined;
  return inner === undefined
    ? []
    : nodesOf(inner, 'Name').filter((name) => bindingsOf(name.node.id, inner).length === 0);
}

/** `self.ranks` of `self.ranks[name]` */
function wholeOf(name: CodeNode<NodeOf<'Name'>>): Expression {
  let whole: Expression = name.node;
  for (let { parent } = name; parent?.node.nodeType === 'Attribute'; { parent } = parent) {
    const around = parent.parent?.node;
    if (around?.nodeType === 'Call' && around.func === parent.node) return whole;
    whole = parent.node;
  }
  return whole;
}

/** Whether all that decides on the order is in sight: nothing that is not seen changes what a key, or `__lt__`, asks for. */
export function isOrderSure(code: CodeNode): boolean {
  const { node, frame } = code;
  if (node.nodeType !== 'Call') return true;
  const sort = { ...code, node };
  const key = keyAsked(node, frame);
  if (key === undefined) return methodsNamed('__lt__', frame).every(isFixed);
  const table = key.nodeType === 'Attribute' && ASKING.has(key.attr) ? [key.value] : [];
  const given = functionsAsked(key, frame);
  const isAsked = (key: string): boolean => keysSet(frame.module).has(key);
  return (
    [...table, ...namesBeside(sort, frame).map(wholeOf)].every((one) => driftOf(one, code) === 'none') &&
    (asksForChanged(sort, frame) || given.every(givesOneOrder)) &&
    propertiesAsked(key, given, frame).every(givesTheSame) &&
    ![...namesAsked(key), ...given.flatMap(keysOfItem)].some(isAsked) &&
    !(setsUnnamed(frame.module) && given.some((one) => attributesOfItem(one).length > 0)) &&
    !given.some(asksWhatIsLent)
  );
}

/** `cost` of `lambda job: job.cost`, where that is worked out each time. */
function propertiesAsked(key: Expression, given: readonly FrameCode[], frame: FrameCode): readonly FrameCode[] {
  const names = [...namesAsked(key), ...given.flatMap((one) => attributesOfItem(one).map(({ attr }) => attr))];
  return names.flatMap((name) => methodsNamed(name, frame).filter(isProperty));
}

function givesOneOrder(given: FrameCode): boolean {
  if (given.node.nodeType !== 'Lambda') return isFixed(given) || asksItemAlone(given);
  return nodesOf(given, 'Call').every(({ node }) => {
    const meant = framesMeant(node, given);
    return meant.length === 0 ? isKnownPure(calledName(node, given)) : meant.every(isFixed);
  });
}

/** `def cost_of(job): return job.cost`: whether that changes is asked of the items. */
function asksItemAlone(given: FrameCode): boolean {
  const isOwn = nodesOf(given, 'Name').every(({ node }) => bindingsOf(node.id, given).length > 0);
  return isOwn && selfName(given) === null && isPureFrame(given) && nodesOf(given, 'Call').length === 0;
}

/** `score` of `row['score']` */
function keysOfItem(inner: FrameCode): readonly string[] {
  return nodesOf(inner, 'Subscript').flatMap(({ node: { value, slice } }) =>
    value.nodeType === 'Name' && bindingsOf(value.id, inner).length > 0 && slice.nodeType === 'Constant'
      ? [String(slice.value)]
      : [],
  );
}

/** An argument is steady where callers give the same each time: `avgs` of `lambda pupil: avgs[pupil]` in `rank_of(pupil, avgs)`. */
function isSteady({ kind, target, loopDepth }: Binding, depth: number, frame: FrameCode): boolean {
  return depth === 0 ? kind !== 'argument' || isSteadyArgument(target, frame) : loopDepth === 0;
}

/**
 * Whether a key asks for what the program changes meanwhile, so that the same items come into another order each time:
 * `lambda player: -player.points`, `counts.get`.
 */
export function asksForChanged({ node }: Call, frame: FrameCode, isChanged: IsChanged = isChangedMeanwhile): boolean {
  const key = keyAsked(node, frame);
  if (key === undefined) return false;
  const given = functionsAsked(key, frame);
  const isSet: IsSet = (attribute) => itemsSorted(node, frame).some((one) => isSetOfObjects(attribute, one, frame));
  if (given.length === 0) return namesChanged(key, isChanged, isSet, frame);
  return given.some((inner) => asksItemForChanged(inner, isSet) || asksTableForChanged(inner, isChanged, frame));
}

type IsSet = (attribute: string) => boolean;

/** `jobs` of `jobs.sort(key=...)` and `sorted(jobs, key=...)`, all that is given to `max(first, second, key=...)` */
function itemsSorted(call: NodeOf<'Call'>, frame: FrameCode): readonly Expression[] {
  const { func, args } = call;
  return func.nodeType === 'Attribute' && calledName(call, frame).startsWith('.') ? [func.value] : args;
}

type IsChanged = (table: Expression, frame: FrameCode) => boolean;

/** The same where it comes from other functions: what a function makes of its own it makes alike in each call. */
export function asksForChangedByOthers(code: Call, frame: FrameCode): boolean {
  return asksForChanged(code, frame, (table) => changersOf(table, frame).length > 0);
}

/** Where the program sets what a key asks of the items; undefined where the key asks a table that changes. */
export function setsOfAsked({ node }: Call, frame: FrameCode): readonly CodeNode<NodeOf<'Attribute'>>[] | undefined {
  const key = keyAsked(node, frame);
  if (key === undefined) return undefined;
  const given = functionsAsked(key, frame);
  const isUnknown =
    given.length === 0
      ? key.nodeType !== 'Call'
      : given.some((one) => asksTableForChanged(one, isChangedMeanwhile, frame) || asksWhatIsHeld(one));
  if (isUnknown) return undefined;
  const ofItems = given.flatMap((one) => attributesOfItem(one).map(({ attr }) => attr));
  const asked = [...new Set(given.length === 0 ? namesAsked(key) : ofItems)];
  const sets = asked.flatMap((attr) => itemsSorted(node, frame).flatMap((one) => setsOfObjects(attr, one, frame)));
  return [...new Set(sets)];
}

/** With the methods of the file: `self.standing`. */
function functionsAsked(key: Expression, frame: FrameCode): readonly FrameCode[] {
  const isMethod = key.nodeType === 'Attribute' && !ASKING.has(key.attr);
  return isMethod ? [...methodsNamed(key.attr, frame), ...functionsGiven(key, frame)] : functionsGiven(key, frame);
}

/** Whether it is known what a key asks: `self.key` may be whatever the callers of `__init__` give, who are not all in sight. */
function isKeySeen(key: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (key.nodeType === 'IfExp') return [key.body, key.orelse].every((one) => isKeySeen(one, frame, depth));
  return boundToKey(key, frame).every(({ binding: { kind, target, value }, frame: at }) => {
    if (kind === 'import' || kind === 'definition') return true;
    const given = kind === 'argument' ? argumentsFor(target, at) : value === null ? [] : [{ value, frame: at }];
    return given.length > 0 && depth <= DEEPEST && given.every((one) => isKeySeen(one.value, one.frame, depth + 1));
  });
}

function boundToKey(key: Expression, frame: FrameCode): readonly BoundIn[] {
  if (key.nodeType === 'Name') return resolve(key.id, frame);
  return key.nodeType === 'Attribute' && !ASKING.has(key.attr) ? attributesNamed(key.attr, frame) : [];
}

/** From a name for another name to the function. */
const DEEPEST = 3;

/** The lambda, or the functions of the file, of which one is the key: `rank` after `rank = by_price if is_bid else by_age` too. */
function functionsGiven(key: Expression, frame: FrameCode, depth: number = 0): readonly FrameCode[] {
  if (key.nodeType === 'IfExp') return [key.body, key.orelse].flatMap((one) => functionsGiven(one, frame, depth));
  if (key.nodeType === 'Lambda') return [frame.module.frameAt(key) ?? []].flat();
  if (depth > DEEPEST) return [];
  return boundToKey(key, frame).flatMap(({ binding: { kind, node, target, value }, frame: at }) => {
    if (kind === 'argument') {
      return argumentsFor(target, at).flatMap((one) => functionsGiven(one.value, one.frame, depth + 1));
    }
    if (kind === 'assignment' && value !== null) return functionsGiven(value, at, depth + 1);
    return frame.module.frameAt(node) ?? [];
  });
}

/** What is given for a key: `attrgetter('points')` of a name, or of an attribute, that is bound to that alone. */
function keyAsked(call: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  const key = keyGiven(call);
  const bound =
    key?.nodeType === 'Name'
      ? resolve(key.id, frame)
      : key?.nodeType === 'Attribute'
        ? attributesNamed(key.attr, frame)
        : [];
  const [only, ...others] = bound;
  const value = others.length === 0 ? only?.binding.value : undefined;
  return value?.nodeType === 'Call' ? value : key;
}

/** `counts.get`, `operator.attrgetter('points')` */
function namesChanged(key: Expression, isChanged: IsChanged, isSet: IsSet, frame: FrameCode): boolean {
  if (key.nodeType === 'Attribute') return ASKING.has(key.attr) && isChanged(key.value, frame);
  if (key.nodeType !== 'Call' || calledName(key, frame) !== 'operator.attrgetter') return false;
  return namesAsked(key).some((name) => isSet(name) || changesOfAttribute(name, frame).length > 0);
}

/** `points` of `operator.attrgetter('points')` */
function namesAsked(key: Expression): readonly string[] {
  if (key.nodeType !== 'Call') return [];
  return key.args.flatMap((name) => (name.nodeType === 'Constant' ? [String(name.value)] : []));
}

const ASKING: ReadonlySet<string> = new Set(['get', '__getitem__']);

/** `player.points` of the item, which something in the file sets once it was made */
function asksItemForChanged(inner: FrameCode, isSet: IsSet): boolean {
  return attributesOfItem(inner).some(({ attr }) => isSet(attr)) || asksWhatIsHeld(inner);
}

/** By a name that is not followed. */
function asksWhatIsLent(inner: FrameCode): boolean {
  return attributesOfItem(inner).some(
    (asked) => changesOfAsked(asked, inner).length > changesOfAttribute(asked.attr, inner).length,
  );
}

/** `len(player.games)`, which gets one more. */
function asksWhatIsHeld(inner: FrameCode): boolean {
  return attributesOfItem(inner).some(({ attr }) => changesOfAttribute(attr, inner).length > 0);
}

function isOfItem({ value }: NodeOf<'Attribute'>, inner: FrameCode): boolean {
  return value.nodeType === 'Name' && bindingsOf(value.id, inner).length > 0;
}

function attributesOfItem(inner: FrameCode): readonly NodeOf<'Attribute'>[] {
  return nodesOf(inner, 'Attribute').flatMap(({ node }) => (isOfItem(node, inner) ? [node] : []));
}

/** `counts[word]` and `counts.get(word)` of a table that the function around it changes, or another. */
function asksTableForChanged(inner: FrameCode, isChanged: IsChanged, frame: FrameCode): boolean {
  const asked = [
    ...nodesOf(inner, 'Subscript').map(({ node }) => node.value),
    ...nodesOf(inner, 'Attribute').flatMap(({ node }) => (ASKING.has(node.attr) ? [node.value] : [])),
  ];
  const isOuter = (table: Expression): boolean =>
    table.nodeType === 'Attribute' || (table.nodeType === 'Name' && bindingsOf(table.id, inner).length === 0);
  return asked.some((table) => isOuter(table) && isChanged(table, frame));
}

function isChangedMeanwhile(table: Expression, frame: FrameCode): boolean {
  const text = targetText(table);
  return receiversChanged(frame).some((one) => targetText(one) === text) || changersOf(table, frame).length > 0;
}
