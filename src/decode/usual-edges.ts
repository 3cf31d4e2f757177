import { countColumn } from '../profile/count-column.ts';
import type { FunctionPool } from '../profile/function-keys.ts';
import { longer } from '../profile/growing.ts';
import type { EdgeTable } from '../profile/profile-table.ts';
import type { UsualReader } from './usual-reader.ts';

/** 2.0 edges a function in real dumps, 2.9 in those of large programs. */
const EDGES_PER_ROW = 3;

/** Reads the edges of a usual dump, row by row, from where each row's callers begin. The first pass has checked them. */
export class UsualEdges {
  private readonly reader: UsualReader;
  private readonly functions: FunctionPool;
  private readonly edgesAt: Uint32Array;
  private readonly rows: number;
  private length = 0;
  private caller: Int32Array;
  private ncalls: Float64Array;
  private primitiveCalls: Float64Array;
  private tottime: Float64Array;
  private cumtime: Float64Array;
  /** For each function, 1 + the edge by which it was last seen as a caller: finds a caller that a row names twice. */
  private seenAs: Int32Array;

  constructor(reader: UsualReader, functions: FunctionPool, edgesAt: Uint32Array) {
    this.reader = reader;
    this.functions = functions;
    this.edgesAt = edgesAt;
    this.rows = functions.length;
    const expected = this.rows * EDGES_PER_ROW + 16;
    this.caller = new Int32Array(expected);
    this.ncalls = new Float64Array(expected);
    this.primitiveCalls = new Float64Array(expected);
    this.tottime = new Float64Array(expected);
    this.cumtime = new Float64Array(expected);
    this.seenAs = new Int32Array(this.rows + 16);
  }

  read(): EdgeTable {
    const functionOfKey = this.reader.functionsOfKeys(this.functions);
    const start = new Uint32Array(this.rows + 1);
    for (let row = 0; row < this.rows; row++) {
      start[row] = this.length;
      this.readRow(this.edgesAt[row]!, functionOfKey);
    }
    start[this.rows] = this.length;
    return this.finish(start);
  }

  private readRow(offset: number, functionOfKey: Int32Array): void {
    const { reader } = this;
    const first = this.length;
    reader.offset = offset;
    while (!reader.endsDict()) {
      reader.readKey();
      const isByReference = reader.key >= 0;
      const caller = isByReference
        ? functionOfKey[reader.key]!
        : this.functions.intern(reader.file, reader.line, reader.name);
      const edge = this.edgeOf(caller, first);
      reader.readNumbers(4);
      this.ncalls[edge] = reader.firstCount;
      this.primitiveCalls[edge] = reader.secondCount;
      this.tottime[edge] = reader.tottime;
      this.cumtime[edge] = reader.cumtime;
    }
  }

  /** The edge of a caller in the row that began at `first`: a dict keeps an equal key's place and takes the later value. */
  private edgeOf(caller: number, first: number): number {
    if (caller >= this.seenAs.length) this.seenAs = longer(this.seenAs, caller * 2);
    const seen = this.seenAs[caller]! - 1;
    if (seen >= first) return seen;
    const edge = this.length++;
    if (edge === this.caller.length) this.grow();
    this.caller[edge] = caller;
    this.seenAs[caller] = edge + 1;
    return edge;
  }

  private finish(start: Uint32Array): EdgeTable {
    const { length } = this;
    return {
      length,
      start,
      caller: this.caller.subarray(0, length),
      ncalls: countColumn(this.ncalls.subarray(0, length)),
      primitiveCalls: countColumn(this.primitiveCalls.subarray(0, length)),
      tottime: this.tottime.subarray(0, length),
      cumtime: this.cumtime.subarray(0, length),
      countsOnly: null,
      ghosts: this.functions.keys(this.rows),
      notes: [],
    };
  }

  private grow(): void {
    this.caller = longer(this.caller);
    this.ncalls = longer(this.ncalls);
    this.primitiveCalls = longer(this.primitiveCalls);
    this.tottime = longer(this.tottime);
    this.cumtime = longer(this.cumtime);
  }
}
