/** Beyond this many comparisons, functions of one name in one file are joined one by one in their order. */
const MOST_CELLS = 1_000_000;

/**
 * Joins the functions of one name in one file (lambdas, methods of several classes): in the order of their lines, so
 * that the lines of joined functions differ as little as possible. With equal numbers on both sides all are joined.
 *
 * @param before, after lines, ascending
 * @returns for each of `before` the place in `after`, or -1
 */
export function pairByLine(before: readonly number[], after: readonly number[]): readonly number[] {
  const isEven = before.length === after.length;
  if (isEven || before.length * after.length > MOST_CELLS) {
    return before.map((_, at) => (at < after.length ? at : -1));
  }
  if (before.length < after.length) return alignShorter(before, after);
  const places = alignShorter(after, before);
  const paired = new Array<number>(before.length).fill(-1);
  for (const [at, place] of places.entries()) paired[place] = at;
  return paired;
}

/**
 * A place in `long` for each of `short`, in order, with the least sum of distances: the alignment of two sequences
 * by dynamic programming, where `cost[at]` is the least sum for the first `s` of `short` within the first `at` of `long`.
 */
function alignShorter(short: readonly number[], long: readonly number[]): readonly number[] {
  const width = long.length + 1;
  const taken = new Uint8Array(short.length * width);
  let cost = new Float64Array(width);
  for (let s = 0; s < short.length; s++) {
    const next = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    for (let at = s + 1; at < width; at++) {
      const joined = cost[at - 1]! + Math.abs(short[s]! - long[at - 1]!);
      const isBetter = joined < next[at - 1]!;
      next[at] = isBetter ? joined : next[at - 1]!;
      taken[s * width + at] = isBetter ? 1 : 0;
    }
    cost = next;
  }
  const places = new Array<number>(short.length).fill(-1);
  for (let s = short.length - 1, at = long.length; s >= 0 && at > 0; at--) {
    if (taken[s * width + at] === 1) places[s--] = at - 1;
  }
  return places;
}
