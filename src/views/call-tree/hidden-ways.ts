import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  edgeHasTimes,
  type NumberColumns,
  type ProfileTable,
} from '../../profile/profile-table.ts';
import type { Steps } from '../../profile/steps.ts';
import { isRecursive } from '../chain.ts';
import type { ConnectedParts } from '../connected-parts.ts';
import type { SplicedRoots } from './spliced-roots.ts';
import { ratio } from './split.ts';

/** Some hidden functions that call each other, or a single one: the place in {@link HiddenWays}. */
export type Part = number;

/**
 * How much of what goes through a part is for someone. `below`: of the time with all that is called: calls that lie inside of
 * each other may make more than 1 together. `own`: of the calls, and of the time of what is called itself: at most 1 together.
 */
export type Share = { readonly below: number; readonly own: number };

export const ALL: Share = { below: 1, own: 1 };

/** A slice looks at this many functions and calls. */
const LOOKS_A_SLICE = 1 << 14;

const UNKNOWN = 0;
const YES = 1;
const NO = 2;

const MANY = -2;
const NOBODY = -1;

/**
 * The ways through hidden functions. What goes through a part is shared out among those who call it by the time of their
 * calls below it, as {@link chargeHidden} does, or by their number where they have no times; so is what comes from outside of
 * the profile.
 *
 * Calls of a recursion lie inside of each other, and its cumtime is that of the outermost: so is what the calls of it are
 * shares of. Of the import machinery a module that imports others has the share of its imports, and all of them are also
 * the share of who imported that module.
 */
export class HiddenWays {
  /** -1 for a shown function. */
  readonly partOf: Int32Array;
  /** By part: the shown function that all its calls come from, or a number below 0. */
  readonly onlyCaller: Int32Array;
  private readonly table: ProfileTable;
  private readonly order: Int32Array;
  private readonly start: Uint32Array;
  /** By part: what the calls of it are shares of, and how much of that comes from outside. */
  private readonly whole: Float64Array;
  private readonly outside: Float64Array;
  /** By part: whether it calls a shown function, or leads to one that does. */
  private readonly leadsOn: Uint8Array;
  /** By part: all shares, those of calls that lie inside of others among them: 1 without recursion. */
  private readonly together: Float64Array;
  /** By part: whether calls are counted, for lack of times. */
  private readonly isCounted: Uint8Array;

  /** In the present slice. */
  private looks = 0;
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
  private endsSlice(row: FunctionIndex): boolean {
    const { start } = this.table.edges();
    this.looks += 1 + start[row + 1]! - start[row]!;
    if (this.looks < LOOKS_A_SLICE) return false;
    this.looks = 0;
    return true;
  }

  rowsOf(part: Part): Int32Array {
    return this.order.subarray(this.start[part], this.start[part + 1]);
  }

  /** The calls of a part by others. */
  *callsOf(part: Part): Generator<EdgeIndex> {
    const edges = this.table.edges();
    for (const row of this.rowsOf(part)) {
      const { start, end } = callerEdges(edges, row);
      for (let edge = start; edge < end; edge++) if (this.partOfCaller(edge) !== part) yield edge;
    }
  }

  /** The part that an edge comes from; -1 for a shown caller, or one without a row. */
  partOfCaller(edge: EdgeIndex): Part {
    return this.partOf[this.table.edges().caller[edge]!] ?? NOBODY;
  }

  /** How much of what goes through a part is for a call of it. */
  share(part: Part, edge: EdgeIndex): Share {
    const below = this.shareBelow(part, edge);
    return { below, own: below / Math.max(1, this.together[part]!) };
  }

  private shareBelow(part: Part, edge: EdgeIndex): number {
    const edges = this.table.edges();
    return ratio(this.isCounted[part] === 1 ? edges.ncalls.values[edge]! : timeBelow(edges, edge), this.whole[part]!);
  }

  /**
   * How much of what goes through each part below a function is for it; a part comes behind those that call it.
   *
   * @param closed parts that are not gone through
   */
  sharesOf(row: FunctionIndex, closed: ReadonlySet<Part>): ReadonlyMap<Part, Share> {
    const sums = new Map<Part, Share>();
    const shares = new Map<Part, Share>();
    this.passDown(row, NOBODY, ALL, sums);
    for (const part of this.partsBelow(row, closed)) {
      const isAll = this.onlyCaller[part] === row || this.partOf[row] === part;
      const share = isAll ? ALL : (sums.get(part) ?? NONE);
      shares.set(part, share);
      for (const inside of this.rowsOf(part)) this.passDown(inside, part, share, sums);
    }
    return shares;
  }

  /** How much of what goes through each part is for nobody in the profile: `below` and `own` of {@link Share}, by part. */
  *sharesOfOutside(): Steps<{ readonly below: Float64Array; readonly own: Float64Array }> {
    const below = new Float64Array(this.whole.length);
    const own = new Float64Array(this.whole.length);
    for (let part = 0; part < this.whole.length; part++) {
      const outside = ratio(this.outside[part]!, this.whole[part]!);
      below[part] = Math.min(1, below[part]! + outside);
      own[part] = Math.min(1, own[part]! + outside / Math.max(1, this.together[part]!));
      if (below[part] !== 0) yield* this.passOutside(part, below, own);
    }
    return { below, own };
  }

  /** Adds what the calls of a part are of the parts that it calls. */
  private *passOutside(from: Part, below: Float64Array, own: Float64Array): Steps<void> {
    const index = calleeIndex(this.table);
    for (const row of this.rowsOf(from)) {
      for (let at = index.start[row]!; at < index.start[row + 1]!; at++) {
        const edge = index.edge[at]!;
        const part = this.partOf[index.callee[edge]!]!;
        if (part < 0 || part === from) continue;
        const share = this.shareBelow(part, edge);
        below[part]! += below[from]! * share;
        own[part]! += own[from]! * (share / Math.max(1, this.together[part]!));
      }
      if (this.endsSlice(row)) yield;
    }
  }

  /** Adds what the calls of a function, of a part itself, are of the parts that it calls. */
  private passDown(row: FunctionIndex, from: Part, share: Share, sums: Map<Part, Share>): void {
    if (share.below === 0) return;
    const index = calleeIndex(this.table);
    for (const edge of calleeEdges(index, row)) {
      const part = this.partOf[index.callee[edge]!]!;
      if (part >= 0 && part !== from) sums.set(part, addedUp(sums.get(part), times(share, this.share(part, edge))));
    }
  }

  /** Whether a function calls a shown one, or a part that leads to one. */
  mayLeadOn(row: FunctionIndex): boolean {
    const index = calleeIndex(this.table);
    return calleeEdges(index, row).some((edge) => {
      const part = this.partOf[index.callee[edge]!]!;
      return part < 0 || this.leadsOn[part] === 1;
    });
  }

  /** The parts that a function calls, and that those call, in their order, as far as they lead to shown functions. */
  partsBelow(row: FunctionIndex, closed: ReadonlySet<Part>): readonly Part[] {
    const index = calleeIndex(this.table);
    const found = new Set<Part>();
    const look = (from: FunctionIndex): void => {
      for (const edge of calleeEdges(index, from)) {
        const part = this.partOf[index.callee[edge]!]!;
        if (part >= 0 && this.leadsOn[part] === 1 && !closed.has(part)) found.add(part);
      }
    };
    if (this.partOf[row]! >= 0) found.add(this.partOf[row]!); // a tree may start at a hidden function
    look(row);
    // a Set hands out what is added to it while one goes through it
    for (const part of found) this.rowsOf(part).forEach(look);
    return [...found].sort((a, b) => a - b);
  }

  /** The parts that call a function, and those that call them, each before those that call it. */
  partsAbove(row: FunctionIndex, closed: ReadonlySet<Part>): readonly Part[] {
    const found = new Set<Part>();
    const look = (edge: EdgeIndex): void => {
      const part = this.partOfCaller(edge);
      if (part >= 0 && !closed.has(part)) found.add(part);
    };
    const { start, end } = callerEdges(this.table.edges(), row);
    for (let edge = start; edge < end; edge++) look(edge);
    for (const part of found) for (const edge of this.callsOf(part)) look(edge);
    return [...found].sort((a, b) => b - a);
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

const NONE: Share = { below: 0, own: 0 };

function addedUp(a: Share = NONE, b: Share): Share {
  return { below: a.below + b.below, own: a.own + b.own };
}

function times(a: Share, b: Share): Share {
  return { below: a.below * b.below, own: a.own * b.own };
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
