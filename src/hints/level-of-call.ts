import type { Seconds } from '../profile/profile-table.ts';
import { type FrameEvidence, sumCallsTo } from './evidence/frame-evidence.ts';
import type { Level } from './rule.ts';

/**
 * Calls that take less than that (before the machine's pace) do nothing that could be saved; `of-long-list`: a call must take clearly
 * more than a built-in that does next to nothing, or the list is a short one.
 */
export type LeastPerCall = Seconds | 'of-long-list';

/** A busy machine changes the time of a call by a third: what is near the limit goes down level by level, not from all to nothing. */
const NEAR = 1.35;

/** How sure a hint can be that is about calls which take so long; undefined where they are too short for it. */
export function levelOfCall(
  perCall: Seconds,
  limit: LeastPerCall | undefined,
  evidence: FrameEvidence,
): Level | undefined {
  const least = leastOfCall(limit ?? 0, evidence);
  if (perCall >= least * NEAR || least <= 0) return 'confirmed';
  if (perCall >= least) return 'likely';
  return perCall * NEAR >= least ? 'possible' : undefined;
}

/** Moving some hundred references takes as long as the call itself. */
const LONG_LIST = 1.8;

const ENOUGH_APPENDS = 100;

function leastOfCall(least: LeastPerCall, evidence: FrameEvidence): Seconds {
  if (least !== 'of-long-list') return least * evidence.pace;
  // the function's own appends went through the same noise
  const appends = sumCallsTo(evidence, ['list.append', 'deque.append']);
  const append = appends.ncalls >= ENOUGH_APPENDS ? appends.tottime / appends.ncalls : 0;
  return Math.max(evidence.cheapCall, append) * LONG_LIST + 4e-8 * evidence.pace;
}
