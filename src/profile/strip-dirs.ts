import { addFewRows } from './add-few-rows.ts';
import { addRowSteps } from './add-rows.ts';
import { combineEdges } from './combine-edges.ts';
import { type FunctionIndex, type FunctionKeys, FunctionPool, repeatedRowSteps } from './function-keys.ts';
import { type ProfileNote, plural } from './notes.ts';
import type { EdgeTable, ProfileTable } from './profile-table.ts';
import { finish, inSlices, madeOnce, type Steps } from './steps.ts';
import type { StringId } from './string-pool.ts';

/**
 * `pstats.Stats.strip_dirs`: every file without its directories. Functions that then have the same name become one row,
 * at the place of the first, with their numbers added. Callers of one function that then have the same name do not
 * add up: CPython keeps the last one's numbers. We do the same, and say so in a note.
 */
export function stripDirs(table: ProfileTable): ProfileTable {
  return stripDirsMapped(table).table;
}

/** The stripped table, and for each row of the whole one the row that it became part of. */
export type StrippedProfile = { readonly table: ProfileTable; readonly rowMap: Int32Array };

export function stripDirsMapped(table: ProfileTable): StrippedProfile {
  return finish(stripSteps(table));
}

/** {@link stripDirsMapped} in slices. */
export function* stripSteps(table: ProfileTable): Steps<StrippedProfile> {
  const basename = basenames(table);
  const named = { ...table.functions, file: yield* strippedFiles(table, basename) };
  const repeated = yield* repeatedRowSteps(named);
  const length = table.length - repeated.size;
  const rowMap = yield* mapRows(table.length, repeated);
  const functions = repeated.size === 0 ? named : yield* moved(named, rowMap, length);
  const columns =
    repeated.size === 0 ? {} : (addFewRows(table, repeated, rowMap) ?? (yield* addRowSteps([table], [rowMap], length)));
  const stripped = {
    ...table,
    ...columns,
    length,
    functions,
    notes: [...table.notes, ...mergedNote(repeated.size)],
    edges: madeOnce(() => stripEdges(table, functions, rowMap, basename)),
  };
  return { table: stripped, rowMap };
}

function* strippedFiles(
  { functions, length }: ProfileTable,
  basename: (file: StringId) => StringId,
): Steps<Int32Array> {
  const file = new Int32Array(length);
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) file[row] = basename(functions.file[row]!);
  });
  return file;
}

/** The new row of each row: the next one, or the one of the row that it repeats. */
function* mapRows(rows: number, repeated: ReadonlyMap<FunctionIndex, FunctionIndex>): Steps<Int32Array> {
  const rowMap = new Int32Array(rows);
  let next = 0;
  yield* inSlices(rows, (from, to) => {
    for (let row = from; row < to; row++) {
      const first = repeated.size === 0 ? undefined : repeated.get(row);
      rowMap[row] = first === undefined ? next++ : rowMap[first]!;
    }
  });
  return rowMap;
}

/** The keys of the new rows. Rows that become one have one key. */
function* moved({ file, line, name }: FunctionKeys, rowMap: Int32Array, length: number): Steps<FunctionKeys> {
  const keys = { length, file: file.slice(0, length), line: line.slice(0, length), name: name.slice(0, length) };
  yield* inSlices(rowMap.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const target = rowMap[row]!;
      keys.file[target] = file[row]!;
      keys.line[target] = line[row]!;
      keys.name[target] = name[row]!;
    }
  });
  return keys;
}

/** The stripped file of each file, looked up once a file. The pool may have grown since: ids beyond the column are new. */
function basenames({ strings }: ProfileTable): (file: StringId) => StringId {
  const known = new Int32Array(strings.count).fill(-1);
  return (file) => {
    const found = known[file] ?? -1;
    if (found >= 0) return found;
    const basename = strings.internBasename(file);
    known[file] = basename; // writing beyond the column does nothing, and the next call looks again
    return basename;
  };
}

function* stripEdges(
  table: ProfileTable,
  rows: FunctionKeys,
  rowMap: Int32Array,
  basename: (file: StringId) => StringId,
): Steps<EdgeTable> {
  const edges = yield* table.edges.steps();
  const functions = yield* FunctionPool.steps(rows);
  const { length } = rows;
  const { ghosts } = edges;
  const callerMap = new Int32Array(table.length + ghosts.length);
  callerMap.set(rowMap);
  for (let ghost = 0; ghost < ghosts.length; ghost++) {
    callerMap[table.length + ghost] = functions.intern(
      basename(ghosts.file[ghost]!),
      ghosts.line[ghost]!,
      ghosts.name[ghost]!,
    );
  }
  const newGhosts = functions.keys(length);
  const isOneToOne = functions.length === callerMap.length;
  if (isOneToOne) return { ...edges, ghosts: newGhosts }; // every index is what it was
  const combined = yield* combineEdges(length, functions.length, newGhosts, [{ edges, rowMap, callerMap }]);
  return { ...combined.edges, notes: [...edges.notes, ...lostNote(combined.lost)] };
}

function mergedNote(merged: number): readonly ProfileNote[] {
  if (merged === 0) return [];
  const text = `without directories, ${plural(merged, 'function')} became indistinguishable from another with the same file name, line and name`;
  return [{ code: 'merged-by-strip', text }];
}

function lostNote(lost: number): readonly ProfileNote[] {
  if (lost === 0) return [];
  const text = `without directories, ${plural(lost, 'caller')} became indistinguishable from another and lost its numbers to it, as in pstats`;
  return [{ code: 'callers-lost-by-strip', text }];
}
