import type { Comparison } from '../profile/compare.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { medianOf, type RunNumbers, type RunSet } from '../profile/run-set.ts';
import { type RunPaces, runPaces } from './run-paces.ts';

/** What is measured of a function. Per call as pstats has it: tottime by all calls, cumtime by the primitive ones. */
export type TimeMetric = 'tottime' | 'cumtime' | 'tottime-percall' | 'cumtime-percall';

/** The runs of both sides. `paces`: null where too few functions can tell; the times are then as measured. */
export type RunTimes = { readonly before: RunSet; readonly after: RunSet; readonly paces: RunPaces | null };

/**
 * The times of the faster runs of both sides: the medians, and in how many of the pairs (a run before, a run after) the
 * one after took longer, or less long. A time that is no number is longer and less long than any.
 */
export type PairedTimes = {
  readonly before: Seconds;
  readonly after: Seconds;
  readonly slower: number;
  readonly faster: number;
  readonly pairs: number;
};

/**
 * This part of each side is looked at, the fastest first: whatever else the machine does can only make a run slower. In runs
 * made after the rule was fixed, eight a side, a function that became twice as slow is found in 88 to 100 % of
 * comparisons so, and in 86 to 94 % with all runs and nine of ten pairs; false alarms of own functions are 1 % with either.
 */
const FASTER_PART = 0.75;

/** One side has to be slower in this part of these pairs before a change is more than noise. */
const DECISIVE_PAIRS = 0.95;

/** With fewer runs a side no time is decided: of three against three every tenth unchanged program would fail. */
export const FEWEST_RUNS = 5;

/** Null where each side is one run: there is nothing to tell noise by. */
export function makeRunTimes(comparison: Comparison, before: RunSet, after: RunSet): RunTimes | null {
  if (before.runs.length + after.runs.length <= 2) return null;
  return { before, after, paces: runPaces(comparison, before, after) };
}

/** The times of one function in all runs, each divided by the pace of its run. A row of -1 took no time. */
export function pairTimes(
  { before, after, paces }: RunTimes,
  metric: TimeMetric,
  beforeRow: FunctionIndex,
  afterRow: FunctionIndex,
): PairedTimes {
  const read = TIME_READERS[metric];
  const timesOf = (runs: readonly RunNumbers[], row: FunctionIndex, pace: readonly number[] | undefined) =>
    runs.map((run, at) => (row < 0 ? 0 : read(run, row) / (pace?.[at] ?? 1)));
  return pairUp(timesOf(before.runs, beforeRow, paces?.before), timesOf(after.runs, afterRow, paces?.after));
}

/** The total times as they were measured: a program that is slower everywhere would be taken for a slow machine. */
export function pairTotals({ before, after }: RunTimes): PairedTimes {
  const totals = ({ runs }: RunSet): readonly Seconds[] => runs.map(({ total }) => total.tottime);
  return pairUp(totals(before), totals(after));
}

/** The median total time before, in the times of {@link pairTimes}: what shares of the time are of. */
export function steadyTotal({ before, paces }: RunTimes): Seconds {
  return medianOf(fasterOf(before.runs.map(({ total }, at) => total.tottime / (paces?.before[at] ?? 1))));
}

/** Whether the runs after are slower, and by how they lie that is no chance. */
export function isSlower({ slower, pairs }: PairedTimes): boolean {
  return slower >= pairs * DECISIVE_PAIRS;
}

/** Whether neither side is slower for sure. */
export function areNoise(times: PairedTimes): boolean {
  return !isSlower(times) && times.faster < times.pairs * DECISIVE_PAIRS;
}

const TIME_READERS: Readonly<Record<TimeMetric, (run: RunNumbers, row: FunctionIndex) => Seconds>> = {
  tottime: ({ tottime }, row) => tottime[row]!,
  cumtime: ({ cumtime }, row) => cumtime[row]!,
  'tottime-percall': ({ tottime, ncalls }, row) => perCall(tottime[row]!, ncalls[row]!),
  'cumtime-percall': ({ cumtime, primitiveCalls }, row) => perCall(cumtime[row]!, primitiveCalls[row]!),
};

/** What was never called took no time a call. */
export function perCall(seconds: Seconds, calls: number): Seconds {
  return calls === 0 ? 0 : seconds / calls;
}

function pairUp(allBefore: readonly Seconds[], allAfter: readonly Seconds[]): PairedTimes {
  const [before, after] = [fasterOf(allBefore), fasterOf(allAfter)];
  let [slower, faster] = [0, 0];
  for (const left of before) {
    for (const right of after) {
      if (!(right <= left)) slower++;
      if (!(right >= left)) faster++;
    }
  }
  return { before: medianOf(before), after: medianOf(after), slower, faster, pairs: before.length * after.length };
}

function fasterOf(times: readonly Seconds[]): readonly Seconds[] {
  return times.toSorted((a, b) => a - b).slice(0, Math.ceil(times.length * FASTER_PART));
}
