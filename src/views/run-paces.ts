import type { Comparison } from '../profile/compare.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { medianOf, type RunNumbers, type RunSet } from '../profile/run-set.ts';

/** How long the machine took in each run for the same work: 1 is typical, 1.5 is half as long again. */
export type RunPaces = { readonly before: readonly number[]; readonly after: readonly number[] };

/** A function tells only if it takes this share of the time: what is below is made of a clock's last digits. */
const LEAST_SHARE = 0.001;

/** No function weighs more, so that the one that became slower is not taken for the machine. */
const MOST_WEIGHT = 0.03;

/** Functions whose ratios lie outside of these quantiles (by weight) are left out: they changed themselves. */
const TRIMMED_TO = { from: 0.2, to: 0.8 } as const;

/**
 * With fewer functions, or functions of less time, it would be the pace of a few of them. A program of thirteen functions
 * and a million calls (bench/noise/programs/tiny_calls.py) still gains: what was found in 44 % is found in all comparisons.
 */
const FEWEST_FUNCTIONS = 8;
const LEAST_TOTAL_SHARE = 0.3;

/** A function that was called equally often in all runs; `ratios`: log(time / median time) of each run. */
type Witness = { readonly weight: number; readonly ratios: readonly number[] };

/**
 * The machine's pace in each run, by the functions that were called equally often in all of them: a weighted mean of
 * their log ratios to the median run, without the outer fifths. Shares of the total would be simpler and wrong: where
 * one function becomes ten times faster, every other one has a greater share and looks slower.
 *
 * Of four programs, five runs a side: a function of 9-13 % of the time that became twice as slow is found in 87 to 91 %
 * of comparisons with it, and in 9 to 18 % without (docs/ci.md has the figures of today). Null where too few functions
 * can tell.
 */
export function runPaces(comparison: Comparison, before: RunSet, after: RunSet): RunPaces | null {
  const runs = [...before.runs, ...after.runs];
  const total = medianOf(runs.map((run) => run.total.tottime));
  const witnesses: Witness[] = [];
  let seconds = 0;
  for (let row = 0; row < comparison.after.length; row++) {
    const times = steadyTimes(before.runs, comparison.beforeOf[row]!, after.runs, row);
    const median = times === null ? 0 : medianOf(times);
    if (times === null || !(median >= total * LEAST_SHARE)) continue;
    seconds += median;
    const ratios = times.map((time) => Math.log(time / median));
    witnesses.push({ weight: Math.min(median / total, MOST_WEIGHT), ratios });
  }
  const isEnough = witnesses.length >= FEWEST_FUNCTIONS && seconds >= total * LEAST_TOTAL_SHARE;
  if (!isEnough) return null;
  const paces = runs.map((_, run) => Math.exp(trimmedMean(witnesses, run)));
  return { before: paces.slice(0, before.runs.length), after: paces.slice(before.runs.length) };
}

/** The tottime in every run; null unless the calls are equal in all runs and every time is a positive number. */
function steadyTimes(
  before: readonly RunNumbers[],
  beforeRow: FunctionIndex,
  after: readonly RunNumbers[],
  afterRow: FunctionIndex,
): readonly number[] | null {
  if (beforeRow < 0) return null;
  const calls = after[0]?.ncalls[afterRow];
  const isSteady = (runs: readonly RunNumbers[], row: FunctionIndex): boolean =>
    runs.every(({ ncalls, tottime }) => ncalls[row] === calls && tottime[row]! > 0 && tottime[row]! < Infinity);
  if (!isSteady(before, beforeRow) || !isSteady(after, afterRow)) return null;
  return [...before.map(({ tottime }) => tottime[beforeRow]!), ...after.map(({ tottime }) => tottime[afterRow]!)];
}

function trimmedMean(witnesses: readonly Witness[], run: number): number {
  const sorted = witnesses.toSorted((a, b) => a.ratios[run]! - b.ratios[run]!);
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let [passed, kept, sum] = [0, 0, 0];
  for (const { weight, ratios } of sorted) {
    const middle = (passed + weight / 2) / whole;
    passed += weight;
    if (middle < TRIMMED_TO.from || middle > TRIMMED_TO.to) continue;
    kept += weight;
    sum += weight * ratios[run]!;
  }
  return kept > 0 ? sum / kept : 0;
}
