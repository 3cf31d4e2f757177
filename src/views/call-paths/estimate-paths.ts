import { calleeEdges } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  edgeHasTimes,
  type ProfileTable,
  type Seconds,
} from '../../profile/profile-table.ts';
import { finish, type Steps } from '../../profile/steps.ts';
import { isOnlyCaller, ratio } from '../call-tree/split.ts';
import { fitToFunctions } from './fit-to-functions.ts';
import { LargestFirst } from './largest-first.ts';
import { type PathGraph, pathGraphSteps } from './path-graph.ts';
import type { PathNode, PathStart, PathTree } from './path-tree.ts';

export type EstimateOptions = {
  /** Paths of a smaller part of the total are no nodes: their time is in the `rest` of the one above. */
  readonly cutoff: number;
  readonly mostNodes?: number;
  /**
   * At most this many calls are looked at: where every function calls every other, few nodes are worth making, but the
   * calls are many.
   */
  readonly mostLooks?: number;
  /** The trees below nodes of another, in more detail; else that of the whole program. */
  readonly starts?: readonly PathStart[];
};

/** As many nodes cover the time of large programs to some percent, and take 0.2 s. */
const MOST_NODES = 50_000;

const LOOKS_A_NODE = 20;

/** A slice makes this many nodes: 1 to 4 ms. */
const NODES_A_SLICE = 1000;

/**
 * The paths of calls that a program may have taken, with the time on each. A dump is a graph (call-tree/call-node.ts draws two
 * programs that leave the same): what a function did for each of its callers is not in it, and an estimate is right for 31
 * to 100 % of the time, by the program. So it is marked wherever it is shown.
 *
 * From the roots down, the largest first, a function's time is shared out among what it calls as the dump has it for all its
 * calls together. A path ends where it would come back to a function on it: cycles are cut on the path and not in the
 * graph, where they would take the calls of one path away from all. Then {@link fitToFunctions}.
 */
export function estimatePaths(table: ProfileTable, options: EstimateOptions): PathTree {
  return finish(pathSteps(table, options));
}

/** {@link estimatePaths} in slices. */
export function* pathSteps(table: ProfileTable, options: EstimateOptions): Steps<PathTree> {
  const grower = new PathGrower(yield* pathGraphSteps(table), options);
  while (!grower.grow(NODES_A_SLICE)) yield;
  return yield* grower.finish();
}

/** What may become a node. */
type Candidate = {
  readonly parent: PathNode | -1;
  readonly edge: EdgeIndex | -1;
  readonly row: FunctionIndex;
  readonly seconds: Seconds;
  /** Of a root: what is known of it. */
  readonly start: PathStart | null;
};

class PathGrower {
  private readonly graph: PathGraph;
  private readonly starts: readonly PathStart[] | null;
  private readonly startOf = new Map<PathNode, PathStart>();
  private readonly total: Seconds;
  private readonly smallest: Seconds;
  private readonly mostNodes: number;
  private readonly mostLooks: number;
  private looksLeft: number;
  private length = 0;
  private unplaced = 0;
  private readonly parent: Int32Array;
  private readonly row: Int32Array;
  private readonly edge: Int32Array;
  private readonly self: Float64Array;
  private readonly rest: Float64Array;
  private readonly isKnown: Uint8Array;
  private readonly holdsAllCalls: Uint8Array;
  private readonly candidates: Candidate[] = [];
  private readonly queue = new LargestFirst();
  /** By row: the last node on whose path it was found. */
  private readonly onPathOf: Int32Array;

  constructor(graph: PathGraph, { cutoff, mostNodes = MOST_NODES, mostLooks, starts }: EstimateOptions) {
    this.graph = graph;
    this.starts = starts ?? null;
    this.total = starts === undefined ? graph.total : sumOf(starts);
    this.smallest = cutoff * this.total;
    this.mostNodes = mostNodes;
    this.mostLooks = mostLooks ?? LOOKS_A_NODE * mostNodes;
    this.looksLeft = this.mostLooks;
    this.parent = new Int32Array(mostNodes);
    this.row = new Int32Array(mostNodes);
    this.edge = new Int32Array(mostNodes);
    this.self = new Float64Array(mostNodes);
    this.rest = new Float64Array(mostNodes);
    this.isKnown = new Uint8Array(mostNodes);
    this.holdsAllCalls = new Uint8Array(mostNodes);
    this.onPathOf = new Int32Array(graph.table.length).fill(-1);
  }

  /** Makes so many nodes; true when there is nothing left to make. */
  grow(nodes: number): boolean {
    if (this.candidates.length === 0) this.plant();
    for (let left = nodes; left > 0; left--) {
      const next = this.queue.pop();
      if (next === undefined) return true;
      this.take(this.candidates[next]!);
    }
    return false;
  }

  private plant(): void {
    for (const start of this.starts ?? this.graph.roots) {
      const { row, edge, seconds } = start;
      this.offer({ parent: -1, edge, row, seconds, start });
    }
  }

  *finish(): Steps<PathTree> {
    const { graph, starts, startOf, length, total } = this;
    const [parent, row, edge] = [this.parent.slice(0, length), this.row.slice(0, length), this.edge.slice(0, length)];
    const given = {
      row,
      self: this.self.slice(0, length),
      rest: this.rest.slice(0, length),
      unplaced: this.unplaced,
      isKnown: this.isKnown.slice(0, length),
    };
    const fitted = yield* fitToFunctions(given, graph.tottime, { total, isWhole: starts === null });
    return {
      table: graph.table,
      length,
      parent,
      row,
      edge,
      ...fitted,
      inclusive: inclusiveTimes(parent, fitted),
      holdsAllCalls: this.holdsAllCalls.slice(0, length),
      startOf,
      looks: this.mostLooks - this.looksLeft,
      total,
    };
  }

  private offer(candidate: Candidate): void {
    if (candidate.seconds < this.smallest || candidate.seconds === 0) this.leaveOut(candidate);
    else this.queue.push(this.candidates.push(candidate) - 1, candidate.seconds);
  }

  private leaveOut({ parent, seconds }: Candidate): void {
    if (parent < 0) this.unplaced += seconds;
    else this.rest[parent]! += seconds;
  }

  private take(candidate: Candidate): void {
    if (this.length === this.mostNodes) {
      this.leaveOut(candidate);
      return;
    }
    const node = this.length++;
    this.parent[node] = candidate.parent;
    this.row[node] = candidate.row;
    this.edge[node] = candidate.edge;
    this.mark(node, candidate.start);
    if (this.looksLeft > 0) this.shareOut(node, candidate);
    else this.shareBlindly(node, candidate);
  }

  /** What is known of a path; the rules are those of the tree screen. */
  private mark(node: PathNode, start: PathStart | null): void {
    const { isKnown, holdsAllCalls, graph } = this;
    const [parent, row, edge] = [this.parent[node]!, this.row[node]!, this.edge[node]!];
    if (start !== null) {
      this.startOf.set(node, start);
      holdsAllCalls[node] = start.holdsAllCalls ? 1 : 0;
      isKnown[node] = start.isKnown ? 1 : 0;
      return;
    }
    if (holdsAllCalls[parent] === 0 || graph.table.kind === 'sampled') return;
    const isOnly = isOnlyWay(graph.table, row, edge);
    const hasOwnTime = graph.isCyclic[row] === 0 && edgeHasTimes(graph.table.edges(), edge);
    holdsAllCalls[node] = isOnly ? 1 : 0;
    isKnown[node] = isOnly || hasOwnTime ? 1 : 0;
  }

  private shareOut(node: PathNode, { row, edge, seconds }: Candidate): void {
    const { callees, edgeCumtime } = this.graph;
    const calls = calleeEdges(callees, row);
    this.findPath(node);
    this.looksLeft -= calls.length;
    let below = 0;
    for (const call of calls) if (this.mayFollow(node, call)) below += edgeCumtime[call]!;
    const self = this.knownTime(node) ?? (below === 0 ? seconds : seconds * this.ownPart(row, edge, below));
    this.self[node] = self;
    if (below === 0) return;
    for (const call of calls) {
      if (!this.mayFollow(node, call)) continue;
      const part = Math.max(0, seconds - self) * (edgeCumtime[call]! / below);
      this.offer({ parent: node, edge: call, row: callees.callee[call]!, seconds: part, start: null });
    }
  }

  /** No calls are looked at any more: what is not the function's own is left out. */
  private shareBlindly(node: PathNode, { row, seconds }: Candidate): void {
    const self = this.knownTime(node) ?? seconds * ratio(this.graph.tottime[row]!, this.graph.cumtime[row]!);
    this.self[node] = self;
    this.rest[node] = Math.max(0, seconds - self);
  }

  /** What a function took itself on a path, where the dump has it. */
  private knownTime(node: PathNode): Seconds | null {
    if (this.isKnown[node] === 0) return null;
    const { tottime, edgeTottime } = this.graph;
    return this.holdsAllCalls[node] === 1 ? tottime[this.row[node]!]! : edgeTottime[this.edge[node]!]!;
  }

  /** The part of its time on a path that a function takes itself. In cycles cumtimes overlap, so what it calls is the measure. */
  private ownPart(row: FunctionIndex, edge: EdgeIndex | -1, below: Seconds): number {
    const { isCyclic, tottime, cumtime, edgeTottime, edgeCumtime } = this.graph;
    if (isCyclic[row] === 1) return ratio(tottime[row]!, tottime[row]! + below);
    return edge < 0 ? ratio(tottime[row]!, cumtime[row]!) : ratio(edgeTottime[edge]!, edgeCumtime[edge]!);
  }

  /** Marks the functions of the path that can come again: those above in the same part, without a gap. */
  private findPath(node: PathNode): void {
    const { partOf } = this.graph;
    const part = partOf[this.row[node]!]!;
    let at = node;
    let root = node;
    for (; at >= 0 && partOf[this.row[at]!] === part; at = this.parent[at]!) {
      this.findOnPath(this.row[at]!, node);
      root = at;
    }
    if (at >= 0) return;
    for (const row of this.startOf.get(root)!.above.toReversed()) {
      if (partOf[row] !== part) return;
      this.findOnPath(row, node);
    }
  }

  private findOnPath(row: FunctionIndex, node: PathNode): void {
    this.onPathOf[row] = node;
    this.looksLeft--;
  }

  private mayFollow(node: PathNode, call: EdgeIndex): boolean {
    return this.onPathOf[this.graph.callees.callee[call]!] !== node;
  }
}

/** Two callers at most are looked at: the function itself may be one. */
function isOnlyWay(table: ProfileTable, row: FunctionIndex, edge: EdgeIndex): boolean {
  const { start, end } = callerEdges(table.edges(), row);
  return end - start <= 2 && isOnlyCaller(table, row, edge);
}

function sumOf(starts: readonly PathStart[]): Seconds {
  return starts.reduce((sum, { seconds }) => sum + seconds, 0);
}

function inclusiveTimes(parent: Int32Array, { self, rest }: Pick<PathTree, 'self' | 'rest'>): Float64Array {
  const inclusive = self.map((seconds, node) => seconds + rest[node]!);
  for (let node = inclusive.length - 1; node >= 0; node--) {
    if (parent[node]! >= 0) inclusive[parent[node]!]! += inclusive[node]!;
  }
  return inclusive;
}
