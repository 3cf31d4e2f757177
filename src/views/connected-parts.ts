import type { EdgeTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';

/**
 * The marked rows in parts: two rows are in one part if each calls the other, by way of marked rows. `order` lists the
 * rows part by part, and every part behind those that call it: part `p` is `order[start[p]]` to `order[start[p + 1] - 1]`.
 * `partOf[row]` is -1 for a row that is not marked.
 */
export type ConnectedParts = {
  readonly order: Int32Array;
  readonly start: Uint32Array;
  readonly partOf: Int32Array;
  readonly count: number;
};

const UNSEEN = 0;
const NO_PART = -1;

/** A slice looks at this many rows and edges. */
const LOOKS_A_SLICE = 1 << 15;

/**
 * Tarjan's algorithm (1972) along the callers of the marked rows, with a stack of our own: a chain of calls in a dump may
 * be of any length.
 */
export function* connectedParts(edges: EdgeTable, isMarked: Uint8Array): Steps<ConnectedParts> {
  const search = new PartSearch(edges, isMarked);
  while (!search.advance(LOOKS_A_SLICE)) yield;
  yield;
  const parts = yield* search.result();
  yield;
  return parts;
}

class PartSearch {
  private readonly edges: EdgeTable;
  private readonly isMarked: Uint8Array;
  /** When a row was first seen, from 1 on, and the earliest row that it is known to reach. */
  private readonly seenAt: Int32Array;
  private readonly reaches: Int32Array;
  private readonly nextEdge: Uint32Array;
  private readonly partOf: Int32Array;
  private readonly order: Int32Array;
  /** Rows without a part yet, and the path from the first row to the present one. */
  private readonly open: Int32Array;
  private readonly path: Int32Array;
  private openCount = 0;
  private depth = 0;
  private seen = 0;
  private ordered = 0;
  private parts = 0;
  private nextRoot = 0;

  constructor(edges: EdgeTable, isMarked: Uint8Array) {
    const rows = isMarked.length;
    let marked = 0;
    for (let row = 0; row < rows; row++) marked += isMarked[row]!;
    this.edges = edges;
    this.isMarked = isMarked;
    this.seenAt = new Int32Array(rows);
    this.reaches = new Int32Array(rows);
    this.nextEdge = edges.start.slice(0, rows);
    this.partOf = new Int32Array(rows).fill(NO_PART);
    this.order = new Int32Array(marked);
    this.open = new Int32Array(marked);
    this.path = new Int32Array(marked);
  }

  /** Takes so many looks at rows and edges; true when there is nothing left to look at. */
  advance(looks: number): boolean {
    for (let left = looks; left > 0; left--) {
      if (this.depth > 0) this.step(this.path[this.depth - 1]!);
      else if (this.nextRoot === this.isMarked.length) return true;
      else this.enterRoot(this.nextRoot++);
    }
    return false;
  }

  *result(): Steps<ConnectedParts> {
    const start = new Uint32Array(this.parts + 1);
    yield* inSlices(this.order.length, (from, to) => {
      for (let at = from; at < to; at++) start[this.partOf[this.order[at]!]! + 1]! += 1;
    });
    for (let part = 0; part < this.parts; part++) start[part + 1]! += start[part]!;
    return { order: this.order, start, partOf: this.partOf, count: this.parts };
  }

  private enterRoot(row: number): void {
    if (this.isMarked[row] === 1 && this.seenAt[row] === UNSEEN) this.enter(row);
  }

  private enter(row: number): void {
    this.seen++;
    this.seenAt[row] = this.seen;
    this.reaches[row] = this.seen;
    this.open[this.openCount++] = row;
    this.path[this.depth++] = row;
  }

  /** One edge further from a row, or back from it. */
  private step(row: number): void {
    const edge = this.nextEdge[row]!;
    if (edge < this.edges.start[row + 1]!) this.follow(row, edge);
    else this.leave(row);
  }

  private follow(row: number, edge: number): void {
    this.nextEdge[row] = edge + 1;
    const caller = this.edges.caller[edge]!;
    if (this.isMarked[caller] !== 1) return; // shown, or a ghost: undefined
    if (this.seenAt[caller] === UNSEEN) this.enter(caller);
    else if (this.partOf[caller] === NO_PART) this.reach(row, this.seenAt[caller]!);
  }

  private leave(row: number): void {
    this.depth--;
    if (this.reaches[row] === this.seenAt[row]) this.closePart(row);
    if (this.depth > 0) this.reach(this.path[this.depth - 1]!, this.reaches[row]!);
  }

  private reach(row: number, seenAt: number): void {
    if (seenAt < this.reaches[row]!) this.reaches[row] = seenAt;
  }

  private closePart(first: number): void {
    let row: number;
    do {
      row = this.open[--this.openCount]!;
      this.partOf[row] = this.parts;
      this.order[this.ordered++] = row;
    } while (row !== first);
    this.parts++;
  }
}
