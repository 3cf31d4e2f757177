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

/** When it was seen, of a row that has its part or is not marked: later than all others. */
const CLOSED = 0x7fffffff;
const NO_PART = -1;

/** A slice looks at this many rows and edges. */
const LOOKS_A_SLICE = 1 << 14;

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

/**
 * What is known of a row, side by side, since the next row is at another end of the memory: when it was first seen, from
 * 1 on; the earliest row that it is known to reach; the edges that are left.
 *
 *     row    0                       1
 *     state  seen reached next end   seen reached next end   ...
 */
const STATES = 4;
const REACHED = 1;
const NEXT = 2;
const END = 3;

class PartSearch {
  private readonly edges: EdgeTable;
  private readonly rows: number;
  private readonly state: Int32Array;
  private readonly order: Int32Array;
  private readonly start: Uint32Array;
  /** Rows without a part yet, and the path from the first row to the present one, both as places of their state. */
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
    this.rows = rows;
    this.state = new Int32Array(STATES * (rows + edges.ghosts.length));
    for (let each = 0; each < rows + edges.ghosts.length; each++) {
      if (isMarked[each] !== 1) this.state[STATES * each] = CLOSED;
    }
    this.order = new Int32Array(marked);
    this.start = new Uint32Array(marked + 1);
    this.open = new Int32Array(marked);
    this.path = new Int32Array(marked);
  }

  /** Takes about so many looks at rows and edges; true when there is nothing left to look at. */
  advance(looks: number): boolean {
    for (let left = looks; left > 0; ) {
      if (this.depth > 0) left -= this.follow(this.path[this.depth - 1]!);
      else if (this.nextRoot === this.rows) return true;
      else left -= this.enterRoot(this.nextRoot++);
    }
    return false;
  }

  *result(): Steps<ConnectedParts> {
    const { order, parts, rows } = this;
    const start = this.start.slice(0, parts + 1);
    const partOf = new Int32Array(rows).fill(NO_PART);
    yield* inSlices(parts, (from, to) => {
      for (let part = from; part < to; part++)
        for (let at = start[part]!; at < start[part + 1]!; at++) partOf[order[at]!] = part;
    });
    return { order, start, partOf, count: parts };
  }

  private enterRoot(row: number): number {
    if (this.state[STATES * row] === UNSEEN) this.enter(STATES * row);
    return 1;
  }

  /**
   * Where the callers are is read at once: a processor waits for many places together, and later for one after the other. A row
   * whose callers all have their parts is a part of its own: nearly all come to that, most of them here.
   */
  private enter(at: number): void {
    const { state, edges } = this;
    const row = at / STATES;
    const next = edges.start[row]!;
    const end = edges.start[row + 1]!;
    let all = CLOSED; // which has all bits
    for (let edge = next; edge < end; edge++) all &= state[STATES * edges.caller[edge]!]!;
    if (all === CLOSED) {
      this.close(at);
      this.endPart();
      return;
    }
    this.seen++;
    state[at] = this.seen;
    state[at + REACHED] = this.seen;
    state[at + NEXT] = next;
    state[at + END] = end;
    this.open[this.openCount++] = at;
    this.path[this.depth++] = at;
  }

  /** From a row to the next caller that is new, or back from it; returns how many edges were looked at. */
  private follow(at: number): number {
    const { state } = this;
    const { caller } = this.edges;
    const first = state[at + NEXT]!;
    const end = state[at + END]!;
    let reached = state[at + REACHED]!;
    let edge = first;
    let entered = -1;
    while (edge < end && entered < 0) {
      const other = STATES * caller[edge++]!;
      const seen = state[other]!;
      if (seen === UNSEEN) entered = other;
      else if (seen < reached) reached = seen;
    }
    state[at + NEXT] = edge;
    state[at + REACHED] = reached;
    if (entered >= 0) this.enter(entered);
    else this.leave(at);
    return edge - first + 1;
  }

  private leave(at: number): void {
    const { state } = this;
    const reached = state[at + REACHED]!;
    this.depth--;
    if (reached === state[at]!) this.closePart(at);
    if (this.depth === 0) return;
    const caller = this.path[this.depth - 1]! + REACHED;
    if (reached < state[caller]!) state[caller] = reached;
  }

  private closePart(first: number): void {
    let at: number;
    do {
      at = this.open[--this.openCount]!;
      this.close(at);
    } while (at !== first);
    this.endPart();
  }

  private close(at: number): void {
    this.state[at] = CLOSED;
    this.order[this.ordered++] = at / STATES;
  }

  private endPart(): void {
    this.parts++;
    this.start[this.parts] = this.ordered;
  }
}
