import type { FunctionIndex } from '../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  edgeHasTimes,
  type ProfileTable,
  type Seconds,
} from '../profile/profile-table.ts';
import { asWeight, type HiddenCalls, type HiddenPlace, timeBelow } from './hidden-calls.ts';

/** By which number of the edges time is divided among callers; `below`: cumtime without tottime. */
export type Basis = 'self' | 'below' | 'calls' | 'each';

/** How time is divided: `whole` is the sum of the weights, with `outside`, that of the calls from outside. */
export type Division = {
  readonly basis: Basis;
  readonly whole: number;
  readonly outside: number;
  readonly isEstimate: boolean;
};

/** Smaller parts than this are roundings: the times of a dump are sums of floats. */
const ROUNDING = 1e-6;

const UNKNOWN = -1;

/** What the edges of a profile say about whose time the time of a hidden function is. */
export class ChargeWeights {
  private readonly table: ProfileTable;
  private readonly edges: EdgeTable;
  private readonly isHidden: Uint8Array;
  private readonly calls: HiddenCalls;
  /** Seconds by row: what a hidden function spent in shown ones. */
  private readonly inShown: Float64Array;
  /** Seconds by row: what still may be below the hidden functions that a shown one called. */
  readonly room: Float64Array;
  /** By place, once asked for: circles ask for the same functions in each round. */
  private readonly fromOutside: Float64Array;

  constructor(table: ProfileTable, edges: EdgeTable, isHidden: Uint8Array, calls: HiddenCalls) {
    this.table = table;
    this.edges = edges;
    this.isHidden = isHidden;
    this.calls = calls;
    this.inShown = new Float64Array(table.length);
    this.room = new Float64Array(table.length);
    this.fromOutside = new Float64Array(calls.rows.length).fill(UNKNOWN);
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

  /** The room that a shown function has left; nothing where it is not measured, or hidden. */
  roomLeft(row: FunctionIndex): Seconds {
    return this.isHidden[row] === 1 ? 0 : asWeight(this.room[row]!);
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

  /**
   * What passes through functions that stand side by side, by the time below; weights that are all 0 say nothing, then the
   * next best divides.
   */
  ofPassing(from: HiddenPlace, to: HiddenPlace): Division {
    let outside = 0;
    for (let place = from; place < to; place++) outside += this.outsideOf(place);
    for (const basis of ['below', 'calls', 'each'] as const) {
      const { sum, callers } = this.weigh(basis, from, to);
      const whole = basis === 'below' ? sum + outside : sum;
      const isEstimate = callers === 'several' || (callers === 'one' && whole > sum);
      if (whole > 0) return { basis, whole, outside: whole - sum, isEstimate };
    }
    return { basis: 'each', whole: 0, outside: 0, isEstimate: false }; // nobody calls, or all have had enough
  }

  /** Whether any other function calls them. */
  hasCallers(from: HiddenPlace, to: HiddenPlace): boolean {
    const { start, caller } = this.calls;
    for (let call = start[from]!; call < start[to]!; call++)
      if (caller[call]! < from || caller[call]! >= to) return true;
    return false;
  }

  /** The weight of a call in a division. Who has no room left gets nothing of what passes through. */
  weight(basis: Basis, place: HiddenPlace, call: number): number {
    const caller = this.calls.caller[call]!;
    if (basis !== 'self' && caller < 0 && this.isFull(~caller)) return 0;
    if (basis === 'below') return this.calls.below[call]!;
    return this.numberOf(basis, this.calls.firstEdge[place]! + call - this.calls.start[place]!);
  }

  private isFull(shown: FunctionIndex): boolean {
    return shown < this.room.length && this.room[shown]! <= 0;
  }

  private roomOf(edge: EdgeIndex): Seconds {
    return edgeHasTimes(this.edges, edge) ? timeBelow(this.edges, edge) : Number.POSITIVE_INFINITY;
  }

  private numberOf(basis: Exclude<Basis, 'below'>, edge: EdgeIndex): number {
    if (basis === 'self') return asWeight(this.edges.tottime[edge]!);
    return basis === 'calls' ? asWeight(this.edges.ncalls.values[edge]!) : 1;
  }

  private weigh(
    basis: Basis,
    from: HiddenPlace,
    to: HiddenPlace,
  ): { readonly sum: number; readonly callers: 'none' | 'one' | 'several' } {
    const { start, caller } = this.calls;
    let sum = 0;
    let first: number | null = null;
    let isSeveral = false;
    for (let place = from; place < to; place++) {
      for (let call = start[place]!; call < start[place + 1]!; call++) {
        const each = caller[call]!;
        if (each >= from && each < to) continue;
        const weight = this.weight(basis, place, call);
        if (weight === 0) continue;
        sum += weight;
        first ??= each;
        if (each !== first) isSeveral = true;
      }
    }
    return { sum, callers: isSeveral ? 'several' : first === null ? 'none' : 'one' };
  }

  /** Time below a function in calls that have no edge; asked once. */
  outsideOf(place: HiddenPlace): Seconds {
    const known = this.fromOutside[place]!;
    if (known !== UNKNOWN) return known;
    const seconds = this.outside(place);
    this.fromOutside[place] = seconds;
    return seconds;
  }

  /** Time below a function in calls that have no edge, those from outside of the profile, but not in shown functions. */
  private outside(place: HiddenPlace): Seconds {
    const row = this.calls.rows[place]!;
    const { start, end } = callerEdges(this.edges, row);
    if (!this.hasTimes(start, end)) return 0;
    const all = asWeight(this.table.cumtime[row]! - this.table.tottime[row]!);
    const left = all - this.sumBelow(place) - this.inShown[row]!;
    return left > all * ROUNDING ? left : 0;
  }

  private hasTimes(start: EdgeIndex, end: EdgeIndex): boolean {
    if (this.edges.countsOnly === null) return true;
    for (let edge = start; edge < end; edge++) if (!edgeHasTimes(this.edges, edge)) return false;
    return true;
  }

  private sumOf(basis: 'self' | 'calls', start: EdgeIndex, end: EdgeIndex): number {
    let sum = 0;
    for (let edge = start; edge < end; edge++) sum += this.numberOf(basis, edge);
    return sum;
  }

  private sumBelow(place: HiddenPlace): Seconds {
    const { start, below } = this.calls;
    let sum = 0;
    for (let call = start[place]!; call < start[place + 1]!; call++) sum += below[call]!;
    return sum;
  }
}
