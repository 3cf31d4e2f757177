import { addRows } from './add-rows.ts';
import { combineEdges } from './combine-edges.ts';
import { FunctionPool } from './function-keys.ts';
import { type ProfileNote, plural } from './notes.ts';
import type { EdgeTable, ProfileTable } from './profile-table.ts';
import { madeOnce, type Steps } from './steps.ts';
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
  const functions = new FunctionPool(table.functions.line instanceof Int32Array ? 'int32' : 'float64', table.length);
  const basename = basenames(table);
  const { file, line, name } = table.functions;
  const rowMap = new Int32Array(table.length);
  for (let row = 0; row < table.length; row++)
    rowMap[row] = functions.intern(basename(file[row]!), line[row]!, name[row]!);
  const length = functions.length;
  const merged = table.length - length;
  const keys = functions.keys();
  const columns = merged === 0 ? {} : addRows([table], [rowMap], length);
  const stripped = {
    ...table,
    ...columns,
    length,
    functions: keys,
    notes: [...table.notes, ...mergedNote(merged)],
    edges: madeOnce(() => stripEdges(table, functions, rowMap, length, basename)),
  };
  return { table: stripped, rowMap };
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
  functions: FunctionPool,
  rowMap: Int32Array,
  length: number,
  basename: (file: StringId) => StringId,
): Steps<EdgeTable> {
  const edges = yield* table.edges.steps();
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
