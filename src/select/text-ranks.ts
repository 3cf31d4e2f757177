import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringPool } from '../profile/string-pool.ts';
import { sortByBytes } from './byte-sort.ts';

/** For each row a number that sorts as the row's text does. Texts are compared once each, however many rows have them. */
export type Ranks = Int32Array;

/** The ranks of a column of string ids. */
export function stringRanks(table: ProfileTable, ids: Int32Array): Ranks {
  return ranksOfIds(table.strings, ids);
}

/** The ranks of ids of any pool. `suffix`: a byte that every text is taken to end with. */
export function ranksOfIds(strings: StringPool, ids: Int32Array, suffix?: number): Ranks {
  return spread(ids, sortedIds(strings, ids, suffix), strings.count);
}

/** The ids that occur, each once, in the order of their texts. */
export function sortedIds(strings: StringPool, ids: Int32Array, suffix?: number): Int32Array {
  const isUsed = new Uint8Array(strings.count);
  let count = 0;
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at]!;
    count += 1 - isUsed[id]!;
    isUsed[id] = 1;
  }
  const used = new Int32Array(count);
  for (let id = 0, at = 0; at < count; id++) if (isUsed[id] === 1) used[at++] = id;
  sortByBytes(strings.slices(), used, suffix);
  return used;
}

/** The rank of each row: the place of its id in the sorted ids. */
function spread(ids: Int32Array, sorted: Int32Array, count: number): Ranks {
  const rankOfId = new Int32Array(count);
  for (let rank = 0; rank < sorted.length; rank++) rankOfId[sorted[rank]!] = rank;
  const ranks = new Int32Array(ids.length);
  for (let row = 0; row < ids.length; row++) ranks[row] = rankOfId[ids[row]!]!;
  return ranks;
}
