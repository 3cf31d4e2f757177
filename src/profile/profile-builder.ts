import { type Count, CountColumnBuilder, sumCounts } from './count-column.ts';
import { type FunctionIndex, type FunctionKeys, FunctionPool } from './function-keys.ts';
import type { ProfileNote } from './notes.ts';
import type { EdgeTable, NumberColumns, ProfileKind, ProfileTable } from './profile-table.ts';
import { alreadyMade } from './steps.ts';
import { type StringId, StringPool } from './string-pool.ts';

/** The four numbers of a function or an edge. `*Text`: what CPython prints, where that is not the plain number. */
export type CallNumbers = {
  readonly ncalls: Count;
  readonly ncallsText?: string | undefined;
  readonly primitiveCalls: Count;
  readonly primitiveCallsText?: string | undefined;
  readonly tottime: number;
  readonly cumtime: number;
};

/**
 * Makes a table from rows that come one by one: the plain way, for odd dumps and for tests. Add every row first, then
 * the edges of each row in row order; a caller without a row becomes a ghost.
 */
export class ProfileBuilder {
  private readonly strings = new StringPool();
  /** The same text comes again and again, and may be long: the engine compares identical strings by address. */
  private readonly idOfText = new Map<string, StringId>();
  private readonly functions = new FunctionPool('float64');
  private readonly numbers = new NumbersBuilder();
  private readonly edgeNumbers = new NumbersBuilder();
  private readonly caller: number[] = [];
  private readonly countsOnly: number[] = [];
  private readonly start: number[] = [0];
  private readonly edgeOfCaller = new Map<FunctionIndex, number>();
  private rows = 0;

  /** The row of a function: a new one, or the one that it already has (its numbers are then replaced). */
  setRow(file: string, line: number, name: string, numbers: CallNumbers): FunctionIndex {
    const row = this.functions.intern(this.intern(file), line, this.intern(name));
    this.rows = this.functions.length;
    this.numbers.set(row, numbers);
    return row;
  }

  /**
   * Adds a caller to the row whose edges are open; one that it already has gets the new numbers and keeps its place.
   */
  setEdge(file: string, line: number, name: string, numbers: CallNumbers, countsOnly: boolean): void {
    const caller = this.functions.intern(this.intern(file), line, this.intern(name));
    const edge = this.edgeOfCaller.get(caller) ?? this.caller.length;
    this.edgeOfCaller.set(caller, edge);
    this.caller[edge] = caller;
    this.countsOnly[edge] = countsOnly ? 1 : 0;
    this.edgeNumbers.set(edge, numbers);
  }

  /** Closes the edges of a row; the next ones belong to the next row. */
  endEdges(): void {
    this.start.push(this.caller.length);
    this.edgeOfCaller.clear();
  }

  finish(kind: ProfileKind, notes: readonly ProfileNote[]): ProfileTable {
    const { rows } = this;
    while (this.start.length <= rows) this.endEdges();
    const numbers = this.numbers.finish();
    const edges = this.finishEdges();
    return {
      kind,
      length: rows,
      strings: this.strings,
      functions: narrowLines(this.functions.keys(0, rows)),
      ...numbers,
      totals: totalsOf(numbers),
      notes,
      edges: alreadyMade(edges),
    };
  }

  private intern(text: string): StringId {
    const id = this.idOfText.get(text) ?? this.strings.intern(text);
    this.idOfText.set(text, id);
    return id;
  }

  private finishEdges(): EdgeTable {
    const hasCountsOnly = this.countsOnly.includes(1);
    return {
      length: this.caller.length,
      start: Uint32Array.from(this.start),
      caller: Int32Array.from(this.caller),
      ...this.edgeNumbers.finish(),
      countsOnly: hasCountsOnly ? Uint8Array.from(this.countsOnly) : null,
      ghosts: this.functions.keys(this.rows),
      notes: [],
    };
  }
}

class NumbersBuilder {
  private readonly ncalls = new CountColumnBuilder();
  private readonly primitiveCalls = new CountColumnBuilder();
  private readonly tottime: number[] = [];
  private readonly cumtime: number[] = [];

  set(row: number, numbers: CallNumbers): void {
    this.ncalls.set(row, numbers.ncalls, numbers.ncallsText);
    this.primitiveCalls.set(row, numbers.primitiveCalls, numbers.primitiveCallsText);
    this.tottime[row] = numbers.tottime;
    this.cumtime[row] = numbers.cumtime;
  }

  finish(): NumberColumns {
    return {
      ncalls: this.ncalls.finish(),
      primitiveCalls: this.primitiveCalls.finish(),
      tottime: Float64Array.from(this.tottime),
      cumtime: Float64Array.from(this.cumtime),
    };
  }
}

/** The sums over all rows, added in row order as pstats does: floating-point sums depend on the order. */
export function totalsOf(columns: Omit<NumberColumns, 'cumtime'>): ProfileTable['totals'] {
  let tottime = 0;
  for (let row = 0; row < columns.tottime.length; row++) tottime += columns.tottime[row]!;
  return { ncalls: sumCounts(columns.ncalls), primitiveCalls: sumCounts(columns.primitiveCalls), tottime };
}

/** Lines fit into 32 bits in all but hand-made dumps. */
function narrowLines(keys: FunctionKeys): FunctionKeys {
  const line = Int32Array.from(keys.line);
  return line.every((value, row) => value === keys.line[row]) ? { ...keys, line } : keys;
}
