import type { Comparison } from '../profile/compare.ts';
import { countAt } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { FunctionTable, Seconds } from '../profile/profile-table.ts';
import type { Spread } from '../profile/run-set.ts';

/** What is compared of each function, of each module and of the whole. */
export type DiffMetric = 'tottime' | 'cumtime' | 'ncalls';

const DIFF_METRICS: readonly DiffMetric[] = ['tottime', 'cumtime', 'ncalls'];

/** One number before and after. Counts beyond 2**53 are compared as doubles. */
export type Change = { readonly before: number; readonly after: number; readonly delta: number };

/**
 * `changed`: in both, and something differs. `noise`: it differs by no more than the runs of one side differ among
 * themselves. `same`: it differs by no more than the tolerance. `appeared`, `vanished`: in one of the two only; in a few
 * runs of several it is noise.
 */
export type ChangeKind = 'changed' | 'appeared' | 'vanished' | 'noise' | 'same';

/** A function of either profile. An absent row is -1 and its numbers are 0. */
export type FunctionChange = {
  readonly beforeRow: FunctionIndex;
  readonly afterRow: FunctionIndex;
  readonly kind: ChangeKind;
  readonly tottime: Change;
  readonly cumtime: Change;
  readonly ncalls: Change;
  /** Whether each number differs by no more than the runs of one side do; false where each side is one run. */
  readonly isNoise: Readonly<Record<DiffMetric, boolean>>;
};

export function changeOf(before: number, after: number): Change {
  return { before, after, delta: Object.is(before, after) ? 0 : after - before };
}

/** How much more, as a fraction of before; null where there was nothing before, or a number is none (nan, inf). */
export function growthOf({ before, delta }: Change): number | null {
  return before > 0 && Number.isFinite(before) && Number.isFinite(delta) ? delta / before : null;
}

/** The change of a function of the second profile: delta columns of a list of functions read it row by row. */
export function changeOfRow(comparison: Comparison, row: FunctionIndex, limits: NoiseLimits): FunctionChange {
  return change(comparison, comparison.beforeOf[row]!, row, limits);
}

/** Below which a difference says nothing. `tolerance`: seconds. The spreads are null where a side is one run. */
export type NoiseLimits = {
  readonly tolerance: Seconds;
  readonly before: Spread | null;
  readonly after: Spread | null;
};

export const NO_LIMITS: NoiseLimits = { tolerance: 0, before: null, after: null };

/** Every function of both profiles: those of the second in its order, then those that vanished. */
export function* functionChanges(comparison: Comparison, limits: NoiseLimits): Generator<FunctionChange> {
  const { after, beforeOf, vanished } = comparison;
  for (let row = 0; row < after.length; row++) yield change(comparison, beforeOf[row]!, row, limits);
  for (const row of vanished) yield change(comparison, row, -1, limits);
}

function change(
  { before, after }: Comparison,
  beforeRow: FunctionIndex,
  afterRow: FunctionIndex,
  limits: NoiseLimits,
): FunctionChange {
  const tottime = changeOf(secondsAt(before.tottime, beforeRow), secondsAt(after.tottime, afterRow));
  const cumtime = changeOf(secondsAt(before.cumtime, beforeRow), secondsAt(after.cumtime, afterRow));
  const ncalls = changeOf(callsAt(before, beforeRow), callsAt(after, afterRow));
  const changes = { tottime, cumtime, ncalls };
  const isNoise = noiseOf(beforeRow, afterRow, changes, limits);
  return { beforeRow, afterRow, kind: kindOf(beforeRow, afterRow, changes, limits, isNoise), ...changes, isNoise };
}

function secondsAt(column: Float64Array, row: FunctionIndex): Seconds {
  return row < 0 ? 0 : column[row]!;
}

function callsAt(table: FunctionTable, row: FunctionIndex): number {
  return row < 0 ? 0 : Number(countAt(table.ncalls, row));
}

type Changes = Readonly<Record<DiffMetric, Change>>;

function kindOf(
  beforeRow: FunctionIndex,
  afterRow: FunctionIndex,
  changes: Changes,
  { tolerance }: NoiseLimits,
  isNoise: Readonly<Record<DiffMetric, boolean>>,
): ChangeKind {
  const isInBoth = beforeRow >= 0 && afterRow >= 0;
  const differing = DIFF_METRICS.filter((metric) => isBeyond(changes[metric], metric, isInBoth ? tolerance : 0));
  if (isInBoth && differing.length === 0) return 'same';
  const isOfSomeRuns = DIFF_METRICS.some((metric) => isNoise[metric]) && differing.every((metric) => isNoise[metric]);
  if (isOfSomeRuns) return 'noise';
  if (isInBoth) return 'changed';
  return beforeRow < 0 ? 'appeared' : 'vanished';
}

/** Calls are counted, not measured: they have no tolerance. */
export function isBeyond({ delta }: Change, metric: DiffMetric, tolerance: Seconds): boolean {
  return !(Math.abs(delta) <= (metric === 'ncalls' ? 0 : tolerance));
}

const NO_NOISE: Readonly<Record<DiffMetric, boolean>> = { tottime: false, cumtime: false, ncalls: false };

function noiseOf(
  beforeRow: FunctionIndex,
  afterRow: FunctionIndex,
  changes: Changes,
  { before, after }: NoiseLimits,
): Readonly<Record<DiffMetric, boolean>> {
  if (before === null && after === null) return NO_NOISE;
  const isWithin = (metric: DiffMetric): boolean => {
    const spread = Math.max(spreadAt(before, metric, beforeRow), spreadAt(after, metric, afterRow));
    return spread > 0 && Math.abs(changes[metric].delta) <= spread;
  };
  return { tottime: isWithin('tottime'), cumtime: isWithin('cumtime'), ncalls: isWithin('ncalls') };
}

function spreadAt(spread: Spread | null, metric: DiffMetric, row: FunctionIndex): number {
  return spread === null || row < 0 ? 0 : spread[metric][row]!;
}
