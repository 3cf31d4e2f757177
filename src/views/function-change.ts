import type { Comparison } from '../profile/compare.ts';
import { countAt } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { FunctionTable, NumberColumns, Seconds } from '../profile/profile-table.ts';
import type { RunNumbers } from '../profile/run-set.ts';
import { areNoise, type PairedTimes, pairTimes, perCall, type RunTimes } from './run-times.ts';

/** What is compared of each function, of each module and of the whole. */
export type DiffMetric = 'tottime' | 'cumtime' | 'ncalls';

export const DIFF_METRICS: readonly DiffMetric[] = ['tottime', 'cumtime', 'ncalls'];

/** One number before and after. Counts beyond 2**53 are compared as doubles. */
export type Change = { readonly before: number; readonly after: number; readonly delta: number };

/**
 * `changed`: in both, and something differs. `noise`: it differs, but so do the runs of one side among themselves.
 * `same`: it differs by no more than the tolerance. `appeared`, `vanished`: in one of the two only; in a few runs of
 * several it is noise.
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
  /** As pstats has them: tottime by all calls, cumtime by the primitive ones. Of several runs the median. */
  readonly tottimePerCall: Change;
  readonly cumtimePerCall: Change;
  /** False where each side is one run: then nobody knows. */
  readonly isNoise: Readonly<Record<DiffMetric | PerCallMetric, boolean>>;
};

/** A time divided by the calls. */
type PerCallMetric = 'tottimePerCall' | 'cumtimePerCall';

export function changeOf(before: number, after: number): Change {
  return { before, after, delta: Object.is(before, after) ? 0 : after - before };
}

/** How much more, as a fraction of before; null where there was nothing before, or a number is none (nan, inf). */
export function relativeChange({ before, delta }: Change): number | null {
  return before > 0 && Number.isFinite(before) && Number.isFinite(delta) ? delta / before : null;
}

/** The change of a function of the second profile: delta columns of a list of functions read it row by row. */
export function changeOfRow(comparison: Comparison, row: FunctionIndex, limits: NoiseLimits): FunctionChange {
  return change(comparison, comparison.beforeOf[row]!, row, limits);
}

/** Below which a difference says nothing. `tolerance`: seconds. `runs`: null where each side is one run. */
export type NoiseLimits = { readonly tolerance: Seconds; readonly runs: RunTimes | null };

export const NO_LIMITS: NoiseLimits = { tolerance: 0, runs: null };

/** Every function of both profiles: those of the second in its order, then those that vanished. */
export function* functionChanges(comparison: Comparison, limits: NoiseLimits): Generator<FunctionChange> {
  const { after, beforeOf, vanished } = comparison;
  for (let row = 0; row < after.length; row++) yield change(comparison, beforeOf[row]!, row, limits);
  for (const row of vanished) yield change(comparison, row, -1, limits);
}

function change(
  comparison: Comparison,
  beforeRow: FunctionIndex,
  afterRow: FunctionIndex,
  limits: NoiseLimits,
): FunctionChange {
  const { before, after } = comparison;
  const ncalls = changeOf(callsAt(before, beforeRow), callsAt(after, afterRow));
  const times = timesOf(comparison, beforeRow, afterRow, limits.runs);
  const changes = { tottime: times.tottime, cumtime: times.cumtime, ncalls };
  const isNoise = { ...times.isNoise, ncalls: isCallNoise(limits.runs, beforeRow, afterRow, ncalls) };
  const kind = kindOf(beforeRow, afterRow, changes, limits, isNoise);
  const { tottimePerCall, cumtimePerCall } = times;
  return { beforeRow, afterRow, kind, ...changes, tottimePerCall, cumtimePerCall, isNoise };
}

type TimeColumn = 'tottime' | 'cumtime' | PerCallMetric;

type Times = Readonly<Record<TimeColumn, Change>> & { readonly isNoise: Readonly<Record<TimeColumn, boolean>> };

/** Of several runs the medians of the times divided by the pace of each run. */
function timesOf(
  comparison: Comparison,
  beforeRow: FunctionIndex,
  afterRow: FunctionIndex,
  runs: RunTimes | null,
): Times {
  if (runs === null) return singleTimes(comparison, beforeRow, afterRow);
  const tottime = pairTimes(runs, 'tottime', beforeRow, afterRow);
  const cumtime = pairTimes(runs, 'cumtime', beforeRow, afterRow);
  const tottimePerCall = pairTimes(runs, 'tottime-percall', beforeRow, afterRow);
  const cumtimePerCall = pairTimes(runs, 'cumtime-percall', beforeRow, afterRow);
  return {
    tottime: pairedChange(tottime),
    cumtime: pairedChange(cumtime),
    tottimePerCall: pairedChange(tottimePerCall),
    cumtimePerCall: pairedChange(cumtimePerCall),
    isNoise: {
      tottime: isNoisy(tottime),
      cumtime: isNoisy(cumtime),
      tottimePerCall: isNoisy(tottimePerCall),
      cumtimePerCall: isNoisy(cumtimePerCall),
    },
  };
}

const NO_NOISE: Times['isNoise'] = { tottime: false, cumtime: false, tottimePerCall: false, cumtimePerCall: false };

function singleTimes({ before, after }: Comparison, beforeRow: FunctionIndex, afterRow: FunctionIndex): Times {
  const [left, right] = [numbersAt(before, beforeRow), numbersAt(after, afterRow)];
  return {
    tottime: changeOf(left.tottime, right.tottime),
    cumtime: changeOf(left.cumtime, right.cumtime),
    tottimePerCall: changeOf(perCall(left.tottime, left.ncalls), perCall(right.tottime, right.ncalls)),
    cumtimePerCall: changeOf(perCall(left.cumtime, left.primitiveCalls), perCall(right.cumtime, right.primitiveCalls)),
    isNoise: NO_NOISE,
  };
}

function numbersAt(table: FunctionTable, row: FunctionIndex): Readonly<Record<keyof NumberColumns, number>> {
  if (row < 0) return { ncalls: 0, primitiveCalls: 0, tottime: 0, cumtime: 0 };
  const primitiveCalls = Number(countAt(table.primitiveCalls, row));
  return {
    ncalls: callsAt(table, row),
    primitiveCalls,
    tottime: table.tottime[row]!,
    cumtime: table.cumtime[row]!,
  };
}

export function pairedChange({ before, after }: PairedTimes): Change {
  return changeOf(before, after);
}

/** Equal medians are no noise: they are equal. */
function isNoisy(times: PairedTimes): boolean {
  return pairedChange(times).delta !== 0 && areNoise(times);
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

/** Whether calls differ no more than they do among the runs of one side: most programs call alike in every run. */
function isCallNoise(
  runs: RunTimes | null,
  beforeRow: FunctionIndex,
  afterRow: FunctionIndex,
  { delta }: Change,
): boolean {
  if (runs === null) return false;
  const range = Math.max(callRange(runs.before.runs, beforeRow), callRange(runs.after.runs, afterRow));
  return range > 0 && Math.abs(delta) <= range;
}

function callRange(runs: readonly RunNumbers[], row: FunctionIndex): number {
  return row < 0 ? 0 : rangeOf(runs.map(({ ncalls }) => ncalls[row]!));
}

/** The greatest minus the least. */
export function rangeOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
