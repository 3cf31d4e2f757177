import { dottedText } from '../../../source/dotted-text.ts';
import {
  type ComprehensionNode,
  type Expression,
  isComprehension,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, codeAt, type FrameCode, type LoopNode } from '../module-code.ts';
import { bindingsOf, calledName, selfAttribute } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isSameInEveryCall, namesBoundBy } from '../steady/invariance.ts';
import { outlastsCall } from '../steady/outlasts-call.ts';
import { isSameList } from '../steady/same-list.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { lengthOf } from '../values/static-length.ts';
import { kindOf } from '../values/value-kind.ts';
import { isConstant } from './consumption.ts';
import { operandsOf, targetText } from './copied-whole.ts';
import { countedSearch, listCounted } from './counted-search.ts';
import { isCountingSearch } from './counting-search.ts';
import { growingWalk } from './growing-walk.ts';
import { isHandedAgain } from './handed-again.ts';
import { isFilledByIndex, isOfItems, itemsAt, sidesOf, sidesOfBeginning, sidesOfCall } from './item-sides.ts';
import { listBehind, walkedForEach, walksAround } from './pairs-compared.ts';
import { settersOf } from './part-setters.ts';
import { isSelectedAgain } from './selected-again.ts';
import { isTreeWalkedAgain } from './tree-walked.ts';

/** A loop that only looks for the items of a list of which one part equals something, or begins with it: `if order.number == number`. */
export type SearchLoop = {
  readonly loop: LoopNode;
  readonly list: Expression;
  /** What a dict of the items is called. */
  readonly name: string;
  /** What stands for an item: `order`. */
  readonly item: Expression;
  /** The part of it: `order.number`. */
  readonly part: Expression;
  readonly wanted: Expression;
  /** What the loop walks: the list, or `enumerate` of it; undefined where it counts the places, or goes on from one. */
  readonly walked: Expression | undefined;
  /** Where the file sets the part later. */
  readonly setters: readonly CodeNode[];
  /** It counts meanwhile, or asks only some of the items. */
  readonly isCounting: boolean;
  /** Each object looks for its own, in a list that is another's: `[order for order in self.shop.orders if order.customer is self]`. */
  readonly isOwn: boolean;
};

/** The search in which a comparison stands, if the list is the same each time. */
export function searchLoopAt(code: CodeNode<NodeOf<'Compare' | 'Call'>>, frame: FrameCode): SearchLoop | undefined {
  const loop = code.loops.at(-1);
  if (loop?.nodeType === 'While') return countedSearchAt(code, loop, frame);
  const head = loop === undefined ? undefined : headOf(loop, frame);
  if (loop === undefined || head === undefined) return undefined;
  const isPassing = code.node.nodeType === 'Compare' && isPassedOver(code, loop);
  const isCounting = !isPassing && !isOnlyTest(code, loop, frame);
  if (isCounting && !isCountedMeanwhile(code, loop, frame)) return undefined;
  const forEach = isComprehension(loop) ? walkedForEach(loop, frame) : undefined;
  const names = forEach === undefined && !isCounting ? namesBoundBy(loop) : namesIn(head.target);
  const [part, wanted] =
    code.node.nodeType === 'Call'
      ? sidesOfCall(code.node, names, frame)
      : sidesOfCompare(code.node, names, isPassing, frame);
  if (part === undefined || wanted === undefined) return undefined;
  const behind = listBehind(head.iter, walksAround(code)[1], frame);
  const lists = behind === undefined ? listsOf(head.iter, frame) : [behind];
  const [list = head.iter, ...others] = lists;
  if (others.length === 0 && !isOfItems(part, list, names)) return undefined;
  if (behind !== undefined && isItem(part)) return undefined;
  const setters = settersOf(part, itemsAt(part, names), frame);
  if ((behind !== undefined || forEach !== undefined) && setters.length > 0) return undefined;
  if (list !== head.iter && isFilledByIndex(part, names, frame)) return undefined;
  const isAgain = (one: Expression): boolean => forEach !== undefined || isSearchedAgain(one, loop, frame);
  if (!lists.every((one) => isLongOf(one, frame) && isAgain(one))) return undefined;
  const isOwn = isSameInEveryCall(wanted, frame);
  // of a list of its own an object would take the same items each time
  if (isOwn && (code.loops.length > 1 || isCounting || !lists.every((one) => isShared(one, frame)))) return undefined;
  return {
    loop,
    list: others.length === 0 ? list : head.iter,
    name: nameFor(lists, head.target),
    item: head.target,
    part,
    wanted,
    walked: behind === undefined && forEach === undefined ? head.iter : undefined,
    setters,
    isCounting,
    isOwn,
  };
}

/** `self.shop.orders`, `ORDERS` */
function isShared(list: Expression, frame: FrameCode): boolean {
  return list.nodeType === 'Name' || (list.nodeType === 'Attribute' && selfAttribute(list, frame) === null);
}

function sidesOfCompare(
  compare: NodeOf<'Compare'>,
  names: ReadonlySet<string>,
  isPassing: boolean,
  frame: FrameCode,
): readonly [Expression?, Expression?] {
  const op = isPassing ? 'NotEq' : 'Eq';
  const sides = sidesOf(compare, names, op, frame);
  if (sides.length > 0) return sides;
  const own = sidesOf(compare, names, op, frame, true);
  return own.length > 0 || isPassing ? own : sidesOfBeginning(compare, names, frame);
}

function isCountedMeanwhile(
  { node, ...at }: CodeNode<NodeOf<'Compare' | 'Call'>>,
  loop: LoopNode,
  frame: FrameCode,
): boolean {
  return node.nodeType === 'Compare' && loop.nodeType === 'For' && isCountingSearch({ node, ...at }, loop, frame);
}

/** `word[:3] == start`, of which the search has `word` */
export function isOfBeginning({ left, comparators }: NodeOf<'Compare'>, { part }: SearchLoop): boolean {
  return [left, ...comparators].some(
    (side) => side.nodeType === 'Subscript' && side.value === part && side.slice.nodeType === 'Slice',
  );
}

/** `for a, b in itertools.combinations(rows, 2): if a.key == b.key` */
export function isPairSearch(code: CodeNode<NodeOf<'Compare'>>, frame: FrameCode): boolean {
  const loop = code.loops.at(-1);
  const head = loop === undefined ? undefined : headOf(loop, frame);
  if (loop === undefined || head?.target.nodeType !== 'Tuple' || !isCallOf('itertools.combinations', head.iter, frame))
    return false;
  const [, second] = head.target.elts;
  const isOfTwo = head.target.elts.length === 2 && second?.nodeType === 'Name' && isConstant(head.iter.args[1], 2);
  if (!isOfTwo || !isOnlyTest(code, loop, frame)) return false;
  return isSteady(sidesOf(code.node, new Set([second.id]), 'Eq', frame)[0], frame);
}

/** `while at < len(rows): if rows[at].key == key: return at`, then `at += 1` */
function countedSearchAt(
  code: CodeNode<NodeOf<'Compare' | 'Call'>>,
  loop: NodeOf<'While'>,
  frame: FrameCode,
): SearchLoop | undefined {
  const found = code.node.nodeType === 'Compare' ? countedSearch(code, loop, frame) : undefined;
  if (found === undefined || code.node.nodeType !== 'Compare') return undefined;
  const names = new Set([found.at]);
  const [part, wanted] = sidesOf(code.node, names, found.op, frame);
  const list = part === undefined ? undefined : listCounted(part, found.at);
  if (part === undefined || wanted === undefined || list === undefined) return undefined;
  if (isFilledByIndex(part, names, frame) || !isLongOf(list, frame)) return undefined;
  const item: Expression | undefined = nameIn(part, found.at);
  return item !== undefined && isSearchedAgain(list, loop, frame)
    ? {
        loop,
        list,
        name: nameFor([list], item),
        item,
        part,
        wanted,
        walked: undefined,
        setters: settersOf(part, itemsAt(part, names), frame),
        isCounting: false,
        isOwn: false,
      }
    : undefined;
}

function nameIn(part: Expression, name: string): NodeOf<'Name'> | undefined {
  for (const node of walkSyntax(part)) if (node.nodeType === 'Name' && node.id === name) return node;
  return undefined;
}

/** `lambda row: row.key == key` of a filter: it asks for a part of the item, in a list that is the same each time. */
export function filterAsks(
  { args, body }: NodeOf<'Lambda'>,
  list: Expression,
  code: CodeNode,
  frame: FrameCode,
): boolean {
  const names = new Set(args.args.map(({ arg }) => arg));
  const tests = body.nodeType === 'BoolOp' && body.op.nodeType === 'And' ? body.values : [body];
  const parts = tests.map((test) => (test.nodeType === 'Compare' ? sidesOf(test, names, 'Eq', frame)[0] : undefined));
  const isAsked = parts.some((part) => isOfItems(part, list, names) && isSteady(part, frame));
  return isAsked && isLongOf(list, frame) && isAskedAgain(list, code, frame);
}

function isSteady(part: Expression | undefined, frame: FrameCode): boolean {
  return part !== undefined && settersOf(part, [], frame).length === 0;
}

function headOf(loop: LoopNode, frame: FrameCode): Pick<NodeOf<'Comprehension'>, 'target' | 'iter'> | undefined {
  if (loop.nodeType === 'While' || loop.nodeType === 'AsyncFor') return undefined;
  if (loop.nodeType === 'For') return loop;
  return loop.generators.length === 1 || walkedForEach(loop, frame) !== undefined ? loop.generators.at(-1) : undefined;
}

/** `if order.number != number: continue`, before all else of the loop. */
function isPassedOver({ parent }: CodeNode, loop: LoopNode): boolean {
  const test = parent?.node;
  return (
    loop.nodeType === 'For' &&
    test?.nodeType === 'If' &&
    loop.body[0] === test &&
    test.body[0]?.nodeType === 'Continue' &&
    test.orelse.length === 0
  );
}

/** Nothing else is done with the items that do not match. */
function isOnlyTest(code: CodeNode, loop: LoopNode, frame: FrameCode): boolean {
  let at = code;
  while (at.parent?.node.nodeType === 'BoolOp' && isOneOfTests(at, at.parent.node, loop, frame)) at = at.parent;
  const around = at.parent?.node;
  if (around === undefined) return false;
  if (!isComprehension(loop)) return around.nodeType === 'If' && around.test === at.node && isWholeBody(around, loop);
  const isCondition = loop.generators.some(({ ifs }) => ifs.some((one) => one === at.node));
  if (isCondition) return !isAddedUp(loop, frame);
  return loop.nodeType === 'GeneratorExp' && loop.elt === at.node && isAskedForAny(loop, frame);
}

/** One of several that must hold, or the first of those of which each asks for the same: `match.home == club or match.away == club`. */
function isOneOfTests({ node }: CodeNode, { op, values }: NodeOf<'BoolOp'>, loop: LoopNode, frame: FrameCode): boolean {
  if (op.nodeType === 'And') return true;
  const names = namesBoundBy(loop);
  const wanted = values.map((one) => (one.nodeType === 'Compare' ? sidesOf(one, names, 'Eq', frame)[1] : undefined));
  const [first] = wanted;
  return (
    values[0] === node &&
    first !== undefined &&
    wanted.every((one) => one !== undefined && targetText(one) === targetText(first))
  );
}

function isWholeBody(statement: NodeOf<'If'>, loop: NodeOf<'For' | 'AsyncFor' | 'While'>): boolean {
  return loop.body.at(-1) === statement && statement.orelse.length === 0 && loop.body.slice(0, -1).every(isPassing);
}

/** `if a is b: continue` */
function isPassing(step: SyntaxNode): boolean {
  if (step.nodeType !== 'If' || step.body[0]?.nodeType !== 'Continue' || step.orelse.length > 0) return false;
  return [...walkSyntax(step.test)].every(({ nodeType }) => nodeType !== 'Call' && nodeType !== 'NamedExpr');
}

/** `sum(blow.hurt for blow in self.blows if blow.side == side)` of what only grows: a total is kept along, no dict of lists. */
function isAddedUp(loop: ComprehensionNode, frame: FrameCode): boolean {
  const call = codeAt(loop, frame)?.parent;
  if (call?.node.nodeType !== 'Call' || calledName(call.node, frame) === 'next') return false;
  return growingWalk(loop, { ...call, node: call.node }, frame) !== undefined;
}

function isAskedForAny(loop: SyntaxNode, frame: FrameCode): boolean {
  const call = codeAt(loop, frame)?.parent?.node;
  return call?.nodeType === 'Call' && calledName(call, frame) === 'any';
}

/** `bids` and `asks` of `itertools.chain(bids, asks)` and `bids + asks`; of all else one. */
function listsOf(iter: Expression, frame: FrameCode): readonly Expression[] {
  const chained = isCallOf('itertools.chain', iter, frame) ? iter.args : operandsOf(iter);
  return chained.map((list) => (list.nodeType === 'Starred' ? iter : listOf(list, frame)));
}

/** `rows` of `enumerate(rows)`, `reversed(rows)` and `range(len(rows))` */
function listOf(iter: Expression, frame: FrameCode): Expression {
  const [first, ...others] = iter.nodeType === 'Call' ? iter.args : [];
  if (isCallOf('range', iter, frame) && isCallOf('len', first, frame) && others.length === 0) {
    return first.args[0] ?? iter;
  }
  const isPassedOn = iter.nodeType === 'Call' && PASSING_ON.has(calledName(iter, frame));
  return isPassedOn && first !== undefined ? first : iter;
}

/** Whole items that are held against those behind them may be letters of a text, of which many are alike. */
function isItem(part: Expression): boolean {
  return part.nodeType === 'Name' || (part.nodeType === 'Subscript' && part.slice.nodeType === 'Name');
}

function isCallOf(name: string, node: Expression | undefined, frame: FrameCode): node is NodeOf<'Call'> {
  return node?.nodeType === 'Call' && calledName(node, frame) === name;
}

const PASSING_ON: ReadonlySet<string> = new Set(['enumerate', 'reversed', 'iter', 'list', 'tuple']);

const FEW = 16;

function isLongOf(list: Expression, frame: FrameCode): boolean {
  const kind = kindOf(list, frame);
  const isList = kind === 'list' || kind === 'tuple' || kind === 'deque' || kind === 'unknown' || kind === 'mixed';
  const isView = list.nodeType === 'Call' && VIEWS.has(calledName(list, frame));
  return (isList || isView) && (lengthOf(list, frame) ?? Number.POSITIVE_INFINITY) > FEW;
}

const VIEWS: ReadonlySet<string> = new Set(['.items', '.values']);

function isSearchedAgain(list: Expression, loop: LoopNode, frame: FrameCode): boolean {
  const code = codeAt(loop, frame);
  return code !== undefined && isAskedAgain(list, code, frame);
}

function isAskedAgain(list: Expression, code: CodeNode, frame: FrameCode): boolean {
  return (
    isSameList(list, code, frame) ||
    isSameInEveryCall(list, frame) ||
    isHandedToItself(list, frame) ||
    isHandedAgain(list, frame) ||
    isSelectedAgain(list, frame) ||
    isTreeWalkedAgain(list, code, frame) ||
    outlastsCall(list, frame)
  );
}

/** `walk(rows, row.id)` in `walk(rows, parent)`, which binds `rows` nowhere else. */
function isHandedToItself(list: Expression, frame: FrameCode): boolean {
  if (list.nodeType !== 'Name' || bindingsOf(list.id, frame).length !== 1) return false;
  return argumentsFor(list.id, frame).some(
    ({ value, call }) => call?.frame === frame && value.nodeType === 'Name' && value.id === list.id,
  );
}

/** What a dict of the items is called: after the list, or after an item where several lists are walked as one. */
function nameFor(lists: readonly Expression[], item: Expression): string {
  const [only, ...others] = lists;
  const text = only === undefined || others.length > 0 ? `${dottedText(item)}s` : dottedText(only);
  if (/^self(?:\.\w+)+$/.test(text)) return text; // a table beside it, in the same object or in one that it has
  return text.replace(/\W+/g, '_').replace(/^_|_$/g, '');
}
