import { comparableName } from './builtin-names.ts';
import { distinctStrings } from './distinct-strings.ts';
import { type FunctionIndex, FunctionPool } from './function-keys.ts';
import { type MovedRoot, matchFiles } from './match-files.ts';
import { type ProfileNote, plural } from './notes.ts';
import { pairByLine } from './pair-by-line.ts';
import { mappedPath, type PathMapping } from './path-mapping.ts';
import type { FunctionTable } from './profile-table.ts';
import { finish, inSlices, madeOnce, type Steps } from './steps.ts';
import { type StringId, StringPool } from './string-pool.ts';

/**
 * Which function of one profile is which of another.
 *
 *     after row   0   1   2   3            beforeOf[2] = -1: function 2 appeared
 *     beforeOf    4   0  -1   1            vanished = [2, 3]: no function of `after` is row 2 or 3 of `before`
 *
 * With `beforeOf` of all rows and `vanished` every row of both profiles is named exactly once.
 */
export type Comparison = {
  readonly before: FunctionTable;
  readonly after: FunctionTable;
  readonly beforeOf: Int32Array;
  readonly vanished: Int32Array;
  /** The file of a row of `before` by the name that it has in `after`. */
  readonly newFileOf: (beforeRow: FunctionIndex) => string;
  /** What was done to join functions whose names differ: which paths were matched with which. */
  readonly notes: readonly ProfileNote[];
};

/**
 * Joins the functions of two profiles by file and name, wherever their lines went. Names are compared without memory
 * addresses, and built-ins go by one name in every Python (see {@link comparableName}); paths are renamed as `mappings`
 * say, and files of another checkout are found by the ends of their paths (see {@link matchFiles}). Several functions
 * of one name in a file are joined by the order of their lines (see {@link pairByLine}).
 */
export function compareProfiles(
  before: FunctionTable,
  after: FunctionTable,
  mappings: readonly PathMapping[] = [],
): Comparison {
  return finish(compareSteps(before, after, mappings));
}

/** {@link compareProfiles} in slices. */
export function* compareSteps(
  before: FunctionTable,
  after: FunctionTable,
  mappings: readonly PathMapping[] = [],
): Steps<Comparison> {
  const names = new Names();
  const afterFile = yield* names.files(after, (file) => file);
  const mapped = (file: string): string => mapPath(file, mappings);
  const filesBefore = yield* distinctFiles(before, mapped);
  const filesAfter = yield* distinctFiles(after, (file) => file);
  const moved = yield* matchFiles(filesBefore, filesAfter, alikeFiles(names, before, mapped, after));
  const renamed = (file: string): string => moved.renamed.get(mapped(file)) ?? mapped(file);
  const beforeFile = yield* names.files(before, renamed);
  const groups = new FunctionPool('int32', before.length + after.length);
  const beforeGroups = yield* groupRows(groups, names, before, beforeFile);
  const afterGroups = yield* groupRows(groups, names, after, afterFile);
  const beforeOf = yield* joinGroups(before, beforeGroups, after, afterGroups, groups.length);
  return {
    before,
    after,
    beforeOf,
    vanished: rowsWithout(before.length, beforeOf),
    newFileOf: (row) => renamed(before.strings.text(before.functions.file[row]!)),
    notes: movedNotes(moved.roots),
  };
}

/** The strings of both profiles in one pool, in the form in which they are compared. */
class Names {
  private readonly strings = new StringPool();

  /** By string of the table: the id of its file's name, for those that are files. */
  *files({ functions, strings }: FunctionTable, rename: (file: string) => string): Steps<Int32Array> {
    const ids = new Int32Array(strings.count).fill(-1);
    yield* inSlices(functions.file.length, (from, to) => {
      for (const file of functions.file.subarray(from, to)) {
        if (ids[file]! < 0) ids[file] = this.strings.intern(comparableName(rename(strings.text(file))));
      }
    });
    return ids;
  }

  /** Only names in `<>` are decoded: for all others the bytes are enough. */
  name(table: FunctionTable, id: StringId): StringId {
    const isBracketed = table.strings.bytesOf(id)[0] === 0x3c;
    if (!isBracketed) return this.strings.internFrom(table.strings, id);
    return this.strings.intern(comparableName(table.strings.text(id)));
  }
}

/** Whether at least half of the function names of the file with fewer are in the other too. */
function alikeFiles(
  names: Names,
  before: FunctionTable,
  rename: (file: string) => string,
  after: FunctionTable,
): (before: string, after: string) => Steps<boolean> {
  const left = madeOnce(() => namesByFile(names, before, rename));
  const right = madeOnce(() => namesByFile(names, after, (file) => file));
  return function* (beforeFile, afterFile) {
    const idsBefore = (yield* left.steps()).get(beforeFile) ?? [];
    const idsAfter = (yield* right.steps()).get(afterFile) ?? [];
    const [some, others] = [new Set(idsBefore), new Set(idsAfter)];
    const shared = [...some].filter((id) => others.has(id)).length;
    return shared * 2 >= Math.min(some.size, others.size);
  };
}

function* namesByFile(
  names: Names,
  table: FunctionTable,
  rename: (file: string) => string,
): Steps<ReadonlyMap<string, readonly StringId[]>> {
  const { file, name } = table.functions;
  const byId = new Map<StringId, StringId[]>();
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const ids = byId.get(file[row]!) ?? [];
      byId.set(file[row]!, ids);
      ids.push(names.name(table, name[row]!));
    }
  });
  return new Map(Array.from(byId, ([id, ids]) => [rename(table.strings.text(id)), ids]));
}

function* distinctFiles({ functions, strings }: FunctionTable, rename: (file: string) => string): Steps<Set<string>> {
  const ids = distinctStrings(functions.file, strings);
  const files = new Set<string>();
  yield* inSlices(ids.length, (from, to) => {
    for (const id of ids.slice(from, to)) files.add(rename(strings.text(id)));
  });
  return files;
}

/** Maps whole directories or a whole file, by the first mapping that fits. */
function mapPath(file: string, mappings: readonly PathMapping[]): string {
  for (const mapping of mappings) {
    const mapped = mappedPath(file, mapping);
    if (mapped !== null) return mapped;
  }
  return file;
}

/** By row: the number of its (file, name). */
function* groupRows(groups: FunctionPool, names: Names, table: FunctionTable, files: Int32Array): Steps<Int32Array> {
  const { file, name } = table.functions;
  const nameIds = new Int32Array(table.strings.count).fill(-1);
  const groupOf = new Int32Array(table.length);
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const text = name[row]!;
      if (nameIds[text]! < 0) nameIds[text] = names.name(table, text);
      groupOf[row] = groups.intern(files[file[row]!]!, 0, nameIds[text]!);
    }
  });
  return groupOf;
}

/** Rows by group in CSR form, those of a group in the order of their lines. */
type RowsByGroup = { readonly start: Int32Array; readonly rows: Int32Array };

function* rowsByGroup(groupOf: Int32Array, groups: number): Steps<RowsByGroup> {
  const start = new Int32Array(groups + 1);
  yield* inSlices(groupOf.length, (from, to) => {
    for (let row = from; row < to; row++) start[groupOf[row]! + 1]! += 1;
  });
  for (let group = 0; group < groups; group++) start[group + 1]! += start[group]!;
  const next = start.slice();
  const rows = new Int32Array(groupOf.length);
  yield* inSlices(groupOf.length, (from, to) => {
    for (let row = from; row < to; row++) rows[next[groupOf[row]!]!++] = row;
  });
  return { start, rows };
}

function* joinGroups(
  before: FunctionTable,
  beforeGroups: Int32Array,
  after: FunctionTable,
  afterGroups: Int32Array,
  groups: number,
): Steps<Int32Array> {
  const left = yield* rowsByGroup(beforeGroups, groups);
  const right = yield* rowsByGroup(afterGroups, groups);
  const beforeOf = new Int32Array(after.length).fill(-1);
  yield* inSlices(groups, (from, to) => {
    for (let group = from; group < to; group++) {
      const rows = left.rows.subarray(left.start[group], left.start[group + 1]);
      const others = right.rows.subarray(right.start[group], right.start[group + 1]);
      if (rows.length === 0 || others.length === 0) continue;
      if (rows.length === 1 && others.length === 1) beforeOf[others[0]!] = rows[0]!;
      else joinSameNames(before, rows, after, others, beforeOf);
    }
  });
  return beforeOf;
}

function joinSameNames(
  before: FunctionTable,
  rows: Int32Array,
  after: FunctionTable,
  others: Int32Array,
  beforeOf: Int32Array,
): void {
  const left = byLine(before, rows);
  const right = byLine(after, others);
  const places = pairByLine(linesOf(before, left), linesOf(after, right));
  for (const [at, place] of places.entries()) if (place >= 0) beforeOf[right[place]!] = left[at]!;
}

/** Sorts rows by line; ties (names that differ only in an address) stay in dump order. */
function byLine({ functions }: FunctionTable, rows: Int32Array): readonly FunctionIndex[] {
  return Array.from(rows).sort((a, b) => functions.line[a]! - functions.line[b]! || a - b);
}

function linesOf({ functions }: FunctionTable, rows: readonly FunctionIndex[]): readonly number[] {
  return rows.map((row) => functions.line[row]!);
}

function rowsWithout(length: number, beforeOf: Int32Array): Int32Array {
  const isJoined = new Uint8Array(length);
  for (const row of beforeOf) if (row >= 0) isJoined[row] = 1;
  const rows = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (isJoined[row] === 0) rows[count++] = row;
  return rows.slice(0, count);
}

/** At most this many moved roots are named; the files of the others are only counted. */
const MOST_NAMED_ROOTS = 4;

function movedNotes(roots: readonly MovedRoot[]): readonly ProfileNote[] {
  const named = roots.slice(0, MOST_NAMED_ROOTS).map(movedText);
  const others = roots.slice(MOST_NAMED_ROOTS).reduce((sum, { files }) => sum + files, 0);
  const texts = others === 0 ? named : [...named, `${plural(others, 'other file')} matched by the end of the path`];
  return texts.map((text) => ({ code: 'paths-matched', text }));
}

function movedText({ before, after, files }: MovedRoot): string {
  const which = files === 1 ? 'the one' : 'those';
  return `${plural(files, 'file')} ${rootText(before)} taken for ${which} ${rootText(after)} (--map OLD=NEW says otherwise)`;
}

/** A path relative to where the program ran has no root. */
function rootText(root: string): string {
  return root === '' ? 'with a relative path' : `under '${root}'`;
}
