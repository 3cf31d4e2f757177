import type { LineColumn } from '../profile/function-keys.ts';
import { BUILTIN_FILE, lineText, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { compareCodePoints } from '../text/code-points.ts';

/** For each row a number that sorts as the row's text does. Texts are compared once each, however many rows have them. */
export type Ranks = Int32Array;

const SURROGATE = /[\ud800-\udfff]/;
const ABOVE_SURROGATES = /[\ue000-\uffff]/;

/** The ranks of a column of string ids. */
export function stringRanks(table: ProfileTable, ids: Int32Array): Ranks {
  const used = distinct(ids, table.strings.count);
  const rankOfUsed = rankTexts(used.map((id) => table.strings.text(id)));
  return spread(ids, used, rankOfUsed, table.strings.count);
}

/**
 * The ranks of the rows' standard names as three columns, the first deciding; or as one, where that would be wrong.
 *
 * `file:line(name)` is one text to pstats, so line 10 sorts before line 9. A million such texts would have to be made;
 * but as long as no file's `file:` is the beginning of another's, the order is that of `file:`, then of `line(`, then of
 * `name)`, and there are far fewer of each.
 */
export function standardNameRanks(table: ProfileTable): readonly Ranks[] {
  const { line, name } = table.functions;
  const heads = headIds(table);
  const texts = heads.texts.map((text, id) => (id < heads.files ? `${text}:` : text));
  if (hasPrefix(texts)) return [rankTexts(Array.from({ length: table.length }, (_, row) => standardName(table, row)))];
  const headRanks = rankTexts(texts);
  const lineRanks = numberTextRanks(line);
  const nameRanks = stringRanksWith(table, name, ')');
  const isBuiltin = (row: number): boolean => heads.ids[row]! >= heads.files;
  return [
    heads.ids.map((id) => headRanks[id]!),
    lineRanks.map((rank, row) => (isBuiltin(row) ? 0 : rank)),
    nameRanks.map((rank, row) => (isBuiltin(row) ? 0 : rank)),
  ];
}

/** What each row's name begins with: one of the files, or for a built-in its whole name. */
type Heads = { readonly ids: Int32Array; readonly files: number; readonly texts: readonly string[] };

function headIds(table: ProfileTable): Heads {
  const { file, line } = table.functions;
  const builtinFile = table.strings.find(BUILTIN_FILE);
  const files = distinct(file, table.strings.count);
  const headOfFile = new Int32Array(table.strings.count);
  for (const [at, id] of files.entries()) headOfFile[id] = at;
  const texts = files.map((id) => table.strings.text(id));
  const ids = file.map((id, row) => {
    if (id !== builtinFile || line[row] !== 0) return headOfFile[id]!;
    return texts.push(standardName(table, row)) - 1;
  });
  return { ids, files: files.length, texts };
}

/** Whether one of the texts begins another (equal ones do not count). In sorted order such a pair has only such between. */
function hasPrefix(texts: readonly string[]): boolean {
  const sorted = [...new Set(texts)].sort();
  return sorted.some((text, at) => at > 0 && text.startsWith(sorted[at - 1]!));
}

/** The ranks of `line(`: as text, 10 comes before 9 and 1 before 10. */
function numberTextRanks(lines: LineColumn): Ranks {
  const used = [...new Set(lines)];
  const ranks = rankTexts(used.map((line) => `${lineText(line)}(`));
  const rankOf = new Map(used.map((line, at) => [line, ranks[at]!]));
  const result = new Int32Array(lines.length);
  for (let row = 0; row < lines.length; row++) result[row] = rankOf.get(lines[row]!)!;
  return result;
}

function stringRanksWith(table: ProfileTable, ids: Int32Array, end: string): Ranks {
  const used = distinct(ids, table.strings.count);
  return spread(ids, used, rankTexts(used.map((id) => table.strings.text(id) + end)), table.strings.count);
}

/** The ids that occur, each once, in order of first occurrence. */
function distinct(ids: Int32Array, count: number): readonly number[] {
  const isSeen = new Uint8Array(count);
  const used: number[] = [];
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at]!;
    if (isSeen[id] === 1) continue;
    isSeen[id] = 1;
    used.push(id);
  }
  return used;
}

function spread(ids: Int32Array, used: readonly number[], rankOfUsed: Ranks, count: number): Ranks {
  const rankOfId = new Int32Array(count);
  for (let at = 0; at < used.length; at++) rankOfId[used[at]!] = rankOfUsed[at]!;
  return ids.map((id) => rankOfId[id]!);
}

/** For each text its place among the distinct texts, by code point; equal texts have equal ranks. */
function rankTexts(texts: readonly string[]): Ranks {
  const sorted = [...texts];
  // The order of UTF-16 units is that of code points but where a surrogate meets a unit above it, and the engine's own
  // sort is far quicker than one that asks a function.
  const canDiffer = texts.some((text) => SURROGATE.test(text)) && texts.some((text) => ABOVE_SURROGATES.test(text));
  if (canDiffer) sorted.sort(compareCodePoints);
  else sorted.sort();
  const rankOf = new Map(sorted.map((text, rank) => [text, rank]));
  return Int32Array.from(texts, (text) => rankOf.get(text)!);
}
