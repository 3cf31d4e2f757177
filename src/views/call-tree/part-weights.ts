import { calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  edgeHasTimes,
  type NumberColumns,
  type ProfileTable,
} from '../../profile/profile-table.ts';
import { type Steps, sliceCounter } from '../../profile/steps.ts';
import { isRecursive } from '../chain.ts';
import type { ConnectedParts } from '../connected-parts.ts';
import type { SplicedRoots } from './spliced-roots.ts';
import { ratio } from './split.ts';

/** Some hidden functions that call each other, or a single one: the place in {@link PartWeights}. */
export type Part = number;

/** A slice looks at this many functions and calls. */
const LOOKS_A_SLICE = 1 << 14;

const UNKNOWN = 0;
const YES = 1;
const NO = 2;

const MANY = -2;
export const NOBODY = -1;

/** What goes through each part of hidden functions: what the calls of it are shares of, and where they come from. */
export class PartWeights {
  /** -1 for a shown function. */
  readonly partOf: Int32Array;
  /** By part: the shown function that all its calls come from, or a number below 0. */
  readonly onlyCaller: Int32Array;
  private readonly table: ProfileTable;
  private readonly order: Int32Array;
  private readonly start: Uint32Array;
  /** By part: what the calls of it are shares of, and how much of that comes from outside. */
  readonly whole: Float64Array;
  readonly outside: Float64Array;
  /** By part: whether it calls a shown function, or leads to one that does. */
  readonly leadsOn: Uint8Array;
  /** By part: all shares, those of calls that lie inside of others among them: 1 without recursion. */
  readonly together: Float64Array;
  /** By part: whether calls are counted, for lack of times. */
  private readonly isCounted: Uint8Array;

  private readonly isSliceFull: (looks: number) => boolean = sliceCounter(LOOKS_A_SLICE);
  private readonly roots: SplicedRoots;
  /** By row, once asked for: whether it is called by hidden functions of its circle only. */
  private readonly insides: Uint8Array;

  constructor(table: ProfileTable, { order, partOf, start, count }: ConnectedParts, roots: SplicedRoots) {
    this.table = table;
    this.roots = roots;
    this.order = order;
    this.partOf = partOf;
    this.start = start;
    this.onlyCaller = new Int32Array(count).fill(NOBODY);
    this.whole = new Float64Array(count);
    this.outside = new Float64Array(count);
    this.isCounted = new Uint8Array(count);
    this.leadsOn = new Uint8Array(count);
    this.together = new Float64Array(count);
    this.insides = new Uint8Array(table.length);
  }

  /** Looks at all parts, in slices; to be done before anything else. */
  *weighAll(): Steps<void> {
    const count = this.whole.length;
    for (let part = 0; part < count; part++) yield* this.weigh(part);
    for (let part = count - 1; part >= 0; part--) yield* this.lookAhead(part);
  }

  /** Whether a function and the calls of it, which were just looked at, are the last of a slice. */
  endsSlice(row: FunctionIndex): boolean {
    const { start } = this.table.edges();
    return this.isSliceFull(1 + start[row + 1]! - start[row]!);
  }

  rowsOf(part: Part): Int32Array {
    return this.order.subarray(this.start[part], this.start[part + 1]);
  }

  /** The part that an edge comes from; -1 for a shown caller, or one without a row. */
  partOfCaller(edge: EdgeIndex): Part {
    return this.partOf[this.table.edges().caller[edge]!] ?? NOBODY;
  }

  /** How much of the time below a part is for a call of it. */
  shareBelow(part: Part, edge: EdgeIndex): number {
    const edges = this.table.edges();
    return ratio(this.isCounted[part] === 1 ? edges.ncalls.values[edge]! : timeBelow(edges, edge), this.whole[part]!);
  }

  private *weigh(part: Part): Steps<void> {
    const { into, hasTimes } = yield* this.sumCalls(part);
    const { time, calls, out } = yield* this.leftOver(part);
    if (calls > 0) this.onlyCaller[part] = joined(this.onlyCaller[part]!, MANY);
    const whole = this.isRecursion(part) ? into.outermost + time : Math.max(into.time + time, out);
    const isCounted = !hasTimes || whole === 0;
    this.isCounted[part] = isCounted ? 1 : 0;
    this.whole[part] = isCounted ? into.calls + calls : whole;
    this.outside[part] = isCounted ? calls : time;
  }

  /** What the parts that it calls are is known by then. */
  private *lookAhead(part: Part): Steps<void> {
    const index = calleeIndex(this.table);
    for (const row of this.rowsOf(part)) {
      for (let at = index.start[row]!; at < index.start[row + 1]! && this.leadsOn[part] === 0; at++) {
        const callee = this.partOf[index.callee[index.edge[at]!]!]!;
        if (callee < 0 || this.leadsOn[callee] === 1) this.leadsOn[part] = 1;
      }
    }
    let together = ratio(this.outside[part]!, this.whole[part]!);
    const edges = this.table.edges();
    for (const row of this.rowsOf(part)) {
      const { start, end } = callerEdges(edges, row);
      for (let edge = start; edge < end; edge++) {
        if (this.partOfCaller(edge) !== part) together += this.shareBelow(part, edge);
      }
      if (this.endsSlice(row)) yield;
    }
    this.together[part] = together;
  }

  /** The calls of a part by others, added up; `outermost`: what of their time does not lie inside of other calls. */
  private *sumCalls(
    part: Part,
  ): Steps<{ into: { time: number; outermost: number; calls: number }; hasTimes: boolean }> {
    const edges = this.table.edges();
    const into = { time: 0, outermost: 0, calls: 0 };
    let hasTimes = true;
    for (const row of this.rowsOf(part)) {
      let outermost = 0;
      const { start, end } = callerEdges(edges, row);
      for (let edge = start; edge < end; edge++) {
        if (this.partOfCaller(edge) === part) continue;
        hasTimes &&= edgeHasTimes(edges, edge);
        into.time += timeBelow(edges, edge);
        if (!this.isCalledFrom(part, edges.caller[edge]!)) outermost += timeBelow(edges, edge);
        into.calls += positive(edges.ncalls.values[edge]!);
        this.onlyCaller[part] = joined(this.onlyCaller[part]!, this.callerOf(edge));
      }
      into.outermost += Math.min(outermost, timeBelow(this.table, row));
      if (this.endsSlice(row)) yield;
    }
    return { into, hasTimes };
  }

  /** Whether a function is called by hidden ones only, those of the part among them: its calls of it lie inside of others. */
  private isCalledFrom(part: Part, row: FunctionIndex): boolean {
    const { isRoot, circleOf } = this.roots;
    if (circleOf[row] !== circleOf[this.order[this.start[part]!]!] || isRoot[row] === 1) return false;
    if (this.insides[row] === UNKNOWN) this.insides[row] = this.hasOnlyHiddenCallers(row) ? YES : NO;
    return this.insides[row] === YES;
  }

  /** Whether all callers of a function are hidden ones of its circle. */
  private hasOnlyHiddenCallers(row: FunctionIndex): boolean {
    const { caller } = this.table.edges();
    const { circleOf } = this.roots;
    const { start, end } = callerEdges(this.table.edges(), row);
    for (let edge = start; edge < end; edge++) {
      const other = caller[edge]!;
      if (!(this.partOf[other]! >= 0 && circleOf[other] === circleOf[row])) return false;
    }
    return true;
  }

  /** Whether calls of it lie inside of each other. */
  isRecursion(part: Part): boolean {
    const first = this.start[part]!;
    return this.start[part + 1]! - first > 1 || isRecursive(this.table, this.order[first]!);
  }

  private callerOf(edge: EdgeIndex): FunctionIndex {
    const part = this.partOfCaller(edge);
    return part < 0 ? this.table.edges().caller[edge]! : this.onlyCaller[part]!;
  }

  /** What of the functions of a part no call of the profile accounts for, and the time in the others that they call. */
  private *leftOver(part: Part): Steps<{ time: number; calls: number; out: number }> {
    const sum = { time: 0, calls: 0, out: 0 };
    const isRecursion = this.isRecursion(part);
    for (const row of this.rowsOf(part)) {
      if (this.endsSlice(row)) yield;
      const into = this.sumCallsOf(row);
      const below = this.sumCallsBy(row, part);
      const calls = positive(this.table.ncalls.values[row]!) - into.calls;
      const whole = timeBelow(this.table, row);
      const time = whole - below.roots - (isRecursion ? 0 : into.time);
      sum.out += below.others;
      if (calls <= 0 && isRecursion) continue; // then its time lies inside of that of others
      sum.calls += positive(calls);
      sum.time += time > ROUNDING * whole ? time : 0;
    }
    return sum;
  }

  private sumCallsOf(row: FunctionIndex): { time: number; calls: number } {
    const edges = this.table.edges();
    const { start, end } = callerEdges(edges, row);
    const sum = { time: 0, calls: 0 };
    for (let edge = start; edge < end; edge++) {
      sum.time += timeBelow(edges, edge);
      sum.calls += positive(edges.ncalls.values[edge]!);
    }
    return sum;
  }

  /** The time of a function in roots, and in what is no root and of no part of its own. */
  private sumCallsBy(row: FunctionIndex, part: Part): { roots: number; others: number } {
    const { cumtime } = this.table.edges();
    const index = calleeIndex(this.table);
    const sum = { roots: 0, others: 0 };
    for (let at = index.start[row]!; at < index.start[row + 1]!; at++) {
      const edge = index.edge[at]!;
      const callee = index.callee[edge]!;
      if (this.roots.isRoot[callee] === 1) sum.roots += positive(cumtime[edge]!);
      else if (this.partOf[callee] !== part) sum.others += positive(cumtime[edge]!);
    }
    return sum;
  }
}

/** A part of a time that is smaller than this is rounding. */
const ROUNDING = 1e-9;

/** What calls took in what they called: that is what is divided. */
function timeBelow({ tottime, cumtime }: NumberColumns, at: number): number {
  return positive(cumtime[at]! - tottime[at]!);
}

/** Only a hand-made dump has other numbers; none of them may become a weight. */
function positive(value: number): number {
  return value > 0 && value < Number.MAX_VALUE ? value : 0;
}

/** The one of two that are the same, or of which one is nobody. */
function joined(a: FunctionIndex, b: FunctionIndex): FunctionIndex {
  if (a === NOBODY) return b;
  return b === NOBODY || a === b ? a : MANY;
}
