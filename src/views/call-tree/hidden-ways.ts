import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, type ProfileTable } from '../../profile/profile-table.ts';
import type { Steps } from '../../profile/steps.ts';
import { NOBODY, type Part, type PartWeights } from './part-weights.ts';
import { ratio } from './split.ts';

/**
 * How much of what goes through a part is for someone. `below`: of the time with all that is called: calls that lie inside of
 * each other may make more than 1 together. `own`: of the calls, and of the time of what is called itself: at most 1 together.
 */
export type Share = { readonly below: number; readonly own: number };

export const ALL: Share = { below: 1, own: 1 };

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
  private readonly weights: PartWeights;
  /** By part: in which search it was found last. A `Set` of a million parts takes ten times as long. */
  private readonly foundIn: Uint32Array;
  private search = 0;
  /** By part: what has been passed down to it, `below` and `own` of its {@link Share}; 0 outside of a walk. */
  private readonly below: Float64Array;
  private readonly own: Float64Array;

  constructor(table: ProfileTable, weights: PartWeights) {
    this.table = table;
    this.weights = weights;
    this.partOf = weights.partOf;
    this.onlyCaller = weights.onlyCaller;
    this.foundIn = new Uint32Array(weights.whole.length);
    this.below = new Float64Array(weights.whole.length);
    this.own = new Float64Array(weights.whole.length);
  }

  rowsOf(part: Part): Int32Array {
    return this.weights.rowsOf(part);
  }

  /** Whether calls of it lie inside of each other. */
  isRecursion(part: Part): boolean {
    return this.weights.isRecursion(part);
  }

  /** The calls of a part by others. */
  *callsOf(part: Part): Generator<EdgeIndex> {
    const edges = this.table.edges();
    for (const row of this.rowsOf(part)) {
      const { start, end } = callerEdges(edges, row);
      for (let edge = start; edge < end; edge++) if (this.partOfCaller(edge) !== part) yield edge;
    }
  }

  partOfCaller(edge: EdgeIndex): Part {
    return this.weights.partOfCaller(edge);
  }

  /** How much of what goes through a part is for a call of it. */
  share(part: Part, edge: EdgeIndex): Share {
    const below = this.weights.shareBelow(part, edge);
    return { below, own: below / Math.max(1, this.weights.together[part]!) };
  }

  /**
   * How much of what goes through each part below a function is for it; a part comes behind those that call it.
   *
   * @param closed parts that are not gone through
   */
  eachShareOf(row: FunctionIndex, closed: ReadonlySet<Part>, take: (part: Part, share: Share) => void): void {
    const parts = this.partsBelow(row, closed);
    this.passDown(row, NOBODY, ALL);
    for (const part of parts) {
      const isAll = this.onlyCaller[part] === row || this.partOf[row] === part;
      const share = isAll ? ALL : { below: this.below[part]!, own: this.own[part]! };
      this.below[part] = 0;
      this.own[part] = 0;
      take(part, share);
      for (const inside of this.rowsOf(part)) this.passDown(inside, part, share);
    }
  }

  /** How much of what goes through each part is for nobody in the profile: `below` and `own` of {@link Share}, by part. */
  *sharesOfOutside(): Steps<{ readonly below: Float64Array; readonly own: Float64Array }> {
    const { outside, whole, together } = this.weights;
    const below = new Float64Array(whole.length);
    const own = new Float64Array(whole.length);
    for (let part = 0; part < whole.length; part++) {
      const share = ratio(outside[part]!, whole[part]!);
      below[part] = Math.min(1, below[part]! + share);
      own[part] = Math.min(1, own[part]! + share / Math.max(1, together[part]!));
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
        const share = this.weights.shareBelow(part, edge);
        below[part]! += below[from]! * share;
        own[part]! += own[from]! * (share / Math.max(1, this.weights.together[part]!));
      }
      if (this.weights.endsSlice(row)) yield;
    }
  }

  /** Adds what the calls of a function, of a part itself, are of the parts that it calls, as far as these were found. */
  private passDown(row: FunctionIndex, from: Part, share: Share): void {
    if (share.below === 0) return;
    const index = calleeIndex(this.table);
    for (let at = index.start[row]!; at < index.start[row + 1]!; at++) {
      const edge = index.edge[at]!;
      const part = this.partOf[index.callee[edge]!]!;
      if (part < 0 || part === from || this.foundIn[part] !== this.search) continue;
      const below = this.weights.shareBelow(part, edge);
      this.below[part]! += share.below * below;
      this.own[part]! += share.own * (below / Math.max(1, this.weights.together[part]!));
    }
  }

  /** Whether a function calls a shown one, or a part that leads to one. */
  mayLeadOn(row: FunctionIndex): boolean {
    const index = calleeIndex(this.table);
    return calleeEdges(index, row).some((edge) => {
      const part = this.partOf[index.callee[edge]!]!;
      return part < 0 || this.weights.leadsOn[part] === 1;
    });
  }

  /** The parts that a function calls, and that those call, in their order, as far as they lead to shown functions. */
  partsBelow(row: FunctionIndex, closed: ReadonlySet<Part>): Int32Array {
    const index = calleeIndex(this.table);
    const found: Part[] = [];
    this.search++;
    const look = (from: FunctionIndex): void => {
      for (let at = index.start[from]!; at < index.start[from + 1]!; at++) {
        const part = this.partOf[index.callee[index.edge[at]!]!]!;
        if (part >= 0 && this.weights.leadsOn[part] === 1) this.find(part, closed, found);
      }
    };
    if (this.partOf[row]! >= 0) this.find(this.partOf[row]!, NONE_CLOSED, found); // a tree may start at a hidden function
    look(row);
    for (let next = 0; next < found.length; next++) this.rowsOf(found[next]!).forEach(look);
    return Int32Array.from(found).sort();
  }

  /** The parts that call a function, and those that call them, each before those that call it. */
  partsAbove(row: FunctionIndex, closed: ReadonlySet<Part>): Int32Array {
    const edges = this.table.edges();
    const found: Part[] = [];
    this.search++;
    const look = (of: FunctionIndex): void => {
      const { start, end } = callerEdges(edges, of);
      for (let edge = start; edge < end; edge++) {
        const part = this.partOfCaller(edge);
        if (part >= 0) this.find(part, closed, found);
      }
    };
    look(row);
    for (let next = 0; next < found.length; next++) this.rowsOf(found[next]!).forEach(look);
    return Int32Array.from(found).sort().reverse();
  }

  private find(part: Part, closed: ReadonlySet<Part>, found: Part[]): void {
    if (this.foundIn[part] === this.search || closed.has(part)) return;
    this.foundIn[part] = this.search;
    found.push(part);
  }
}

const NONE_CLOSED: ReadonlySet<Part> = new Set();
