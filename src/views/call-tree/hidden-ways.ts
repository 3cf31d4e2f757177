import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, type ProfileTable } from '../../profile/profile-table.ts';
import { type Steps, sliceCounter } from '../../profile/steps.ts';
import { NOBODY, type Part, type PartWeights } from './part-weights.ts';
import { ratio } from './split.ts';

/**
 * How much of what goes through a part is for someone. `below`: of the time with all that is called: calls that lie inside of
 * each other may make more than 1 together. `own`: of the calls, and of the time of what is called itself: at most 1 together.
 */
export type Share = { readonly below: number; readonly own: number };

export const ALL: Share = { below: 1, own: 1 };

/** A slice looks at this many functions and calls. */
const LOOKS_A_SLICE = 1 << 14;

/** What one walk over parts has found: columns, for a `Set` of a million parts takes ten times as long. */
type Walk = {
  /** By part: in which walk with these columns it was found last, and the number of the present one. */
  readonly foundIn: Uint32Array;
  number: number;
  /** By part: what has been passed down to it, `below` and `own` of its {@link Share}; 0 when the walk is over. */
  readonly below: Float64Array;
  readonly own: Float64Array;
};

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
  private readonly isSliceFull: (looks: number) => boolean = sliceCounter(LOOKS_A_SLICE);
  /** The columns of the last walk that came to its end: one that waits for its next slice, or was dropped, keeps its own. */
  private idle: Walk | null = null;

  constructor(table: ProfileTable, weights: PartWeights) {
    this.table = table;
    this.weights = weights;
    this.partOf = weights.partOf;
    this.onlyCaller = weights.onlyCaller;
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
  *eachShareOf(
    row: FunctionIndex,
    closed: ReadonlySet<Part>,
    take: (part: Part, hidden: FunctionIndex, share: Share) => void,
  ): Steps<void> {
    const { start } = calleeIndex(this.table);
    const walk = this.beginWalk();
    const parts = yield* this.partsBelow(walk, row, closed);
    this.passDown(walk, row, NOBODY, ALL);
    for (const part of parts) {
      const isAll = this.onlyCaller[part] === row || this.partOf[row] === part;
      const share = isAll ? ALL : { below: walk.below[part]!, own: walk.own[part]! };
      walk.below[part] = 0;
      walk.own[part] = 0;
      for (const hidden of this.rowsOf(part)) {
        take(part, hidden, share);
        this.passDown(walk, hidden, part, share);
        if (this.isSliceFull(1 + start[hidden + 1]! - start[hidden]!)) yield;
      }
    }
    this.idle = walk;
  }

  private beginWalk(): Walk {
    const count = this.weights.whole.length;
    const walk = this.idle ?? {
      foundIn: new Uint32Array(count),
      number: 0,
      below: new Float64Array(count),
      own: new Float64Array(count),
    };
    this.idle = null;
    walk.number++;
    return walk;
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
  private passDown(walk: Walk, row: FunctionIndex, from: Part, share: Share): void {
    if (share.below === 0) return;
    const index = calleeIndex(this.table);
    for (let at = index.start[row]!; at < index.start[row + 1]!; at++) {
      const edge = index.edge[at]!;
      const part = this.partOf[index.callee[edge]!]!;
      if (part < 0 || part === from || walk.foundIn[part] !== walk.number) continue;
      const below = this.weights.shareBelow(part, edge);
      walk.below[part]! += share.below * below;
      walk.own[part]! += share.own * (below / Math.max(1, this.weights.together[part]!));
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
  private *partsBelow(walk: Walk, row: FunctionIndex, closed: ReadonlySet<Part>): Steps<Int32Array> {
    const index = calleeIndex(this.table);
    const found: Part[] = [];
    const look = (from: FunctionIndex): number => {
      const end = index.start[from + 1]!;
      for (let at = index.start[from]!; at < end; at++) {
        const part = this.partOf[index.callee[index.edge[at]!]!]!;
        if (part >= 0 && this.weights.leadsOn[part] === 1) find(walk, part, closed, found);
      }
      return end - index.start[from]!;
    };
    if (this.partOf[row]! >= 0) find(walk, this.partOf[row]!, NONE_CLOSED, found); // a tree may start at a hidden function
    look(row);
    yield* this.lookAround(found, look);
    return new Int32Array(found).sort();
  }

  /** The parts that call a function, and those that call them, each before those that call it. */
  *partsAbove(row: FunctionIndex, closed: ReadonlySet<Part>): Steps<Int32Array> {
    const edges = this.table.edges();
    const walk = this.beginWalk();
    const found: Part[] = [];
    const look = (of: FunctionIndex): number => {
      const { start, end } = callerEdges(edges, of);
      for (let edge = start; edge < end; edge++) {
        const part = this.partOfCaller(edge);
        if (part >= 0) find(walk, part, closed, found);
      }
      return end - start;
    };
    look(row);
    yield* this.lookAround(found, look);
    this.idle = walk;
    return new Int32Array(found).sort().reverse();
  }

  /** Looks from all functions of the parts that were found, those that are found on the way among them. */
  private *lookAround(found: readonly Part[], look: (row: FunctionIndex) => number): Steps<void> {
    for (let next = 0; next < found.length; next++) {
      for (const row of this.rowsOf(found[next]!)) if (this.isSliceFull(1 + look(row))) yield;
    }
  }
}

function find(walk: Walk, part: Part, closed: ReadonlySet<Part>, found: Part[]): void {
  if (walk.foundIn[part] === walk.number || closed.has(part)) return;
  walk.foundIn[part] = walk.number;
  found.push(part);
}

const NONE_CLOSED: ReadonlySet<Part> = new Set();
