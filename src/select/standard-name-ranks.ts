import type { LineColumn } from '../profile/function-keys.ts';
import { BUILTIN_FILE, lineText, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { type StringId, StringPool, type StringSlices } from '../profile/string-pool.ts';
import { compareCodePoints } from '../text/code-points.ts';
import { type Ranks, ranksOfIds, sortedIds } from './text-ranks.ts';

const CLOSING_BRACKET = 0x29;
const COLON = 0x3a;

/**
 * The ranks of the rows' standard names as three columns, the first deciding; or as one, where that would be wrong.
 *
 * `file:line(name)` is one text to pstats, so line 10 sorts before line 9. A million such texts would have to be made;
 * but as long as no file's `file:` is the beginning of another's, the order is that of `file:`, then of `line(`, then of
 * `name)`, and there are far fewer of each. The whole name of a built-in is ranked among the `file:`.
 */
export function* standardNameRanks(table: ProfileTable): Steps<readonly Ranks[]> {
  const heads = yield* headRanks(table);
  if (heads === null) return [yield* wholeNameRanks(table)];
  const lineRanks = yield* lineTextRanks(table.functions.line);
  const nameRanks = yield* ranksOfIds(table.strings, table.functions.name, CLOSING_BRACKET);
  for (let row = 0; row < table.length; row++) {
    if (heads.isBuiltin[row] === 0) continue;
    lineRanks[row] = 0;
    nameRanks[row] = 0;
  }
  return [heads.ranks, lineRanks, nameRanks];
}

/** The plain way: every name as one text. */
function* wholeNameRanks(table: ProfileTable): Steps<Ranks> {
  const names = new StringPool();
  const ids = new Int32Array(table.length);
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) ids[row] = names.intern(standardName(table, row));
  });
  return yield* ranksOfIds(names, ids);
}

type HeadRanks = { readonly ranks: Ranks; readonly isBuiltin: Uint8Array };

/** The rank of what each row's name begins with; null where one beginning is the beginning of another. */
function* headRanks(table: ProfileTable): Steps<HeadRanks | null> {
  const { file, line } = table.functions;
  const builtinFile = table.strings.find(BUILTIN_FILE);
  const builtins = new StringPool();
  const builtinOfRow = new Int32Array(table.length);
  const isBuiltin = new Uint8Array(table.length);
  for (let row = 0; row < table.length; row++) {
    if (file[row] !== builtinFile || line[row] !== 0) continue;
    isBuiltin[row] = 1;
    builtinOfRow[row] = builtins.intern(standardName(table, row));
  }
  const files = yield* sortedIds(table.strings, file, COLON);
  const places = yield* builtinPlaces(table.strings, files, builtins);
  if (places === null || hasPrefix(table.strings.slices(), files)) return null;
  const rankOfFile = new Int32Array(table.strings.count);
  for (let at = 0; at < files.length; at++) rankOfFile[files[at]!] = at + places.before(at);
  const ranks = new Int32Array(table.length);
  for (let row = 0; row < table.length; row++) {
    ranks[row] = isBuiltin[row] === 1 ? places.rankOf[builtinOfRow[row]!]! : rankOfFile[file[row]!]!;
  }
  return { ranks, isBuiltin };
}

/** Where the built-ins stand among the sorted files. */
type BuiltinPlaces = {
  readonly rankOf: Int32Array;
  /** How many built-ins stand before the file at a place. */
  readonly before: (place: number) => number;
};

/** null where the name of a built-in is the beginning of a `file:`, or the other way round. */
function* builtinPlaces(strings: StringPool, files: Int32Array, builtins: StringPool): Steps<BuiltinPlaces | null> {
  const sorted = yield* sortedIds(
    builtins,
    Int32Array.from({ length: builtins.count }, (_, id) => id),
  );
  const rankOf = new Int32Array(builtins.count);
  const countBefore = new Int32Array(files.length + 1);
  for (const [at, id] of sorted.entries()) {
    const name = builtins.text(id);
    const place = firstAfter(strings, files, name);
    if (touches(strings, files, place - 1, name) || touches(strings, files, place, name)) return null;
    rankOf[id] = place + at;
    countBefore[place]! += 1;
  }
  for (let place = 1; place < countBefore.length; place++) countBefore[place]! += countBefore[place - 1]!;
  return { rankOf, before: (place) => countBefore[place]! };
}

/** The place of the first file whose `file:` sorts after a text. */
function firstAfter(strings: StringPool, files: Int32Array, text: string): number {
  let from = 0;
  let to = files.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compareCodePoints(`${strings.text(files[middle]!)}:`, text) > 0) to = middle;
    else from = middle + 1;
  }
  return from;
}

function touches(strings: StringPool, files: Int32Array, place: number, text: string): boolean {
  const file = files[place];
  if (file === undefined) return false;
  const head = `${strings.text(file)}:`;
  return head.startsWith(text) || text.startsWith(head);
}

/** Whether any `file:` is the beginning of another. In sorted order it is then the beginning of the next one too. */
function hasPrefix({ bytes, start, length }: StringSlices, files: Int32Array): boolean {
  for (let at = 1; at < files.length; at++) {
    const [shorter, longer] = [files[at - 1]!, files[at]!];
    const size = length[shorter]!;
    if (length[longer]! <= size || bytes[start[longer]! + size] !== COLON) continue;
    let same = 0;
    while (same < size && bytes[start[shorter]! + same] === bytes[start[longer]! + same]) same++;
    if (same === size) return true;
  }
  return false;
}

/** Nearly all line numbers are below it; those are looked up in a column and not in a map. */
const COMMON_LINES = 65_536;

/** The ranks of `line(`: as text, 10 comes before 9 and 1 before 10. */
function* lineTextRanks(lines: LineColumn): Steps<Ranks> {
  const texts = new StringPool();
  const known = new Int32Array(COMMON_LINES).fill(-1);
  const ids = new Int32Array(lines.length);
  yield* inSlices(lines.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const line = lines[row]!;
      const seen = known[line] ?? -1; // an index that is no place in the column (negative, a fraction) gives undefined
      const id: StringId = seen >= 0 ? seen : texts.intern(`${lineText(line)}(`);
      if (seen < 0 && line >= 0 && line < COMMON_LINES) known[line] = id;
      ids[row] = id;
    }
  });
  return yield* ranksOfIds(texts, ids);
}
