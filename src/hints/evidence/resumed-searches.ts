import type { Expression } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, iterablesOf, nodesInLoop, nodesOf, resumption } from '../code/module-code.ts';
import { renewalsOf } from '../code/steady/list-renewed.ts';
import { callsOfScope, type FrameEvidence } from './frame-evidence.ts';
import { mostRunsOf } from './made-in-loop.ts';
import { passesOf } from './passes.ts';
import { timesCalled } from './times-called.ts';

/** A dict of lists takes as long as so many searches by a loop. */
const SEARCHES_OF_DICT = 8;

/**
 * How many searches `for match in (row for row in rows if row.key == key)` made at least: a generator expression is entered
 * once for each item that it finds, which are the passes of that loop, and once more to end. undefined where those are not
 * counted, or where there are few for each beginning of the function, which may have its own list each time.
 */
export function resumedSearches({ loops, frame }: CodeNode, evidence: FrameEvidence): number | undefined {
  const search = loops.at(-1);
  const entered = search?.nodeType === 'GeneratorExp' ? callsOfScope(search, evidence) : undefined;
  const walk = nodesOf(frame, 'For').find(({ node }) => node.iter === search)?.node;
  if (search === undefined || entered === undefined || walk === undefined) return undefined;
  if (iterablesOf(search).some((list) => isRenewedElsewhere(list, frame))) return undefined;
  const found = passesOf(walk, evidence);
  const isPassedBy = nodesInLoop(walk, frame).some(({ node }) => node.nodeType === 'Continue');
  if (found?.isExact !== true || isPassedBy) return undefined;
  const searches = entered - found.least;
  return searches < SEARCHES_OF_DICT * mostBegun(frame, evidence) ? undefined : searches;
}

/** `self.turn()` of the loop may give the object another list for each search. */
function isRenewedElsewhere(list: Expression, frame: FrameCode): boolean {
  const around = new Set<FrameCode>();
  for (let at: FrameCode | null = frame; at !== null; at = at.parent) around.add(at);
  return renewalsOf(list, frame).some((place) => !around.has(place.frame));
}

/** How often a function began: the calls that a profile has of a generator are its resumptions. */
function mostBegun(frame: FrameCode, evidence: FrameEvidence): number {
  if (resumption(frame) === null) return evidence.ncalls;
  const calls = frame.module.callsByName().get(frame.scope.name) ?? [];
  if (calls.length === 0) return Number.POSITIVE_INFINITY;
  return calls.reduce(
    (sum, call) =>
      sum +
      (call.loops.length === 0
        ? timesCalled(call.frame, evidence)
        : (mostRunsOf(call, evidence) ?? Number.POSITIVE_INFINITY)),
    0,
  );
}
