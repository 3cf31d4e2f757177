import { UsageError } from '../errors.ts';
import { addRowSteps } from './add-rows.ts';
import { combineEdges, type EdgeSource } from './combine-edges.ts';
import { addCounts } from './count-column.ts';
import { type FunctionKeys, FunctionPool } from './function-keys.ts';
import { mixedKindsNote } from './mixed-kinds.ts';
import { type ProfileNote, plural } from './notes.ts';
import { setParts } from './parts.ts';
import type { EdgeTable, FunctionTable, ProfileTable, ProfileTotals } from './profile-table.ts';
import { alreadyMade, finish, inSlices, madeOnce, type Steps } from './steps.ts';
import { StringPool } from './string-pool.ts';

/**
 * The order in which `pstats.Stats(a, b, c, ...)` reads its files: the first, then the others from the last to the
 * second. Row order (and so every tie in a sort) and the last digit of every sum depend on it.
 */
export function pstatsOrder<T>(items: readonly T[]): readonly T[] {
  return [...items.slice(0, 1), ...items.slice(1).reverse()];
}

/**
 * One profile of several, added in the order given (see {@link pstatsOrder}), as `pstats.Stats.add` adds.
 *
 * @param names what the profiles are called where the share of each is listed
 * @throws UsageError 'usage' for none
 */
export function mergeProfiles(tables: readonly ProfileTable[], names: readonly string[] = []): ProfileTable {
  return finish(mergeSteps(tables, names));
}

/** {@link mergeProfiles} in slices. The rows of the first profile stay where they are. */
export function* mergeSteps(tables: readonly ProfileTable[], names: readonly string[] = []): Steps<ProfileTable> {
  const [first, ...others] = tables;
  if (first === undefined) throw new UsageError('usage', 'there is no profile to merge');
  return others.length === 0 ? first : yield* new Merger(tables).merge(names);
}

/**
 * The same sum without its parts: the tables can be freed, so that any number of profiles can be added, some at a time.
 */
export function addProfiles(tables: readonly [ProfileTable, ...ProfileTable[]]): ProfileTable {
  const merged = mergeProfiles(tables);
  return { ...merged, edges: alreadyMade(merged.edges()) };
}

class Merger {
  private readonly tables: readonly ProfileTable[];
  private readonly strings = new StringPool();
  private readonly functions: FunctionPool;

  constructor(tables: readonly ProfileTable[]) {
    const isNarrow = tables.every((table) => table.functions.line instanceof Int32Array);
    this.tables = tables;
    this.functions = new FunctionPool(isNarrow ? 'int32' : 'float64');
  }

  *merge(names: readonly string[]): Steps<ProfileTable> {
    const stringMaps: Int32Array[] = []; // of all tables, so that edges read later bring no new strings
    for (const table of this.tables) stringMaps.push(yield* mapStrings(table, this.strings));
    const rowMaps: Int32Array[] = [];
    for (const [at, { functions }] of this.tables.entries())
      rowMaps.push(yield* mapFunctions(functions, stringMaps[at]!, this.functions));
    const length = this.functions.length;
    const kind = this.tables[0]?.kind ?? 'traced';
    const merged: ProfileTable = {
      kind,
      length,
      strings: this.strings,
      functions: this.functions.keys(),
      ...(yield* addRowSteps(this.tables, rowMaps, length)),
      totals: addTotals(this.tables),
      notes: notesOf(this.tables),
      edges: madeOnce(() => this.mergeEdges(rowMaps, length)),
    };
    const parts = this.tables.map((table, at) => ({
      name: names[at] ?? `profile ${at + 1}`,
      table,
      rowMap: rowMaps[at]!,
    }));
    setParts(merged, pstatsOrder(parts)); // pstatsOrder is its own inverse: this is the order in which they were given
    return merged;
  }

  private *mergeEdges(rowMaps: readonly Int32Array[], length: number): Steps<EdgeTable> {
    const sources: EdgeSource[] = [];
    for (const [index, table] of this.tables.entries()) {
      const edges = yield* table.edges.steps();
      const rowMap = rowMaps[index]!;
      const callerMap = new Int32Array(rowMap.length + edges.ghosts.length);
      callerMap.set(rowMap);
      const strings = yield* mapStrings(table, this.strings);
      callerMap.set(yield* mapFunctions(edges.ghosts, strings, this.functions), rowMap.length);
      sources.push({ edges, rowMap, callerMap });
    }
    const combined = yield* combineEdges(length, this.functions.length, this.functions.keys(length), sources);
    return {
      ...combined.edges,
      notes: [...sources.flatMap(({ edges }) => edges.notes), ...mixedEdgesNote(combined.mixed)],
    };
  }
}

/** Its string -> the merged string. */
export function* mapStrings({ strings }: FunctionTable, merged: StringPool): Steps<Int32Array> {
  const map = new Int32Array(strings.count);
  yield* inSlices(map.length, (from, to) => {
    for (let id = from; id < to; id++) map[id] = merged.internFrom(strings, id);
  });
  return map;
}

/** Its function -> the merged function. */
export function* mapFunctions(keys: FunctionKeys, strings: Int32Array, merged: FunctionPool): Steps<Int32Array> {
  const map = new Int32Array(keys.length);
  yield* inSlices(keys.length, (from, to) => {
    for (let at = from; at < to; at++)
      map[at] = merged.intern(strings[keys.file[at]!]!, keys.line[at]!, strings[keys.name[at]!]!);
  });
  return map;
}

/** pstats adds the totals of the files, not of the merged rows: the last digit may differ. */
function addTotals(tables: readonly ProfileTable[]): ProfileTotals {
  return tables.map((table) => table.totals).reduce(sumOfTotals);
}

export function sumOfTotals(sum: ProfileTotals, totals: ProfileTotals): ProfileTotals {
  return {
    ncalls: addCounts(sum.ncalls, totals.ncalls),
    primitiveCalls: addCounts(sum.primitiveCalls, totals.primitiveCalls),
    tottime: sum.tottime + totals.tottime,
  };
}

function notesOf(tables: readonly ProfileTable[]): readonly ProfileNote[] {
  const notes = tables.flatMap((table) => table.notes).filter(({ code }) => code !== 'mixed-kinds');
  const byText = new Map(notes.map((note) => [note.text, note]));
  return [...byText.values(), ...mixedKindsNote(tables)];
}

function mixedEdgesNote(mixed: number): readonly ProfileNote[] {
  if (mixed === 0) return [];
  const text = `${plural(mixed, 'caller')} with times in one profile and only a count in another: the times are those of the first kind`;
  return [{ code: 'mixed-edges', text }];
}
