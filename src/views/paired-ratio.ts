import { medianOf } from '../profile/run-set.ts';

/** What one run took before and one after, made one right after the other. */
export type Pair = { readonly before: number; readonly after: number };

/** How many times as much as before something takes after: the estimate, and the range in which it is in 95 of 100 cases. */
type Ratio = { readonly low: number; readonly estimate: number; readonly high: number };

/**
 * `ratio`: null where nothing can be divided. `isDifference`: whether the range leaves out 1, and the medians differ by more
 * than what is of no interest. `isTiny`: whether the range leaves out 1 and they do not.
 */
export type PairedRatio = {
  readonly before: number;
  readonly after: number;
  readonly pairs: number;
  readonly ratio: Ratio | null;
  readonly isDifference: boolean;
  readonly isTiny: boolean;
};

/** With this many pairs the rarest order is rarer than one in 20; with fewer, nothing can be said. */
export const FEWEST_PAIRS = 6;

const LEVEL = 0.05;

/**
 * Compares pairs by the ranks of what their logarithms differ by (Wilcoxon's signed ranks; estimate and interval of Hodges
 * and Lehmann, 1963: the median of all means of two differences, and those as far from both ends as the ranks allow).
 *
 * Where nothing has changed, either run of a pair could be the slower one, however skewed the times are and whatever else
 * the machine did in that minute, as both runs had it: so a difference is claimed in at most 5 of 100 comparisons.
 *
 * @param tiny how much of a difference is of no interest, however sure it is
 */
export function pairedRatio(pairs: readonly Pair[], tiny: number = 0): PairedRatio {
  const ratio = ratioOf(pairs);
  const before = medianOf(pairs.map((pair) => pair.before));
  const after = medianOf(pairs.map((pair) => pair.after));
  const isSure = ratio !== null && (ratio.low > 1 || ratio.high < 1);
  const isTiny = isSure && Math.abs(after - before) < tiny;
  return { before, after, pairs: pairs.length, ratio, isDifference: isSure && !isTiny, isTiny };
}

function ratioOf(pairs: readonly Pair[]): Ratio | null {
  const differences = pairs.map(({ before, after }) => Math.log(after / before));
  if (pairs.length < FEWEST_PAIRS || !differences.every(Number.isFinite)) return null;
  const means = walshMeans(differences);
  const cut = outermost(pairs.length);
  return { low: Math.exp(means[cut]!), estimate: Math.exp(medianOf(means)), high: Math.exp(means.at(-1 - cut)!) };
}

/** The means of any two, each with itself too, in order. */
function walshMeans(values: readonly number[]): readonly number[] {
  return values.flatMap((one, at) => values.slice(at).map((other) => (one + other) / 2)).sort((a, b) => a - b);
}

/**
 * How many means lie outside on each side: the largest rank sum that comes by chance, up or down, in 5 of 100 cases.
 */
function outermost(count: number): number {
  const chances = rankSumChances(count);
  let outside = 2 * chances[0]!;
  let sum = 0;
  while (outside + 2 * chances[sum + 1]! <= LEVEL) outside += 2 * chances[++sum]!;
  return sum;
}

/** The chance of each sum of ranks 1 to `count` where each rank is in it or not, as a coin falls. */
function rankSumChances(count: number): Float64Array {
  const chances = new Float64Array((count * (count + 1)) / 2 + 1);
  chances[0] = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let sum = chances.length - 1; sum >= 0; sum--)
      chances[sum] = (chances[sum]! + (sum >= rank ? chances[sum - rank]! : 0)) / 2;
  }
  return chances;
}
