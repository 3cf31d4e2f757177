import type { FunctionIndex } from '../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  edgeHasTimes,
  type ProfileTable,
  type Seconds,
} from '../profile/profile-table.ts';

/** By which number of the edges time is divided among callers; `below`: cumtime without tottime. */
export type Basis = 'self' | 'below' | 'calls' | 'each';

/** How time is divided: `whole` is the sum of the weights, with `outside`, that of the calls from outside. */
export type Division = {
  readonly basis: Basis;
  readonly whole: number;
  readonly outside: number;
  readonly isEstimate: boolean;
};

/** Whether a caller is one of the functions whose time is divided: they get nothing of it. */
export type IsInside = (caller: FunctionIndex) => boolean;

/** Smaller parts than this are roundings: the times of a dump are sums of floats. */
const ROUNDING = 1e-6;

const UNKNOWN = -1;

/** What the edges of a profile say about whose time the time of a hidden function is. */
export class ChargeWeights {
  private readonly table: ProfileTable;
  private readonly edges: EdgeTable;
  private readonly isHidden: Uint8Array;
  /** Seconds by row: what a hidden function spent in shown ones. */
  private readonly inShown: Float64Array;
  /** Seconds by row: what still may be below the hidden functions that a shown one called. */
  private readonly room: Float64Array;
  /** By row, once asked for: circles ask for the same rows in each round. */
  private readonly fromOutside: Float64Array;

  constructor(table: ProfileTable, edges: EdgeTable, isHidden: Uint8Array) {
    this.table = table;
    this.edges = edges;
    this.isHidden = isHidden;
    this.inShown = new Float64Array(table.length);
    this.room = new Float64Array(table.length);
    this.fromOutside = new Float64Array(table.length).fill(UNKNOWN);
  }

  /** Adds up the calls between hidden and shown functions, for some rows; to be done for all before anything else. */
  addCalls(from: FunctionIndex, to: FunctionIndex): void {
    for (let row = from; row < to; row++) {
      const { start, end } = callerEdges(this.edges, row);
      for (let edge = start; edge < end; edge++) {
        const caller = this.edges.caller[edge]!;
        if (this.isHidden[caller] === this.isHidden[row]) continue;
        if (this.isHidden[row] === 0) this.inShown[caller]! += asWeight(this.edges.cumtime[edge]!);
        else if (caller < this.table.length) this.room[caller]! += this.roomOf(edge);
      }
    }
  }

  /** How much of some time from below hidden functions a shown one can have; from then on it can have less. */
  takeRoom(caller: FunctionIndex, seconds: Seconds): Seconds {
    const taken = Math.min(seconds, this.room[caller]!);
    this.room[caller]! -= taken;
    return taken;
  }

  /** The room that all shown functions have left, and that of each; nothing where it is not measured. */
  roomLeft(): { readonly all: Seconds; readonly byRow: Float64Array } {
    const byRow = this.room.map((seconds, row) => (this.isHidden[row] === 1 ? 0 : asWeight(seconds)));
    let all = 0;
    for (let row = 0; row < byRow.length; row++) all += byRow[row]!;
    return { all, byRow };
  }

  /** A function's own time, as measured for each caller; where there are only counts, by these. */
  ofOwn(row: FunctionIndex): Division {
    const { start, end } = callerEdges(this.edges, row);
    if (!this.hasTimes(start, end)) {
      return { basis: 'calls', whole: this.sumOf('calls', start, end), outside: 0, isEstimate: end - start > 1 };
    }
    const measured = this.sumOf('self', start, end);
    const whole = Math.max(this.table.tottime[row]!, measured);
    return { basis: 'self', whole, outside: whole - measured, isEstimate: false };
  }

  /** What passes through functions, by the time below; weights that are all 0 say nothing, then the next best divides. */
  ofPassing(rows: Int32Array, isInside: IsInside): Division {
    let outside = 0;
    for (const row of rows) {
      if (this.fromOutside[row] === UNKNOWN) this.fromOutside[row] = this.outside(row);
      outside += this.fromOutside[row]!;
    }
    for (const basis of ['below', 'calls', 'each'] as const) {
      const { sum, callers } = this.weigh(basis, rows, isInside);
      const whole = basis === 'below' ? sum + outside : sum;
      const isEstimate = callers === 'several' || (callers === 'one' && whole > sum);
      if (whole > 0) return { basis, whole, outside: whole - sum, isEstimate };
    }
    return { basis: 'each', whole: 0, outside: 0, isEstimate: false }; // nobody calls, or all have had enough
  }

  hasCallers(rows: Int32Array, isInside: IsInside): boolean {
    for (const row of rows) {
      const { start, end } = callerEdges(this.edges, row);
      for (let edge = start; edge < end; edge++) if (!isInside(this.edges.caller[edge]!)) return true;
    }
    return false;
  }

  /** The weight of an edge in a division. Who has no room left gets nothing of what passes through. */
  weight(basis: Basis, edge: EdgeIndex): number {
    const caller = this.edges.caller[edge]!;
    const isFull = basis !== 'self' && this.isHidden[caller] === 0 && this.room[caller]! <= 0;
    return isFull ? 0 : this.numberOf(basis, edge);
  }

  private roomOf(edge: EdgeIndex): Seconds {
    return edgeHasTimes(this.edges, edge) ? this.numberOf('below', edge) : Number.POSITIVE_INFINITY;
  }

  private numberOf(basis: Basis, edge: EdgeIndex): number {
    const { tottime, cumtime, ncalls } = this.edges;
    switch (basis) {
      case 'self':
        return asWeight(tottime[edge]!);
      case 'below':
        return edgeHasTimes(this.edges, edge) ? asWeight(cumtime[edge]! - tottime[edge]!) : 0;
      case 'calls':
        return asWeight(ncalls.values[edge]!);
      case 'each':
        return 1;
    }
  }

  private weigh(
    basis: Basis,
    rows: Int32Array,
    isInside: IsInside,
  ): { readonly sum: number; readonly callers: 'none' | 'one' | 'several' } {
    let sum = 0;
    let first = -1;
    let isSeveral = false;
    for (const row of rows) {
      const { start, end } = callerEdges(this.edges, row);
      for (let edge = start; edge < end; edge++) {
        const caller = this.edges.caller[edge]!;
        const weight = isInside(caller) ? 0 : this.weight(basis, edge);
        sum += weight;
        if (weight > 0 && first < 0) first = caller;
        if (weight > 0 && caller !== first) isSeveral = true;
      }
    }
    return { sum, callers: isSeveral ? 'several' : first < 0 ? 'none' : 'one' };
  }

  /** Time below a function in calls that have no edge, those from outside of the profile, but not in shown functions. */
  private outside(row: FunctionIndex): Seconds {
    const { start, end } = callerEdges(this.edges, row);
    if (!this.hasTimes(start, end)) return 0;
    const all = asWeight(this.table.cumtime[row]! - this.table.tottime[row]!);
    const left = all - this.sumOf('below', start, end) - this.inShown[row]!;
    return left > all * ROUNDING ? left : 0;
  }

  private hasTimes(start: EdgeIndex, end: EdgeIndex): boolean {
    for (let edge = start; edge < end; edge++) if (!edgeHasTimes(this.edges, edge)) return false;
    return true;
  }

  private sumOf(basis: Basis, start: EdgeIndex, end: EdgeIndex): number {
    let sum = 0;
    for (let edge = start; edge < end; edge++) sum += this.numberOf(basis, edge);
    return sum;
  }
}

/** Only a hand-made dump has other numbers; none of them may become a weight. */
function asWeight(value: number): number {
  return value > 0 && value < Number.MAX_VALUE ? value : 0;
}
