import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import type { StringPool } from '../profile/string-pool.ts';
import { sortByBytes } from './byte-sort.ts';

/** For each row a number that sorts as the row's text does. Each text is compared once, however many rows have it. */
export type Ranks = Int32Array;

/** The ranks of a column of string ids. */
export function stringRanks(table: ProfileTable, ids: Int32Array): Steps<Ranks> {
  return ranksOfIds(table.strings, ids);
}

/** The ranks of ids of any pool. `suffix`: a byte that every text is taken to end with. */
export function* ranksOfIds(strings: StringPool, ids: Int32Array, suffix?: number): Steps<Ranks> {
  const sorted = yield* sortedIds(strings, ids, suffix);
  const rankOfId = new Int32Array(strings.count);
  for (let rank = 0; rank < sorted.length; rank++) rankOfId[sorted[rank]!] = rank;
  const ranks = new Int32Array(ids.length);
  yield* inSlices(ids.length, (from, to) => spread(ids, rankOfId, ranks, from, to));
  return ranks;
}

/** The ids that occur, each once, in the order of their texts. */
export function* sortedIds(strings: StringPool, ids: Int32Array, suffix?: number): Steps<Int32Array> {
  const isUsed = new Uint8Array(strings.count);
  yield* inSlices(ids.length, (from, to) => mark(ids, isUsed, from, to));
  const used = marked(isUsed);
  yield* sortByBytes(strings.slices(), used, suffix);
  return used;
}

function mark(ids: Int32Array, isUsed: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at++) isUsed[ids[at]!] = 1;
}

function marked(isUsed: Uint8Array): Int32Array {
  let count = 0;
  for (let id = 0; id < isUsed.length; id++) count += isUsed[id]!;
  const used = new Int32Array(count);
  for (let id = 0, at = 0; at < count; id++) if (isUsed[id] === 1) used[at++] = id;
  return used;
}

/** The rank of each row: the place of its id in the sorted ids. */
function spread(ids: Int32Array, rankOfId: Int32Array, ranks: Ranks, from: number, to: number): void {
  for (let row = from; row < to; row++) ranks[row] = rankOfId[ids[row]!]!;
}
