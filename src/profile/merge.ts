import { lazily } from '../text/lazily.ts';
import { combineEdges, type EdgeSource } from './combine-edges.ts';
import { CountAdder } from './count-adder.ts';
import { addCounts } from './count-column.ts';
import { FunctionPool } from './function-keys.ts';
import { type ProfileNote, plural } from './notes.ts';
import type { EdgeTable, ProfileTable, ProfileTotals } from './profile-table.ts';
import { StringPool } from './string-pool.ts';

/**
 * The order in which `pstats.Stats(a, b, c, ...)` reads its files: the first, then the others from the last to the second.
 * Row order, and with it every tie in a sort, and the last digit of every sum depend on it.
 */
export function pstatsOrder<T>(items: readonly T[]): readonly T[] {
  return [...items.slice(0, 1), ...items.slice(1).reverse()];
}

/** One profile of several, added in the order given (see {@link pstatsOrder}), as `pstats.Stats.add` adds. */
export function mergeProfiles(tables: readonly [ProfileTable, ...ProfileTable[]]): ProfileTable {
  const [first, ...others] = tables;
  if (others.length === 0) return first;
  return new Merger(tables).merge();
}

class Merger {
  private readonly tables: readonly ProfileTable[];
  private readonly strings = new StringPool();
  private readonly functions: FunctionPool;
  /** For each table: its string -> the merged string, filled as strings are met. */
  private readonly stringMaps: readonly Int32Array[];

  constructor(tables: readonly ProfileTable[]) {
    const isNarrow = tables.every((table) => table.functions.line instanceof Int32Array);
    this.tables = tables;
    this.functions = new FunctionPool(isNarrow ? 'int32' : 'float64');
    this.stringMaps = tables.map((table) => new Int32Array(table.strings.count).fill(-1));
  }

  merge(): ProfileTable {
    const rowMaps = this.tables.map((table, index) => this.mapFunctions(table.functions, table, index));
    const length = this.functions.length;
    const kind = this.tables[0]?.kind ?? 'traced';
    return {
      kind,
      length,
      strings: this.strings,
      functions: this.functions.keys(),
      ...this.addRows(rowMaps, length),
      totals: addTotals(this.tables),
      notes: [...uniqueNotes(this.tables), ...mixedKindsNote(this.tables)],
      edges: lazily(() => this.mergeEdges(rowMaps, length)),
    };
  }

  private mapFunctions(keys: ProfileTable['functions'], table: ProfileTable, index: number): Int32Array {
    const map = new Int32Array(keys.length);
    for (let at = 0; at < keys.length; at++) {
      const file = this.mapString(table, index, keys.file[at]!);
      const name = this.mapString(table, index, keys.name[at]!);
      map[at] = this.functions.intern(file, keys.line[at]!, name);
    }
    return map;
  }

  private mapString(table: ProfileTable, index: number, id: number): number {
    const map = this.stringMaps[index]!;
    const known = map[id]!;
    if (known >= 0) return known;
    const merged = this.strings.internFrom(table.strings, id);
    map[id] = merged;
    return merged;
  }

  private addRows(
    rowMaps: readonly Int32Array[],
    length: number,
  ): Pick<ProfileTable, 'ncalls' | 'primitiveCalls' | 'tottime' | 'cumtime'> {
    const ncalls = new CountAdder(length);
    const primitiveCalls = new CountAdder(length);
    const tottime = new Float64Array(length);
    const cumtime = new Float64Array(length);
    for (const [index, table] of this.tables.entries()) {
      const rowMap = rowMaps[index]!;
      for (let row = 0; row < table.length; row++) {
        const target = rowMap[row]!;
        ncalls.add(target, table.ncalls, row);
        primitiveCalls.add(target, table.primitiveCalls, row);
        tottime[target]! += table.tottime[row]!;
        cumtime[target]! += table.cumtime[row]!;
      }
    }
    return { ncalls: ncalls.finish(length), primitiveCalls: primitiveCalls.finish(length), tottime, cumtime };
  }

  private mergeEdges(rowMaps: readonly Int32Array[], length: number): EdgeTable {
    const sources = this.tables.map((table, index): EdgeSource => {
      const edges = table.edges();
      const rowMap = rowMaps[index]!;
      const callerMap = new Int32Array(rowMap.length + edges.ghosts.length);
      callerMap.set(rowMap);
      callerMap.set(this.mapFunctions(edges.ghosts, table, index), rowMap.length);
      return { edges, rowMap, callerMap };
    });
    const combined = combineEdges(length, this.functions.length, this.functions.keys(length), sources);
    return {
      ...combined.edges,
      notes: [...sources.flatMap(({ edges }) => edges.notes), ...mixedEdgesNote(combined.mixed)],
    };
  }
}

/** pstats adds the totals of the files, not of the merged rows: the last digit may differ. */
function addTotals(tables: readonly ProfileTable[]): ProfileTotals {
  return tables
    .map((table) => table.totals)
    .reduce((sum, totals) => ({
      ncalls: addCounts(sum.ncalls, totals.ncalls),
      primitiveCalls: addCounts(sum.primitiveCalls, totals.primitiveCalls),
      tottime: sum.tottime + totals.tottime,
    }));
}

function uniqueNotes(tables: readonly ProfileTable[]): readonly ProfileNote[] {
  const byText = new Map(tables.flatMap((table) => table.notes).map((note) => [note.text, note]));
  return [...byText.values()];
}

function mixedKindsNote(tables: readonly ProfileTable[]): readonly ProfileNote[] {
  const isMixed = tables.some((table) => table.kind !== tables[0]?.kind);
  const text = 'traced and sampled profiles were merged: calls and samples are added up';
  return isMixed ? [{ code: 'mixed-kinds', text }] : [];
}

function mixedEdgesNote(mixed: number): readonly ProfileNote[] {
  if (mixed === 0) return [];
  const text = `${plural(mixed, 'caller')} with times in one profile and only a count in another: the times are those of the first kind`;
  return [{ code: 'mixed-edges', text }];
}
