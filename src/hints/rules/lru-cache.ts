import {
  type Expression,
  givenValues,
  isFunctionNode,
  lineOf,
  type NodeOf,
  type SyntaxNode,
} from '../../source/syntax.ts';
import { writeCount, writePercent } from '../amounts.ts';
import { isOnlyReadByAll } from '../code/counted-function.ts';
import { isNextNode } from '../code/graph-edges.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption } from '../code/module-code.ts';
import { isOfNextPosition } from '../code/next-positions.ts';
import { argumentNames, ownName } from '../code/own-name.ts';
import { recordsOf } from '../code/record-arguments.ts';
import { isCallOfNext, isSelfCall } from '../code/self-calls.ts';
import { hasSmallerArguments, isOwnParameter } from '../code/smaller-arguments.ts';
import { sourceText } from '../code/source-text.ts';
import { attributesLent } from '../code/steady/attributes-lent.ts';
import { makesContainer } from '../code/steady/depth-made.ts';
import { isPureFrame } from '../code/steady/pure-frame.ts';
import { isOnlyRead } from '../code/steady/result-use.ts';
import { callsTo, isBound } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { isSeenByOthers } from '../evidence/other-files.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { fixByKeeping } from '../fix-by-keeping.ts';
import { SHARES } from '../level-of-share.ts';
import { proofByRecords, proofOfRepetition } from '../nodes-again.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { atMostPossible, edgeFinding, shareOfTotal } from '../weigh.ts';
import { countedOf } from '../weigh-counted.ts';

/**
 * A recursion that computes the same again and again
 *
 * ## What it finds
 *
 * A function that calls itself twice or more with smaller numbers, shorter texts or what is left of a sequence, also with the places that another function gives a step away (`for r, c in above(row, column)`), changes nothing outside of itself,
 * and was called very often for each call from outside. Also one that calls itself for the neighbours in a graph
 * (`graph[node]`, `task.needs`), if there are more calls than nodes: they are counted where a table is written out, a
 * class makes them or a method puts each under its key, or it is begun at each of them (`for task in needs: all_needs(task)`);
 * else it is said only where all the rest of the program is too short to have made so many. And one that goes on with parts of
 * what its arguments stand for (`kinship(animal.sire, other)` after `animal = animals[number]`, `length(part.first)`), if there are more calls than
 * different arguments: so many records were put into the table, or objects made.
 *
 * ## Why it costs
 *
 * The same arguments come back on many paths: the number of calls grows by a factor with each step, where the number of
 * different arguments grows by a constant. Each call has a frame and its objects.
 *
 * ## Example
 *
 *     def ways(rows, columns):
 *         if rows == 0 or columns == 0:
 *             return 1
 *         return ways(rows - 1, columns) + ways(rows, columns - 1)
 *
 * ## Instead
 *
 *     @functools.lru_cache(maxsize=None)
 *     def ways(rows, columns):
 *         ...
 *
 * ## When it does not matter
 *
 * Where each call has arguments of its own, as in a walk of a tree. The cache keeps all results until it is cleared, its
 * arguments must be hashable (objects of a dataclass are not, or only with all that they hold), and on a method it keeps the
 * objects alive. Where another file may change the records, it is only possible.
 */
export const lruCache: HintRule = {
  id: 'lru-cache',
  title: 'a recursion that computes the same again and again',
  article: 'built-ins',
  priority: 2,
  fix: 'Decorate it with functools.lru_cache(maxsize=None), or keep the results in a dict.',
  callees: [],
  time: 'recursion',
  match: (frame) => siteOf(frame),
  weigh,
};

function siteOf(frame: FrameCode): readonly Site[] {
  const name = ownName(frame);
  const args = argumentNames(frame);
  if (name === undefined || (isFunctionNode(frame.node) && frame.node.decorator_list.some(isCache))) return [];
  const calls = nodesOf(frame, 'Call').filter(({ node: call }) => isSelfCall(call, frame) || isCallOfNext(call, frame));
  const [first] = calls;
  // the same call twice is what `recursion-twice` is about
  const different = new Set(calls.map(({ node: call }) => sourceText(call, frame)));
  const isBranching = different.size >= 2 || (first !== undefined && first.loops.length > 0);
  if (first === undefined || !isBranching) return [];
  const isByNumbers = calls.every(({ node: call }) => isSelfCall(call, frame) && hasSmallerArguments(call, frame));
  const isByEdges = !isByNumbers && calls.every(({ node: call }) => isAlongEdge(call, frame));
  const isByRecords = calls.every(({ node: call }) => isSelfCall(call, frame)) && recordsOf(frame) !== undefined;
  const isByPlaces = calls.every((call) => isSelfCall(call.node, frame) && isOfNextPosition(call, frame));
  if (!isByNumbers && !isByEdges && !isByRecords && !isByPlaces) return [];
  const variant = isByRecords ? RECORDS : isByNumbers || isByPlaces ? 'numbers' : 'graph';
  if (isDividing(calls, frame)) return [];
  const isPlain =
    (isByPlaces ? isPureFrame(frame) : isPure(frame)) && (!makesContainer(frame) || isOnlyReadByAll(frame));
  if (hasMemo(frame) || !(isPlain || (isByEdges && isSharedSafely(frame)))) return [];
  const subject = `${name}(${args.join(', ')})`;
  // pairs go on from several branches
  const lines = calls.map(({ node }) => lineOf(node));
  return [
    { code: first, subject, variant, fix: fixByKeeping(subject, frame), ...(variant === RECORDS ? { lines } : {}) },
  ];
}

const RECORDS = 'records';

/** `total(rows[:middle]) + total(rows[middle:])` and `area(low, middle) + area(middle, high)`: no part comes back. */
function isDividing(calls: readonly CodeNode<NodeOf<'Call'>>[], frame: FrameCode): boolean {
  return calls.some(({ node: one }) => calls.some(({ node: other }) => isNextTo(one.args, other.args, frame)));
}

function isNextTo(one: readonly Expression[], other: readonly Expression[], frame: FrameCode): boolean {
  const isSliced = one.some((value, at) => {
    const next = other[at];
    if (value.nodeType !== 'Subscript' || next?.nodeType !== 'Subscript') return false;
    if (value.slice.nodeType !== 'Slice' || next.slice.nodeType !== 'Slice') return false;
    const [end, start] = [value.slice.upper, next.slice.lower];
    return end != null && start != null && isAtOrBehind(start, end, frame) && next.slice.upper == null;
  });
  return isSliced || one.some((end, at) => isEndOf(end, other[at - 1], one[at - 1], other[at], frame));
}

/** The second of (low, middle), where the other call has (middle, high). */
function isEndOf(
  end: Expression,
  start: Expression | undefined,
  low: Expression | undefined,
  high: Expression | undefined,
  frame: FrameCode,
): boolean {
  const isParameter = (value: Expression | undefined): boolean =>
    value?.nodeType === 'Name' && isOwnParameter(value.id, frame);
  if (start === undefined || !isParameter(low) || !isParameter(high) || isParameter(end)) return false;
  return isAtOrBehind(start, end, frame);
}

/** `middle` or `middle + 1` */
function isAtOrBehind(start: Expression, end: Expression, frame: FrameCode): boolean {
  const from = start.nodeType === 'BinOp' && start.op.nodeType === 'Add' ? start.left : start;
  return sourceText(from, frame) === sourceText(end, frame);
}

function isCache(decorator: Expression): boolean {
  const node = decorator.nodeType === 'Call' ? decorator.func : decorator;
  const name = node.nodeType === 'Attribute' ? node.attr : node.nodeType === 'Name' ? node.id : '';
  return /cache|memo/i.test(name);
}

/** A call for what a loop over the neighbours of an argument gives, with nothing else that differs. */
function isAlongEdge(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (isCallOfNext(call, frame)) return call.args.length + call.keywords.length === 0;
  const given = givenValues(call);
  const isNext = (value: Expression): boolean => isNextNode(value, frame);
  return (
    given.some(isNext) &&
    given.every((value) => isNext(value) || (value.nodeType === 'Name' && isOwnParameter(value.id, frame)))
  );
}

const IMPURE: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Global',
  'Nonlocal',
  'Yield',
  'YieldFrom',
  'Await',
  'Delete',
  'With',
  'Raise',
  'Lambda',
  'FunctionDef',
  'ClassDef',
]);

/** It stores nothing into objects, calls no methods that change things, and returns no object that callers could change. */
function isPure(frame: FrameCode): boolean {
  return frame.nodes.every((code) => {
    const { node } = code;
    if (IMPURE.has(node.nodeType)) return false;
    if (node.nodeType === 'Call' && isCallOfNext(node, frame)) return true;
    if (node.nodeType === 'Attribute' || node.nodeType === 'Subscript') return node.ctx.nodeType === 'Load';
    if (CONTAINERS.has(node.nodeType)) return !isReturned(code);
    return node.nodeType !== 'Call' || isSelfCall(node, frame) || isHarmless(node);
  });
}

/** `found = set(needs[task])`, `found |= all_needs(other)`: it changes what it has made, and all who get the result only read it. */
function isSharedSafely(frame: FrameCode): boolean {
  const calls = callsTo(frame);
  return (
    isFunctionNode(frame.node) &&
    resumption(frame) === null &&
    isPureFrame(frame) &&
    calls.length > 0 &&
    calls.every((call) => isOnlyRead(call, call.frame))
  );
}

const CONTAINERS: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'List',
  'Tuple',
  'Dict',
  'Set',
  'ListComp',
  'DictComp',
  'SetComp',
]);

/** A function that builds a structure gives each caller its own; with a cache all would share one. */
function isReturned(code: CodeNode): boolean {
  let below = code;
  for (let at = code.parent; at !== null; at = at.parent) {
    if (at.node.nodeType === 'Return') return true;
    const isPassedOn = at.node.nodeType === 'IfExp' || at.node.nodeType === 'BinOp' || at.node.nodeType === 'BoolOp';
    if (!isPassedOn || (at.node.nodeType === 'IfExp' && at.node.test === below.node)) return false;
    below = at;
  }
  return code.frame.node.nodeType === 'Lambda';
}

const HARMLESS: ReadonlySet<string> = new Set(
  `min max abs len sum range int float str bool round pow divmod any all tuple sorted enumerate zip ord chr isinstance
  reversed math.inf`.split(/\s+/),
);

const HARMLESS_METHODS: ReadonlySet<string> = new Set(
  'startswith endswith get index count items keys values'.split(' '),
);

function isHarmless({ func }: NodeOf<'Call'>): boolean {
  if (func.nodeType === 'Name') return HARMLESS.has(func.id);
  const isMath = func.nodeType === 'Attribute' && func.value.nodeType === 'Name' && func.value.id === 'math';
  return isMath || (func.nodeType === 'Attribute' && HARMLESS_METHODS.has(func.attr));
}

/** `if key in memo` and the like: it remembers already. */
function hasMemo(frame: FrameCode): boolean {
  return nodesOf(frame, 'Name').some(({ node }) => /memo|cache|seen|known/i.test(node.id));
}

const WHAT_REPEATS =
  'nearly all of it where the arguments repeat, which a profile does not show; measured 33 to 36 times faster for fib(18)';

const LEAST_CALLS = 1000;
const LEAST_PER_RUN = 50;

/** Where the nodes are counted, and are all that it is asked for, a run that comes to some of them is enough: others came to them too. */
const LEAST_OF_NODES = 5;

function weigh({ code, variant }: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, primitiveCalls } = evidence;
  const perRun = ncalls / Math.max(1, primitiveCalls);
  const isCounted = variant === 'graph' && argumentNames(evidence.code).length === (isBound(evidence.code) ? 2 : 1);
  if (ncalls < LEAST_CALLS || perRun < (isCounted ? LEAST_OF_NODES : LEAST_PER_RUN)) {
    return refused(`${writeCount(ncalls)} calls for ${writeCount(primitiveCalls)} from outside: no explosion`);
  }
  const share = shareOfTotal(evidence.cumtime, evidence);
  if (share < SHARES.least) return refused(`the function is ${writePercent(share)} of the profile`);
  const counted = countedOf(evidence.code, ncalls, evidence);
  if (counted.objection !== undefined) return counted.objection;
  const isFew = perRun < LEAST_PER_RUN;
  const repeats = variant === 'graph' ? proofOfRepetition(code, perRun, counted, evidence, isFew) : '';
  const proof = variant === RECORDS ? proofByRecords(evidence) : repeats;
  if (proof === undefined) return refused('it may come to each of its nodes once, as a walk of a tree does');
  const text = `${writeCount(ncalls)} calls of ${evidence.code.scope.qualname} for ${writeCount(primitiveCalls)} from outside: ${writePercent(share)} of the profile`;
  const found = edgeFinding(
    proof === '' ? 'confirmed' : counted.level,
    evidence.cumtime,
    evidence,
    [
      ...[text, ...(proof === '' ? [] : [proof])].map((line) => ({ kind: 'edge' as const, text: line })),
      ...counted.lines,
    ],
    savingOfFunction(evidence.cumtime, { least: 0.6, most: 1 }, WHAT_REPEATS, evidence),
  );
  return variant !== 'numbers' && isOfOthers(evidence) ? atMostPossible(found) : found;
}

/** Another file may change what it reads of its nodes and records: only a reader of that one knows how long results hold. */
function isOfOthers(evidence: FrameEvidence): boolean {
  return attributesLent(evidence.code).some((attribute) => isSeenByOthers(attribute, evidence));
}
