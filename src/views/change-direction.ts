import type { Seconds } from '../profile/profile-table.ts';
import { type Change, type DiffMetric, type FunctionChange, isBeyond } from './function-change.ts';

/** Which way a function went. */
export const DIRECTIONS = ['slower', 'faster'] as const;
export type Direction = (typeof DIRECTIONS)[number];

const PER_CALL = { tottime: 'tottimePerCall', cumtime: 'cumtimePerCall' } as const;

/**
 * Which way a function went by a metric, beyond tolerance and noise; null where it did not. It is slower only if a call
 * is: with twice the input it takes twice the time and is as quick as before. Of calls themselves more are `slower`.
 */
export function directionOf(change: FunctionChange, metric: DiffMetric, tolerance: Seconds): Direction | null {
  if (change.kind === 'same' || change.kind === 'noise' || change.isNoise[metric]) return null;
  if (!isBeyond(change[metric], metric, tolerance)) return null;
  const direction = change[metric].delta > 0 ? 'slower' : 'faster';
  if (metric === 'ncalls' || change.kind !== 'changed') return direction;
  const perCall = change[PER_CALL[metric]];
  if (change.isNoise[PER_CALL[metric]] || perCall.delta > 0 !== change[metric].delta > 0) return null;
  return Math.abs(costPerRun(perCall, change[metric])) <= tolerance ? null : direction;
}

/** What a change of the time per call comes to with all the calls of a run after. */
export function costPerRun(perCall: Change, whole: Change): Seconds {
  return perCall.after === 0 ? whole.delta : perCall.delta * (whole.after / perCall.after);
}
