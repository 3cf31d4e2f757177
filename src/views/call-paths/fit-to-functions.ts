import type { Seconds } from '../../profile/profile-table.ts';

/** What a tree of paths was given, node by node, before it is held against what the functions took. */
export type GivenTimes = {
  readonly row: Int32Array;
  readonly self: Float64Array;
  readonly rest: Float64Array;
  readonly unplaced: Seconds;
  /** 1 where `self` is no estimate. */
  readonly isKnown: Uint8Array;
};

export type FittedTimes = Pick<GivenTimes, 'self' | 'rest' | 'unplaced'>;

/**
 * The step that helps most: what a function takes itself is in the dump, so the nodes of each are scaled to add up to it. Of
 * the three programs in fixtures/call-paths, 99.8, 95.6 and 79.8 % of the time are on their true path with it, and 98.9, 87.4
 * and 61.3 % without.
 *
 * No function gets more than its tottime, and what is known stays as it is. What that takes away goes to the functions that
 * have too little, and what of those is in no node is in `rest`.
 *
 * @param isWhole whether the tree is of all functions; below a node only those that it has can get more
 */
export function fitToFunctions(
  given: GivenTimes,
  tottime: Float64Array,
  { total, isWhole }: { readonly total: Seconds; readonly isWhole: boolean },
): FittedTimes {
  const whole = timesByRow(given, tottime.length);
  const part = partGiven(whole, tottime, isWhole ? null : new Set(given.row));
  const fitted = given.self.map((seconds, node) => {
    if (seconds === 0) return 0;
    const row = given.row[node]!;
    const known = whole.known[row]!;
    const estimated = whole.estimated[row]!;
    // a part of the whole first: the other way round the quotient of tiny times would be no number
    if (given.isKnown[node] === 1) return (seconds / known) * Math.min(known, tottime[row]!);
    const room = Math.max(0, tottime[row]! - known);
    return (seconds / estimated) * (estimated > room ? room : estimated + (room - estimated) * part);
  });
  const most = sumOf(fitted);
  const self = most > total ? fitted.map((seconds) => (seconds / most) * total) : fitted;
  const missing = Math.max(0, total - sumOf(self));
  const below = sumOf(given.rest) + given.unplaced;
  if (below === 0) return { self, rest: given.rest, unplaced: missing };
  const rest = given.rest.map((seconds) => (seconds / below) * missing);
  return { self, rest, unplaced: (given.unplaced / below) * missing };
}

/** By row, the time of its nodes together. */
type TimesByRow = { readonly known: Float64Array; readonly estimated: Float64Array };

function timesByRow({ row, self, isKnown }: GivenTimes, rows: number): TimesByRow {
  const known = new Float64Array(rows);
  const estimated = new Float64Array(rows);
  for (let node = 0; node < self.length; node++) (isKnown[node] === 1 ? known : estimated)[row[node]!]! += self[node]!;
  return { known, estimated };
}

/**
 * Which part of what it lacks each function gets of what others have too much.
 *
 * @param rows those that have nodes; null for the whole tree, of which each function is looked at: there may be a million
 */
function partGiven({ known, estimated }: TimesByRow, tottime: Float64Array, rows: ReadonlySet<number> | null): number {
  let over = 0;
  let lacking = 0;
  for (const row of rows ?? tottime.keys()) {
    const given = known[row]! + estimated[row]!;
    over += Math.max(0, given - tottime[row]!);
    if (rows === null || given > 0) lacking += Math.max(0, tottime[row]! - given);
  }
  return lacking > 0 ? Math.min(1, over / lacking) : 0;
}

function sumOf(seconds: Float64Array): Seconds {
  return seconds.reduce((sum, each) => sum + each, 0);
}
