import { addRowSteps } from './add-rows.ts';
import { comparableName } from './builtin-names.ts';
import { type Count, countColumn } from './count-column.ts';
import { type FunctionKeys, FunctionPool } from './function-keys.ts';
import { type ProfileNote, plural } from './notes.ts';
import type { FunctionTable, NumberColumns, ProfileTotals, Seconds } from './profile-table.ts';
import { finish } from './steps.ts';
import { type StringId, StringPool } from './string-pool.ts';

/** The numbers of one run, by row of the table of its set. A function that the run does not have counts as 0. */
export type RunNumbers = {
  readonly ncalls: Float64Array;
  readonly primitiveCalls: Float64Array;
  readonly tottime: Float64Array;
  readonly cumtime: Float64Array;
  readonly total: { readonly ncalls: number; readonly tottime: Seconds };
};

/** One side of a comparison: a run, or several runs of one program. The numbers of `table` are the medians. */
export type RunSet = { readonly table: FunctionTable; readonly runs: readonly RunNumbers[] };

/**
 * One or more runs as one table of functions. Functions whose names differ only in a memory address are one function:
 * the address differs in each run. Each number is the median over the runs; a function that a run does not have counts
 * as 0 there. The totals are the medians of the runs' totals, so the rows need not add up to them.
 */
export function makeRunSet(tables: readonly [FunctionTable, ...FunctionTable[]]): RunSet {
  const [first] = tables;
  const isPlain = tables.length === 1 && !hasAddresses(first);
  return isPlain ? { table: first, runs: [numbersOf(first, first.totals)] } : new RunJoiner(tables).join();
}

/** Whether any name holds a memory address: then names may be equal without it. */
function hasAddresses(table: FunctionTable): boolean {
  return table.functions.name.some((id) => isBracketed(table, id) && table.strings.text(id).includes(' at 0x'));
}

function isBracketed({ strings }: FunctionTable, id: StringId): boolean {
  return strings.bytesOf(id)[0] === 0x3c;
}

class RunJoiner {
  private readonly tables: readonly [FunctionTable, ...FunctionTable[]];
  private readonly strings = new StringPool();
  private readonly functions: FunctionPool;
  /** The name as it was first seen, with its address. */
  private readonly shownName: number[] = [];

  constructor(tables: readonly [FunctionTable, ...FunctionTable[]]) {
    const isNarrow = tables.every(({ functions }) => functions.line instanceof Int32Array);
    this.tables = tables;
    this.functions = new FunctionPool(isNarrow ? 'int32' : 'float64', tables[0].length);
  }

  join(): RunSet {
    const { tables } = this;
    const rowMaps = tables.map((table) => this.mapRows(table));
    const runs = tables.map((table, run) => finish(addRowSteps([table], [rowMaps[run]!], this.functions.length)));
    const folded = tables.reduce((sum, { length }, run) => sum + length - new Set(rowMaps[run]).size, 0);
    const [first] = tables;
    const table: FunctionTable = {
      kind: first.kind,
      length: this.functions.length,
      strings: this.strings,
      functions: this.keys(),
      ...mediansOf(runs, this.functions.length),
      totals: medianTotals(tables.map(({ totals }) => totals)),
      notes: [...uniqueNotes(tables), ...foldedNote(folded)],
    };
    return { table, runs: runs.map((columns, run) => numbersOf(columns, tables[run]!.totals)) };
  }

  private mapRows(table: FunctionTable): Int32Array {
    const { file, line, name } = table.functions;
    const known = new Int32Array(table.strings.count).fill(-1);
    const names = new Int32Array(table.strings.count).fill(-1);
    return Int32Array.from({ length: table.length }, (_, row) => {
      const [fileId, nameId] = [file[row]!, name[row]!];
      if (known[fileId]! < 0) known[fileId] = this.strings.internFrom(table.strings, fileId);
      if (known[nameId]! < 0) known[nameId] = this.strings.internFrom(table.strings, nameId);
      if (names[nameId]! < 0) names[nameId] = this.comparable(table, nameId, known[nameId]!);
      const target = this.functions.intern(known[fileId]!, line[row]!, names[nameId]!);
      this.shownName[target] ??= known[nameId]!;
      return target;
    });
  }

  private comparable(table: FunctionTable, id: StringId, own: StringId): StringId {
    return isBracketed(table, id) ? this.strings.intern(comparableName(table.strings.text(id))) : own;
  }

  private keys(): FunctionKeys {
    return { ...this.functions.keys(), name: Int32Array.from(this.shownName) };
  }
}

function mediansOf(runs: readonly NumberColumns[], length: number): NumberColumns {
  const [only] = runs;
  if (runs.length === 1 && only !== undefined) return only;
  const median = (columns: readonly Float64Array[]): Float64Array =>
    Float64Array.from({ length }, (_, row) => medianOf(columns.map((column) => column[row]!)));
  return {
    ncalls: countColumn(median(runs.map(({ ncalls }) => ncalls.values))),
    primitiveCalls: countColumn(median(runs.map(({ primitiveCalls }) => primitiveCalls.values))),
    tottime: median(runs.map(({ tottime }) => tottime)),
    cumtime: median(runs.map(({ cumtime }) => cumtime)),
  };
}

/** The one in the middle, or halfway between the two in the middle. Never -0, which an empty sum may be. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return 0 + (sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2);
}

function medianTotals(totals: readonly ProfileTotals[]): ProfileTotals {
  const [only] = totals;
  if (totals.length === 1 && only !== undefined) return only;
  const median = (pick: (total: ProfileTotals) => Count): number =>
    medianOf(totals.map((total) => Number(pick(total))));
  return {
    ncalls: median(({ ncalls }) => ncalls),
    primitiveCalls: median(({ primitiveCalls }) => primitiveCalls),
    tottime: median(({ tottime }) => tottime),
  };
}

function numbersOf({ ncalls, primitiveCalls, tottime, cumtime }: NumberColumns, total: ProfileTotals): RunNumbers {
  return {
    ncalls: ncalls.values,
    primitiveCalls: primitiveCalls.values,
    tottime,
    cumtime,
    total: { ncalls: Number(total.ncalls), tottime: total.tottime },
  };
}

function uniqueNotes(tables: readonly FunctionTable[]): readonly ProfileNote[] {
  return [...new Map(tables.flatMap(({ notes }) => notes).map((note) => [note.text, note])).values()];
}

function foldedNote(folded: number): readonly ProfileNote[] {
  if (folded === 0) return [];
  const text = `${plural(folded, 'function')} whose name differs from another's only in a memory address ${folded === 1 ? 'was' : 'were'} added to it`;
  return [{ code: 'addresses-folded', text }];
}
