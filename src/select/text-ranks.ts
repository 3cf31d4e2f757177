import type { LineColumn } from '../profile/function-keys.ts';
import { BUILTIN_FILE, lineText, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type StringId, StringPool } from '../profile/string-pool.ts';
import { sortByBytes } from './byte-sort.ts';

/** For each row a number that sorts as the row's text does. Texts are compared once each, however many rows have them. */
export type Ranks = Int32Array;

const CLOSING_BRACKET = 0x29;

/** The ranks of a column of string ids. */
export function stringRanks(table: ProfileTable, ids: Int32Array): Ranks {
  return ranksOfIds(table.strings, ids);
}

/**
 * The ranks of the rows' standard names as three columns, the first deciding; or as one, where that would be wrong.
 *
 * `file:line(name)` is one text to pstats, so line 10 sorts before line 9. A million such texts would have to be made;
 * but as long as no file's `file:` is the beginning of another's, the order is that of `file:`, then of `line(`, then of
 * `name)`, and there are far fewer of each.
 */
export function standardNameRanks(table: ProfileTable): readonly Ranks[] {
  const heads = new StringPool();
  const { headIds, isBuiltin, isMixed } = headColumn(table, heads);
  const sorted = sortedIds(heads, headIds);
  if (isMixed || hasPrefix(heads, sorted)) return [wholeNameRanks(table)];
  const lineRanks = lineTextRanks(table.functions.line);
  const nameRanks = ranksOfIds(table.strings, table.functions.name, CLOSING_BRACKET);
  for (let row = 0; row < table.length; row++) {
    if (isBuiltin[row] === 0) continue;
    lineRanks[row] = 0;
    nameRanks[row] = 0;
  }
  return [spread(headIds, sorted, heads.count), lineRanks, nameRanks];
}

/** The plain way: every name as one text. */
function wholeNameRanks(table: ProfileTable): Ranks {
  const names = new StringPool();
  const ids = new Int32Array(table.length);
  for (let row = 0; row < table.length; row++) ids[row] = names.intern(standardName(table, row));
  return ranksOfIds(names, ids);
}

/** What each row's name begins with: `file:`, or for a built-in its whole name. `isMixed`: one text is both. */
type Heads = { readonly headIds: Int32Array; readonly isBuiltin: Uint8Array; readonly isMixed: boolean };

function headColumn(table: ProfileTable, heads: StringPool): Heads {
  const { file, line } = table.functions;
  const builtinFile = table.strings.find(BUILTIN_FILE);
  const headOfFile = new Int32Array(table.strings.count).fill(-1);
  const headIds = new Int32Array(table.length);
  const isBuiltin = new Uint8Array(table.length);
  for (let row = 0; row < table.length; row++) {
    const id = file[row]!;
    if (id === builtinFile && line[row] === 0) {
      isBuiltin[row] = 1;
      headIds[row] = heads.intern(standardName(table, row));
      continue;
    }
    if (headOfFile[id]! < 0) headOfFile[id] = heads.intern(`${table.strings.text(id)}:`);
    headIds[row] = headOfFile[id]!;
  }
  const fileHeads = new Set(headOfFile);
  return { headIds, isBuiltin, isMixed: headIds.some((head, row) => isBuiltin[row] === 1 && fileHeads.has(head)) };
}

/** Whether one of the strings begins another. In sorted order such a pair has only such between. */
function hasPrefix(strings: StringPool, sorted: Int32Array): boolean {
  for (let at = 1; at < sorted.length; at++) {
    const shorter = strings.bytesOf(sorted[at - 1]!);
    const longer = strings.bytesOf(sorted[at]!).subarray(0, shorter.length);
    if (longer.length === shorter.length && Buffer.compare(shorter, longer) === 0) return true;
  }
  return false;
}

/** Nearly all lines of all files are below it; those are looked up in a column and not in a map. */
const COMMON_LINES = 65_536;

/** The ranks of `line(`: as text, 10 comes before 9 and 1 before 10. */
function lineTextRanks(lines: LineColumn): Ranks {
  const texts = new StringPool();
  const known = new Int32Array(COMMON_LINES).fill(-1);
  const ids = new Int32Array(lines.length);
  for (let row = 0; row < lines.length; row++) {
    const line = lines[row]!;
    const seen = known[line] ?? -1; // an index that is no place in the column (negative, a fraction) gives undefined
    const id: StringId = seen >= 0 ? seen : texts.intern(`${lineText(line)}(`);
    if (seen < 0 && line >= 0 && line < COMMON_LINES) known[line] = id;
    ids[row] = id;
  }
  return ranksOfIds(texts, ids);
}

function ranksOfIds(strings: StringPool, ids: Int32Array, suffix?: number): Ranks {
  return spread(ids, sortedIds(strings, ids, suffix), strings.count);
}

/** The ids that occur, each once, in the order of their texts. */
function sortedIds(strings: StringPool, ids: Int32Array, suffix?: number): Int32Array {
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
