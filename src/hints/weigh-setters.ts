import type { Seconds } from '../profile/profile-table.ts';
import { keyGiven } from '../source/syntax.ts';
import { writeCount } from './amounts.ts';
import type { CodeNode, FrameCode, LoopNode } from './code/module-code.ts';
import { bareName } from './code/names.ts';
import { setsOfAsked } from './code/steady/steady-key.ts';
import { type FrameEvidence, sumCallsTo } from './evidence/frame-evidence.ts';
import { callsOfEachPass } from './evidence/passes.ts';
import { ownSecondsOf, rowsOf, timesCalled } from './evidence/times-called.ts';
import { type Refusal, refused, type Site } from './rule.ts';

/** A dict that has to follow is worth it only where it is asked far more often than it changes. */
const SEARCHES_PER_SET = 5;

/** Where following takes no more than a tenth of the searches, they may be fewer. */
const LEAST_PER_SET = 2;
const FOLLOWING: Seconds = 1.5e-6;
const PART_OF_FOLLOWING = 0.1;

/** A pass of a loop that sets an attribute takes no less on any Python. */
const QUICKEST_SET: Seconds = 2e-8;

/** Whether a part of the items is set too often for a dict by it, where the searches take so many seconds. */
export function tooOftenSet(
  setters: readonly CodeNode[],
  searches: number | undefined,
  seconds: Seconds,
  evidence: FrameEvidence,
): Refusal | undefined {
  if (setters.length === 0) return undefined;
  const sets = setters.reduce((sum, setter) => sum + mostRuns(setter, evidence), 0);
  const isCheap = sets * FOLLOWING * evidence.pace <= PART_OF_FOLLOWING * seconds;
  if (searches !== undefined && sets * (isCheap ? LEAST_PER_SET : SEARCHES_PER_SET) <= searches) return undefined;
  return refused(
    searches === undefined || !Number.isFinite(sets)
      ? 'what it looks for is set later, how often is not known'
      : `what it looks for is set up to ${writeCount(sets)} times`,
  );
}

/** What an item takes at least in a search for an extreme that asks a key. */
const QUICKEST_KEY: Seconds = 1e-7;

/** Whether the key of an extreme is set so often that a heap would be put in order as often as a list is searched. */
export function tooOftenOrdered({ code, variant = '' }: Site, evidence: FrameEvidence): Refusal | undefined {
  const { node, frame } = code;
  if (node.nodeType !== 'Call' || keyGiven(node) === undefined) return undefined;
  const { cumtime } = sumCallsTo(evidence, [variant]);
  const asked = cumtime / (QUICKEST_KEY * evidence.pace);
  return tooOftenSet(setsOfAsked({ ...code, node }, frame) ?? [], asked, cumtime, evidence);
}

/** How often a place can have run: in a loop as often as that calls the function asked about, or its own time allows. */
export function mostRuns({ frame, loops }: CodeNode, evidence: FrameEvidence): number {
  const loop = loops.at(-1);
  if (loop !== undefined && isCalledInEachPass(loop, frame, evidence)) return evidence.ncalls;
  if (loop === undefined) return frame.scope.kind === 'module' ? 1 : timesCalled(frame, evidence);
  const isUnknown = frame.scope.kind === 'module' && rowsOf(frame, evidence).length === 0;
  return isUnknown ? Number.POSITIVE_INFINITY : Math.ceil(ownSecondsOf(frame, evidence) / QUICKEST_SET);
}

function isCalledInEachPass(loop: LoopNode, frame: FrameCode, { code: { scope } }: FrameEvidence): boolean {
  return callsOfEachPass(loop, frame).some(({ node }) => bareName(node, frame) === scope.name);
}
