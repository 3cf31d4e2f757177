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
  const factorOf = factors(given, tottime, isWhole);
  const fitted = given.self.map((seconds, node) => seconds * factorOf(node));
  const most = sumOf(fitted);
  const self = most > total ? fitted.map((seconds) => (seconds * total) / most) : fitted;
  const missing = Math.max(0, total - sumOf(self));
  const below = sumOf(given.rest) + given.unplaced;
  if (below === 0) return { self, rest: given.rest, unplaced: missing };
  const scale = missing / below;
  return { self, rest: given.rest.map((seconds) => seconds * scale), unplaced: given.unplaced * scale };
}

/** What a node is multiplied by. Only of the whole tree each function is looked at: there may be a million of them. */
function factors(
  { row, self, isKnown }: GivenTimes,
  tottime: Float64Array,
  isWhole: boolean,
): (node: number) => number {
  const known = new Float64Array(tottime.length);
  const estimated = new Float64Array(tottime.length);
  for (let node = 0; node < self.length; node++) (isKnown[node] === 1 ? known : estimated)[row[node]!]! += self[node]!;
  let over = 0;
  let lacking = 0;
  for (const at of isWhole ? tottime.keys() : new Set(row)) {
    const given = known[at]! + estimated[at]!;
    over += Math.max(0, given - tottime[at]!);
    if (isWhole || given > 0) lacking += Math.max(0, tottime[at]! - given);
  }
  const part = lacking > 0 ? Math.min(1, over / lacking) : 0;
  return (node) => {
    const at = row[node]!;
    if (isKnown[node] === 1) return known[at]! > tottime[at]! ? tottime[at]! / known[at]! : 1;
    const seconds = estimated[at]!;
    if (seconds === 0) return 0;
    const room = Math.max(0, tottime[at]! - known[at]!);
    return (seconds > room ? room : seconds + (room - seconds) * part) / seconds;
  };
}

function sumOf(seconds: Float64Array): Seconds {
  return seconds.reduce((sum, each) => sum + each, 0);
}
