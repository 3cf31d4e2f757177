import { type Expression, lineOf, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../module-code.ts';
import { attributeBindings, bindingsOf, calledName, resolve, selfAttribute } from '../names.ts';
import { isOrderTest, ORDERS } from '../orders.ts';
import { isParameter } from '../steady/asked-again.ts';
import { isSameInEveryCall, namesBoundBy } from '../steady/invariance.ts';
import { isSameList } from '../steady/same-list.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { lengthOf } from '../values/static-length.ts';
import { beginsAtFirst, nameCounted } from './counted-search.ts';
import { methodCallsOn } from './method-calls-on.ts';

/** A loop that looks from the first item on for the place of a value in a list that is in order. */
export type OrderedSearch = {
  readonly code: CodeNode;
  readonly line: number;
  readonly list: Expression;
  /** The file shows that it is in order, and not only one who knows the data. */
  readonly isProven: boolean;
};

export function orderedSearches(frame: FrameCode): readonly OrderedSearch[] {
  return [
    ...nodesOf(frame, 'While').flatMap((code) => whileAt(code, frame) ?? []),
    ...nodesOf(frame, 'For').flatMap((code) => forAt(code, frame) ?? []),
  ];
}
const FEW = 16;

/** `at = 0`, then `while at < len(curve) and curve[at][0] <= value: at += 1` */
function whileAt(code: CodeNode<NodeOf<'While'>>, frame: FrameCode): OrderedSearch | undefined {
  const { test, body, orelse } = code.node;
  const [step, ...others] = body;
  const at = step === undefined || others.length + orelse.length > 0 ? undefined : nameCounted(step);
  if (at === undefined || !beginsAtFirst(at, code.node, frame)) return undefined;
  const tests = test.nodeType === 'BoolOp' && test.op.nodeType === 'And' ? test.values : [test];
  const list = tests.flatMap((one) => listAskedAt(one, at) ?? [])[0];
  // a walk that stops at the first that is too large says by itself that all behind it are
  return list === undefined ? undefined : searchOf(code, list, true, frame);
}

/** `curve` of `curve[at + 1][0] <= value`, where nothing else is asked for at that place. */
function listAskedAt(test: Expression, at: string): Expression | undefined {
  if (!isOrderTest(test)) return undefined;
  const sides = [test.left, ...test.comparators];
  const items = sides.map((side) => itemOf(side));
  const [own, ...more] = items.filter((one) => one !== undefined && hasName(one.slice, at));
  const other = sides.find((_, index) => items[index] !== own);
  return own === undefined || more.length > 0 || other === undefined || hasName(other, at) ? undefined : own.value;
}

/** `curve[at]` of `curve[at][0].limit` */
function itemOf(side: Expression): NodeOf<'Subscript'> | undefined {
  if (side.nodeType === 'Attribute') return itemOf(side.value);
  if (side.nodeType !== 'Subscript') return undefined;
  return itemOf(side.value) ?? side;
}

function hasName(node: SyntaxNode, name: string): boolean {
  return [...walkSyntax(node)].some((one) => one.nodeType === 'Name' && one.id === name);
}

/** `for at, limit in enumerate(limits): if value < limit: return at`, where the file puts the limits in order. */
function forAt(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): OrderedSearch | undefined {
  const { iter, body } = code.node;
  const [step, ...others] = body;
  const isFit = step?.nodeType === 'If' && step.orelse.length === 0 && others.every(isPlainAssign);
  if (!isFit) return undefined;
  const { test } = step;
  const isFirst = LEAVING.has(step.body.at(-1)?.nodeType ?? '');
  if (isFirst && others.length === 0 && isBetween(test, code.node)) {
    const walked = listWalked(iter, frame);
    return walked === undefined ? undefined : searchOf(code, walked, isPutInOrder(walked, frame), frame);
  }
  // `if value >= low: rate = its` keeps the last that fits
  if (!isFirst && !(others.length === 0 && step.body.every(isPlainAssign))) return undefined;
  if (!isOrderTest(test)) return undefined;
  const sides = [test.left, ...test.comparators];
  const bound = namesBoundBy(code.node);
  const items = sides.filter((side) => [...bound].some((name) => hasName(side, name)));
  const [item, ...more] = items;
  const isItem = item?.nodeType === 'Name' || (item?.nodeType === 'Subscript' && item.slice.nodeType === 'Constant');
  const list = !isItem || more.length > 0 ? undefined : listWalked(iter, frame);
  return list !== undefined && isPutInOrder(list, frame) ? searchOf(code, list, true, frame) : undefined;
}

const LEAVING: ReadonlySet<string> = new Set(['Return', 'Break']);

function isPlainAssign(step: SyntaxNode): boolean {
  return step.nodeType === 'Assign' && (step.value.nodeType === 'Name' || step.value.nodeType === 'Attribute');
}

/** `low <= value <= high`, or the same in two tests: the item has both ends of a range, and they ask for one value. */
function isBetween(test: Expression, loop: NodeOf<'For'>): boolean {
  const bound = namesBoundBy(loop);
  const isItem = (side: Expression): boolean => isPartOfItem(side) && [...bound].some((name) => hasName(side, name));
  const pairs = test.nodeType === 'BoolOp' && test.op.nodeType === 'And' ? test.values : [test];
  const compared = pairs.flatMap((pair) =>
    pair.nodeType === 'Compare' && pair.ops.every(({ nodeType }) => ORDERS.has(nodeType))
      ? [pair.left, ...pair.comparators]
      : [],
  );
  const ends = compared.filter(isItem);
  const values = compared.filter((side) => !isItem(side) && ![...bound].some((name) => hasName(side, name)));
  const isChain = pairs.length === 1 && compared.length === 3 && values.length === 1 && values[0] === compared[1];
  const isPair = pairs.length === 2 && compared.length === 4 && values.length === 2 && isSameName(values);
  return ends.length === 2 && (isChain || isPair);
}

function isPartOfItem(side: Expression): boolean {
  return side.nodeType === 'Name' || side.nodeType === 'Attribute' || side.nodeType === 'Subscript';
}

function isSameName([one, other]: readonly Expression[]): boolean {
  return one?.nodeType === 'Name' && other?.nodeType === 'Name' && one.id === other.id;
}

function listWalked(iter: Expression, frame: FrameCode): Expression | undefined {
  if (iter.nodeType !== 'Call') return iter;
  return calledName(iter, frame) === 'enumerate' ? iter.args[0] : undefined;
}

const ORDERED: ReadonlySet<string> = new Set(['sorted', 'range', 'itertools.accumulate']);

/** It is sorted, made by `sorted` or `accumulate`, or gets a total that only grows. */
function isPutInOrder(list: Expression, frame: FrameCode): boolean {
  const attribute = selfAttribute(list, frame);
  const name = list.nodeType === 'Name' ? list.id : '';
  const bound = attribute === null ? resolve(name, frame) : attributeBindings(attribute, frame);
  const isMade = bound.some(({ binding: { value }, frame: at }) => value !== null && isOrdered(value, at));
  if (isGivenInOrder(name, frame)) return true;
  return (
    isMade ||
    methodCallsOn(list, frame).some(({ method, code }) => (method === 'sort' && isRisen(code.node)) || addsTotal(code))
  );
}

/** Every caller in the file gives a list that it has put in order. */
function isGivenInOrder(name: string, frame: FrameCode): boolean {
  const given = isParameter(name, frame) ? argumentsFor(name, frame) : [];
  return (
    given.length > 0 &&
    given.every(({ value, frame: at }) => isOrdered(value, at) || (at !== frame && isPutInOrder(value, at)))
  );
}

function isOrdered(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'ListComp') return isCountedOut(value, frame);
  if (value.nodeType !== 'Call') return false;
  const name = calledName(value, frame);
  const [first] = value.args;
  return (
    (ORDERED.has(name) && isRisen(value)) ||
    ((name === 'list' || name === 'tuple') && first !== undefined && isOrdered(first, frame))
  );
}

/** From the largest on `bisect` finds nothing. */
function isRisen({ keywords }: NodeOf<'Call'>): boolean {
  return keywords.every(({ arg }) => arg !== 'reverse');
}

/** `[(at * 50, at * 50 + 49) for at in range(400)]` */
function isCountedOut({ elt, generators }: NodeOf<'ListComp'>, frame: FrameCode): boolean {
  const [only, ...others] = generators;
  if (only === undefined || others.length > 0 || !isOrdered(only.iter, frame)) return false;
  const [first = elt] = elt.nodeType === 'Tuple' ? elt.elts : [];
  return hasNameOf(first, only.target) && isRising(first, only.target);
}

function hasNameOf(value: Expression, counted: Expression): boolean {
  return counted.nodeType === 'Name' && hasName(value, counted.id);
}

/** Made of the number that is counted and of constants; `random()` for each is in no order. */
function isRising(value: Expression, counted: Expression): boolean {
  if (value.nodeType === 'BinOp')
    return RISING.has(value.op.nodeType) && isRising(value.left, counted) && isRising(value.right, counted);
  return value.nodeType === 'Constant' || (value.nodeType === 'Name' && hasNameOf(value, counted));
}

const RISING: ReadonlySet<string> = new Set(['Add', 'Mult', 'FloorDiv', 'Div']);

/** `edges.append(total)` after `total += weight` */
function addsTotal({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  const [given] = node.args;
  if (given?.nodeType !== 'Name') return false;
  return bindingsOf(given.id, frame).some(({ binding }) => binding.kind === 'augmented');
}

function searchOf(
  code: CodeNode<NodeOf<'While' | 'For'>>,
  list: Expression,
  isProven: boolean,
  frame: FrameCode,
): OrderedSearch | undefined {
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === code.node.body[0]);
  const isAgain = isSameList(list, code, frame) || isSameInEveryCall(list, frame);
  if (first === undefined || !isAgain || (lengthOf(list, frame) ?? Number.POSITIVE_INFINITY) <= FEW) return undefined;
  return { code: first, line: lineOf(code.node), list, isProven };
}
