import { countColumn } from '../profile/count-column.ts';
import { type FunctionIndex, type FunctionKeys, FunctionPool } from '../profile/function-keys.ts';
import { longer } from '../profile/growing.ts';
import type { EdgeTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import type { KeyFunctions } from './reference-table.ts';
import type { UsualRows } from './usual-rows.ts';

/** A slice reads this many edges and ends of rows: 1 to 3 ms on the machine of bench/RESULTS.md. */
const LOOKS_A_SLICE = 1 << 13;

/** So few callers of a row are compared with each other: what is noted of a caller is at another end of the memory. */
const FEW_CALLERS = 16;

/** Where the edges of each row are: the byte after their '{', and how many keys were flagged before it. */
export type EdgePlaces = { readonly at: Uint32Array; readonly keysBefore: Uint32Array };

/** Reads the edges of a usual dump, row by row, from where each row's callers begin. The first pass has checked them. */
export class UsualEdges {
  private readonly reader: UsualRows;
  private readonly functions: FunctionKeys;
  private readonly places: EdgePlaces;
  private readonly rows: number;
  private row = 0;
  /** The place of the next flagged key among all. */
  private nextKey: number;
  private length = 0;
  private readonly start: Uint32Array;
  private readonly caller: Int32Array;
  private readonly ncalls: Float64Array;
  private readonly primitiveCalls: Float64Array;
  private readonly tottime: Float64Array;
  private readonly cumtime: Float64Array;
  private readonly countsOnly: Uint8Array | null;
  /** For each function, 1 + the edge by which it was last seen as a caller of a row with many: finds one that a row names twice. */
  private seenAs: Int32Array = new Int32Array(0);

  /** @param edges how many there are at most: the first pass has counted them, and a row may name a caller twice */
  constructor(reader: UsualRows, functions: FunctionKeys, places: EdgePlaces, edges: number) {
    const { hasCountsOnly } = reader;
    this.reader = reader;
    this.functions = functions;
    this.places = places;
    this.nextKey = places.keysBefore[0]!;
    this.rows = functions.length;
    this.start = new Uint32Array(this.rows + 1);
    this.caller = new Int32Array(edges);
    this.ncalls = new Float64Array(edges);
    this.primitiveCalls = new Float64Array(edges);
    this.tottime = new Float64Array(edges);
    this.cumtime = new Float64Array(edges);
    this.countsOnly = hasCountsOnly ? new Uint8Array(edges) : null;
  }

  *read(): Steps<EdgeTable> {
    const pool = yield* FunctionPool.steps(this.functions);
    const known = yield* this.reader.functionsOfKeys(pool);
    this.reader.position = this.places.at[0]!;
    while (!this.advance(pool, known, LOOKS_A_SLICE)) yield;
    return this.finish(pool.keys(this.rows));
  }

  /** Reads up to `looks` edges and row ends; true when all are read. A row may have a million callers. */
  private advance(pool: FunctionPool, known: KeyFunctions, looks: number): boolean {
    const { reader } = this;
    for (let left = looks; left > 0; left--) {
      if (!reader.endsDict()) {
        this.readEdge(this.readCaller(pool, known));
      } else {
        this.row++;
        this.start[this.row] = this.length;
        if (this.row === this.rows) return true;
        reader.position = this.places.at[this.row]!;
        this.nextKey = this.places.keysBefore[this.row]!;
      }
    }
    return false;
  }

  private readEdge(caller: FunctionIndex): void {
    const { reader } = this;
    const edge = this.edgeOf(caller);
    const hasTimes = reader.readEdgeNumbers();
    if (this.countsOnly !== null) this.countsOnly[edge] = hasTimes ? 0 : 1;
    this.ncalls[edge] = reader.firstCount;
    this.primitiveCalls[edge] = reader.secondCount;
    this.tottime[edge] = reader.tottime;
    this.cumtime[edge] = reader.cumtime;
  }

  private readCaller(pool: FunctionPool, { byKey, bySlot }: KeyFunctions): FunctionIndex {
    const { reader } = this;
    const slot = reader.skipKeyReference();
    if (slot >= 0) return bySlot[slot]!;
    if (reader.skipFlaggedKey()) return byKey[this.nextKey++]!;
    reader.readKey();
    return pool.intern(reader.file, reader.line, reader.name);
  }

  /** The edge of a caller in the row at hand: a dict keeps an equal key's place and takes the later value. */
  private edgeOf(caller: FunctionIndex): number {
    const first = this.start[this.row]!;
    const known = this.length - first < FEW_CALLERS ? this.findEdge(first, caller) : this.recallEdge(first, caller);
    if (known >= 0) return known;
    const edge = this.length++;
    this.caller[edge] = caller;
    return edge;
  }

  private findEdge(first: number, caller: FunctionIndex): number {
    for (let edge = first; edge < this.length; edge++) if (this.caller[edge] === caller) return edge;
    return -1;
  }

  /** The same in a row with many callers, however many: each was noted, or is now. */
  private recallEdge(first: number, caller: FunctionIndex): number {
    if (this.length - first === FEW_CALLERS) {
      for (let edge = first; edge < this.length; edge++) this.note(this.caller[edge]!, edge);
    }
    const seen = (this.seenAs[caller] ?? 0) - 1;
    if (seen >= first) return seen;
    this.note(caller, this.length);
    return -1;
  }

  private note(caller: FunctionIndex, edge: number): void {
    if (caller >= this.seenAs.length) this.seenAs = longer(this.seenAs, Math.max(this.rows, caller * 2));
    this.seenAs[caller] = edge + 1;
  }

  /** A caller that a row names twice keeps what it was given last. */
  private finishCountsOnly(): Uint8Array | null {
    const countsOnly = this.countsOnly?.subarray(0, this.length) ?? null;
    return countsOnly?.includes(1) ? countsOnly : null;
  }

  private finish(ghosts: FunctionKeys): EdgeTable {
    const { length, start } = this;
    this.reader.pause();
    return {
      length,
      start,
      caller: this.caller.subarray(0, length),
      ncalls: countColumn(this.ncalls.subarray(0, length)),
      primitiveCalls: countColumn(this.primitiveCalls.subarray(0, length)),
      tottime: this.tottime.subarray(0, length),
      cumtime: this.cumtime.subarray(0, length),
      countsOnly: this.finishCountsOnly(),
      ghosts,
      notes: [],
    };
  }
}
