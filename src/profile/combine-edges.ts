import { CountAdder } from './count-adder.ts';
import type { FunctionIndex, FunctionKeys } from './function-keys.ts';
import { type EdgeIndex, type EdgeTable, edgeHasTimes } from './profile-table.ts';
import { inSlices, type Steps } from './steps.ts';

/** Edges of one table on their way into another: where the table's rows and its functions (rows and ghosts) go. */
export type EdgeSource = {
  readonly edges: EdgeTable;
  /** Old row -> new row. */
  readonly rowMap: Int32Array;
  /** Old function (row or ghost) -> new function. */
  readonly callerMap: Int32Array;
};

export type CombinedEdges = {
  /** The columns; the caller of this module adds the notes. */
  readonly edges: EdgeTable;
  /** Edges that were overwritten because two callers of one function became one (`strip_dirs` loses them). */
  readonly lost: number;
  /** Edges in which a count without times was added to one with times (CPython raises TypeError there). */
  readonly mixed: number;
};

/**
 * The edges of one or more tables under new names, as pstats combines them. Within one old row a later caller of the
 * same name *overwrites* an earlier one and takes its place (`strip_dirs`); rows that become one add up (`add_callers`).
 */
export function* combineEdges(
  rows: number,
  functions: number,
  ghosts: FunctionKeys,
  sources: readonly EdgeSource[],
): Steps<CombinedEdges> {
  const order = yield* rowsByTarget(rows, sources);
  return yield* new EdgeCombiner(functions, sources).combine(order, ghosts);
}

/** The old rows that go to each new row, in the order of the sources and of their rows: a counting sort. */
type RowOrder = { readonly start: Uint32Array; readonly source: Uint16Array; readonly row: Int32Array };

function* rowsByTarget(rows: number, sources: readonly EdgeSource[]): Steps<RowOrder> {
  const start = new Uint32Array(rows + 1);
  for (const { rowMap } of sources) {
    for (const target of rowMap) start[target + 1]! += 1;
    yield;
  }
  for (let row = 0; row < rows; row++) start[row + 1]! += start[row]!;
  const next = start.slice();
  const source = new Uint16Array(start[rows]!);
  const row = new Int32Array(start[rows]!);
  for (const [index, { rowMap }] of sources.entries()) {
    yield* inSlices(rowMap.length, (from, to) => {
      for (let old = from; old < to; old++) {
        const at = next[rowMap[old]!]!++;
        source[at] = index;
        row[at] = old;
      }
    });
  }
  return { start, source, row };
}

/** A row comes with its edges, and these with functions at all ends of the memory. */
const ROWS_A_SLICE = 1 << 13;

class EdgeCombiner {
  private readonly sources: readonly EdgeSource[];
  private readonly caller: Int32Array;
  private readonly tottime: Float64Array;
  private readonly cumtime: Float64Array;
  private readonly countsOnly: Uint8Array;
  private readonly ncalls: CountAdder;
  private readonly primitiveCalls: CountAdder;
  /** For each new function: 1 + the new edge by which it was last seen as a caller. */
  private readonly edgeOf: Int32Array;
  /** For each new function: 1 + the last old edge of the current row with it as caller; 0 once that is used. */
  private readonly lastOld: Int32Array;
  private length = 0;
  private lost = 0;
  private mixed = 0;

  constructor(functions: number, sources: readonly EdgeSource[]) {
    const most = sources.reduce((sum, { edges }) => sum + edges.length, 0);
    this.sources = sources;
    this.caller = new Int32Array(most);
    this.tottime = new Float64Array(most);
    this.cumtime = new Float64Array(most);
    this.countsOnly = new Uint8Array(most);
    this.ncalls = new CountAdder(most);
    this.primitiveCalls = new CountAdder(most);
    this.edgeOf = new Int32Array(functions);
    this.lastOld = new Int32Array(functions);
  }

  *combine(order: RowOrder, ghosts: FunctionKeys): Steps<CombinedEdges> {
    const rows = order.start.length - 1;
    const start = new Uint32Array(rows + 1);
    const addRows = (from: number, to: number): void => {
      for (let row = from; row < to; row++) {
        const first = this.length;
        start[row] = first;
        const end = order.start[row + 1]!;
        for (let at = order.start[row]!; at < end; at++)
          this.addRow(this.sources[order.source[at]!]!, order.row[at]!, first);
      }
    };
    yield* inSlices(rows, addRows, ROWS_A_SLICE);
    start[rows] = this.length;
    return { edges: this.finish(start, ghosts), lost: this.lost, mixed: this.mixed };
  }

  /** Adds the edges of an old row to the new row whose edges begin at `first`. */
  private addRow({ edges, callerMap }: EdgeSource, oldRow: number, first: EdgeIndex): void {
    const from = edges.start[oldRow]!;
    const end = edges.start[oldRow + 1]!;
    for (let old = from; old < end; old++) this.lastOld[callerMap[edges.caller[old]!]!] = old + 1;
    for (let old = from; old < end; old++) {
      const caller = callerMap[edges.caller[old]!]!;
      const last = this.lastOld[caller]! - 1;
      if (last < 0) {
        this.lost++;
        continue;
      }
      this.lastOld[caller] = 0;
      this.addEdge(edges, last, caller, first);
    }
  }

  private addEdge(from: EdgeTable, old: EdgeIndex, caller: FunctionIndex, first: EdgeIndex): void {
    const known = this.edgeOf[caller]! - 1;
    const edge = known >= first ? known : this.append(caller);
    const isCountOnly = edgeHasTimes(from, old) ? 0 : 1;
    if (edge === known && isCountOnly !== this.countsOnly[edge]) this.mixed++;
    this.countsOnly[edge] = edge === known ? this.countsOnly[edge]! & isCountOnly : isCountOnly;
    this.ncalls.add(edge, from.ncalls, old);
    this.primitiveCalls.add(edge, from.primitiveCalls, old);
    this.tottime[edge]! += from.tottime[old]!;
    this.cumtime[edge]! += from.cumtime[old]!;
  }

  private append(caller: FunctionIndex): EdgeIndex {
    const edge = this.length++;
    this.caller[edge] = caller;
    this.tottime[edge] = -0; // an edge that stands alone keeps its -0
    this.cumtime[edge] = -0;
    this.edgeOf[caller] = edge + 1;
    return edge;
  }

  private finish(start: Uint32Array, ghosts: FunctionKeys): EdgeTable {
    const { length } = this;
    const countsOnly = this.countsOnly.subarray(0, length);
    return {
      length,
      start,
      caller: this.caller.subarray(0, length),
      ncalls: this.ncalls.finish(length),
      primitiveCalls: this.primitiveCalls.finish(length),
      tottime: this.tottime.subarray(0, length),
      cumtime: this.cumtime.subarray(0, length),
      countsOnly: countsOnly.includes(1) ? countsOnly : null,
      ghosts,
      notes: [],
    };
  }
}
