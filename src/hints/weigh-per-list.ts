import { type Expression, isFunctionNode } from '../source/syntax.ts';
import { writeCount } from './amounts.ts';
import { depthOfMaking } from './code/loops/searched-once.ts';
import { type CodeNode, iterablesOf, type LoopNode, nodesInLoop, resumption } from './code/module-code.ts';
import { isStatement, methodCalled } from './code/names.ts';
import { attributesHeld, renewalsOf } from './code/steady/list-renewed.ts';
import { argumentsFor, type Given } from './code/values/call-arguments.ts';
import { type FrameEvidence, sumCallsTo } from './evidence/frame-evidence.ts';
import { mostRunsOf } from './evidence/made-in-loop.ts';
import { mostObjectsMade, mostObjectsWith } from './evidence/objects-made.ts';
import { passesOf } from './evidence/passes.ts';
import { timesCalled } from './evidence/times-called.ts';
import { type Refusal, refused } from './rule.ts';

/** A Counter of all items takes as long as so many searches of `count`, the places of all as at least so many of `index`. */
const SEARCHES_OF_TABLE: ReadonlyMap<string, number> = new Map([
  ['count', 8],
  ['index', 20],
]);

/** A table of a list that is made anew for a few searches takes longer than they do, however long the list. */
export function tooFewPerList(
  method: string,
  { node, loops, frame }: CodeNode,
  evidence: FrameEvidence,
): Refusal | undefined {
  const list = node.nodeType === 'Call' ? methodCalled(node, frame)?.receiver : undefined;
  const lists = list === undefined ? undefined : listsMade(list, loops, evidence);
  const searches = sumCallsTo(evidence, [`list.${method}`, `tuple.${method}`]).ncalls;
  return refusedOf(searches, lists, SEARCHES_OF_TABLE.get(method) ?? 0);
}

/** A dict of lists takes as long as so many searches by a loop. */
const SEARCHES_OF_DICT = 8;

/** The same of what a loop searches. */
export function tooFewPerWalk(
  { loops, frame }: CodeNode,
  searches: number,
  evidence: FrameEvidence,
): Refusal | undefined {
  const loop = loops.at(-1);
  const list = loop === undefined ? undefined : iterablesOf(loop).at(-1);
  if (list?.nodeType !== 'Name') return undefined;
  const lists = listsMade(list, loops, evidence) ?? listsHanded(argumentsFor(list.id, frame), evidence);
  return refusedOf(searches, lists, SEARCHES_OF_DICT);
}

/** Where each object searches for its own: one asks the same again, and a list of each would be asked by few. */
export function tooFewOfOwn({ loops, frame }: CodeNode, evidence: FrameEvidence): Refusal | undefined {
  const objects = frame.parent === null ? 0 : mostObjectsMade(frame.parent, evidence);
  if (objects < SEARCHES_OF_DICT) return refused(`the objects that ask were ${writeCount(objects)} as far as is known`);
  const list = loops.flatMap(iterablesOf).at(-1);
  if (list === undefined) return undefined;
  const begun = attributesHeld(list, frame).map((one) => mostObjectsWith(one, evidence));
  const renewed = renewalsOf(list, frame).map((place) => mostRunsOf(place, evidence) ?? Number.POSITIVE_INFINITY);
  const lists = [...begun, ...renewed].reduce((sum, each) => sum + each, 0);
  if (begun.includes(0) || !Number.isFinite(lists)) return refused('nothing tells how many lists it searches');
  return refusedOf(evidence.ncalls, lists, SEARCHES_OF_DICT);
}

/** One object that asks may find most of the items: what is done with each then takes the time, not the search. */
export function doesMuchWithMatches({ loops, frame }: CodeNode): boolean {
  const loop = loops.at(-1);
  if (loop?.nodeType !== 'For') return false;
  const steps = nodesInLoop(loop, frame).filter((one) => isStatement(one) && one.node.nodeType !== 'Continue');
  return steps.length > TEST_AND_STEP;
}

const TEST_AND_STEP = 2;

function refusedOf(searches: number, lists: number | undefined, least: number): Refusal | undefined {
  if (lists === undefined || searches >= least * lists) return undefined;
  return refused(`${writeCount(searches)} searches in ${writeCount(lists)} lists: a table for each would take longer`);
}

/** How many lists the function itself makes for its searches. */
function listsMade(list: Expression, loops: readonly LoopNode[], evidence: FrameEvidence): number | undefined {
  const depth = depthOfMaking(list, evidence.code);
  if (depth === undefined || resumption(evidence.code) !== null) return undefined;
  const around = loops[depth - 1];
  return around === undefined ? evidence.ncalls : passesOf(around, evidence)?.least;
}

/** At least one in each run of a caller, where all of them make it anew. */
function listsHanded(given: readonly Given[], evidence: FrameEvidence): number | undefined {
  const isAnew = ({ value, frame }: Given): boolean =>
    depthOfMaking(value, frame) !== undefined && isFunctionNode(frame.node) && resumption(frame) === null;
  if (given.length === 0 || !given.every(isAnew)) return undefined;
  const callers = new Set(given.map(({ frame }) => frame));
  return [...callers].reduce((sum, caller) => sum + timesCalled(caller, evidence), 0);
}
