import type { FunctionIndex } from '../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  edgeHasTimes,
  type ProfileTable,
  type Seconds,
} from '../profile/profile-table.ts';
import type { Steps } from '../select/steps.ts';
import { type ConnectedParts, connectedParts } from './connected-parts.ts';

/**
 * Where the self time of hidden functions goes. For every profile whose times are finite,
 *
 *     tottime of the shown rows + sum of `charged` + `remainder` = tottime of all rows      (but for rounding)
 */
export type HiddenCharges = {
  /** Seconds by row: what a shown function gets from hidden ones that it called, directly or through other hidden ones. */
  readonly charged: Float64Array;
  /** How much of `charged` is estimated. */
  readonly estimated: Float64Array;
  /** Self time that no shown function called for: that of the program's start, above all. */
  readonly remainder: Seconds;
};

const PARTS_A_SLICE = 1 << 12;

/**
 * Charges the self time of hidden functions to the nearest shown callers.
 *
 * A hidden function's own time goes to its callers as its edges say: cProfile measures it for each of them. What it got
 * from hidden functions below is not measured by caller; it is divided in the proportion of `cumtime - tottime` of the
 * edges, the time below the function for each caller. With one caller that is exact, with several an estimate: one of
 * them may have caused all of it. (gprof makes the same assumption, for all time.) Functions that call each other are
 * one function to the division, as a cycle is to gprof. Where edges have no times, counts of calls divide all.
 *
 * Time of calls from outside of the profile, as far as the dump tells it, and from callers without a row is charged to
 * nobody: it is the remainder.
 */
export function* chargeHidden(table: ProfileTable, isHidden: Uint8Array): Steps<HiddenCharges> {
  const edges = table.edges();
  yield;
  const parts = yield* connectedParts(edges, isHidden);
  const charging = new Charging(table, edges, isHidden, parts);
  let end = parts.order.length;
  for (let part = parts.count - 1; part >= 0; part--) {
    let start = end;
    while (start > 0 && parts.partOf[parts.order[start - 1]!] === part) start--;
    charging.chargePart(part, parts.order.subarray(start, end));
    end = start;
    if (part % PARTS_A_SLICE === 0) yield;
  }
  return charging.result();
}

/** By which number of the edges time is divided. */
type Basis = 'self' | 'below' | 'calls' | 'each';

/** How what passes through a part is divided: the sum of the weights, with that of the calls from outside. */
type Division = { readonly basis: Basis; readonly whole: number; readonly isEstimate: boolean };

/** Smaller parts than this are roundings: the times of a dump are sums of floats. */
const ROUNDING = 1e-6;

class Charging {
  private readonly table: ProfileTable;
  private readonly edges: EdgeTable;
  private readonly isHidden: Uint8Array;
  private readonly partOf: Int32Array;
  private readonly charged: Float64Array;
  private readonly estimated: Float64Array;
  /** Seconds by part: what came from hidden functions below it and still has to go on. */
  private readonly passing: Float64Array;
  private readonly passingEstimated: Float64Array;
  private remainder: Seconds = 0;

  constructor(table: ProfileTable, edges: EdgeTable, isHidden: Uint8Array, { partOf, count }: ConnectedParts) {
    this.table = table;
    this.edges = edges;
    this.isHidden = isHidden;
    this.partOf = partOf;
    this.charged = new Float64Array(table.length);
    this.estimated = new Float64Array(table.length);
    this.passing = new Float64Array(count);
    this.passingEstimated = new Float64Array(count);
  }

  result(): HiddenCharges {
    return { charged: this.charged, estimated: this.estimated, remainder: this.remainder };
  }

  /** The part's callees must have been charged before. */
  chargePart(part: number, rows: Int32Array): void {
    for (const row of rows) this.chargeOwn(row);
    this.chargePassing(part, rows);
  }

  /** A function's own time, to its callers as measured. */
  private chargeOwn(row: FunctionIndex): void {
    const own = this.table.tottime[row]!;
    const { start, end } = callerEdges(this.edges, row);
    if (!(own > 0) || own === Number.POSITIVE_INFINITY) {
      this.remainder += own; // a hand-made dump, or nothing
      return;
    }
    const basis = this.hasTimes(start, end) ? 'self' : 'calls';
    const measured = this.sumOf(basis, start, end);
    const whole = basis === 'self' ? Math.max(own, measured) : measured;
    const isEstimate = basis === 'calls' && end - start > 1;
    let left = own;
    for (let edge = start; edge < end && whole > 0; edge++) {
      const share = (own * this.weight(basis, edge)) / whole;
      left -= share;
      this.give(this.edges.caller[edge]!, share, isEstimate ? share : 0);
    }
    this.remainder += left;
  }

  /** What passes through a part, to the callers outside of it. */
  private chargePassing(part: number, rows: Int32Array): void {
    const amount = this.passing[part]!;
    if (amount === 0) return;
    const { basis, whole, isEstimate } = this.divisionOf(part, rows);
    const estimatedShare = isEstimate ? 1 : this.passingEstimated[part]! / amount;
    let left = amount;
    for (const row of rows) {
      const { start, end } = callerEdges(this.edges, row);
      for (let edge = start; edge < end; edge++) {
        const caller = this.edges.caller[edge]!;
        if (this.partOf[caller] === part) continue;
        const share = (amount * this.weight(basis, edge)) / whole;
        left -= share;
        this.give(caller, share, share * estimatedShare);
      }
    }
    this.remainder += left;
  }

  /** By the time below; weights that are all 0 say nothing, then the next best number divides. */
  private divisionOf(part: number, rows: Int32Array): Division {
    const outside = rows.reduce((sum, row) => sum + this.outside(row), 0);
    for (const basis of ['below', 'calls', 'each'] as const) {
      const { sum, callers } = this.weigh(basis, part, rows);
      if (basis === 'below' && outside > 0) return { basis, whole: sum + outside, isEstimate: callers !== 'none' };
      if (sum > 0) return { basis, whole: sum, isEstimate: callers === 'several' };
    }
    return { basis: 'each', whole: 1, isEstimate: false }; // nobody calls
  }

  private weigh(basis: Basis, part: number, rows: Int32Array): { sum: number; callers: 'none' | 'one' | 'several' } {
    let sum = 0;
    let first = -1;
    let isSeveral = false;
    for (const row of rows) {
      const { start, end } = callerEdges(this.edges, row);
      for (let edge = start; edge < end; edge++) {
        const caller = this.edges.caller[edge]!;
        const weight = this.partOf[caller] === part ? 0 : this.weight(basis, edge);
        sum += weight;
        if (weight > 0 && first < 0) first = caller;
        if (weight > 0 && caller !== first) isSeveral = true;
      }
    }
    return { sum, callers: isSeveral ? 'several' : first < 0 ? 'none' : 'one' };
  }

  /** Time below a function in calls that have no edge: those from outside of the profile. */
  private outside(row: FunctionIndex): Seconds {
    const { start, end } = callerEdges(this.edges, row);
    if (!this.hasTimes(start, end)) return 0;
    const all = finite(this.table.cumtime[row]! - this.table.tottime[row]!);
    const left = all - this.sumOf('below', start, end);
    return left > all * ROUNDING ? left : 0;
  }

  private give(caller: FunctionIndex, seconds: Seconds, estimated: Seconds): void {
    if (caller >= this.table.length) {
      this.remainder += seconds;
    } else if (this.isHidden[caller] === 1) {
      this.passing[this.partOf[caller]!]! += seconds;
      this.passingEstimated[this.partOf[caller]!]! += estimated;
    } else {
      this.charged[caller]! += seconds;
      this.estimated[caller]! += estimated;
    }
  }

  private hasTimes(start: EdgeIndex, end: EdgeIndex): boolean {
    for (let edge = start; edge < end; edge++) if (!edgeHasTimes(this.edges, edge)) return false;
    return true;
  }

  private sumOf(basis: Basis, start: EdgeIndex, end: EdgeIndex): number {
    let sum = 0;
    for (let edge = start; edge < end; edge++) sum += this.weight(basis, edge);
    return sum;
  }

  private weight(basis: Basis, edge: EdgeIndex): number {
    const { tottime, cumtime, ncalls } = this.edges;
    switch (basis) {
      case 'self':
        return finite(tottime[edge]!);
      case 'below':
        return edgeHasTimes(this.edges, edge) ? finite(cumtime[edge]! - tottime[edge]!) : 0;
      case 'calls':
        return finite(ncalls.values[edge]!);
      case 'each':
        return 1;
    }
  }
}

/** Only a hand-made dump has other numbers; none of them may become a weight. */
function finite(value: number): number {
  return value > 0 && value < Number.MAX_VALUE ? value : 0;
}
