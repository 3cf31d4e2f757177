import { type CalleeIndex, calleeEdges, calleeSteps } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex, EdgeTable, ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { inSlices, type Steps } from '../../profile/steps.ts';
import { programRootSteps } from '../call-tree/starting-rows.ts';
import { connectedParts } from '../connected-parts.ts';
import { recentSteps } from '../recent-steps.ts';
import { type EdgeTimes, edgeTimeSteps, usableTime } from './edge-times.ts';
import type { PathStart } from './path-tree.ts';

/** What a dump says of calls, made ready for walking down. Times below zero, nan and inf are 0 here. */
export type PathGraph = EdgeTimes & {
  readonly table: ProfileTable;
  readonly callees: CalleeIndex;
  readonly tottime: Float64Array;
  readonly cumtime: Float64Array;
  /** Functions that call each other, by whatever way round, are one part; only they can come twice on a path. */
  readonly partOf: Int32Array;
  readonly isCyclic: Uint8Array;
  /** The sum of all tottimes, and of what the roots tell. */
  readonly total: Seconds;
  /** Where paths begin; what others call too has only the time there that none of them tells. */
  readonly roots: readonly PathStart[];
};

const recentGraphs = recentSteps<PathGraph>(1);

/** Made once for a table, in slices. */
export function pathGraphSteps(table: ProfileTable): Steps<PathGraph> {
  return recentGraphs(table, 'graph', () => buildGraph(table));
}

function* buildGraph(table: ProfileTable): Steps<PathGraph> {
  const callees = yield* calleeSteps(table);
  const tottime = table.tottime.map(usableTime);
  const cumtime = table.cumtime.map(usableTime);
  yield;
  const { partOf, isCyclic } = yield* findCycles(table.edges(), table.length);
  const times = { tottime, cumtime, ...(yield* edgeTimeSteps(table)), isCyclic };
  const total = tottime.reduce((sum, seconds) => sum + seconds, 0);
  return { table, callees, ...times, partOf, total, roots: yield* findRoots(table, { ...times, callees }, total) };
}

function* findCycles(edges: EdgeTable, rows: number): Steps<Pick<PathGraph, 'partOf' | 'isCyclic'>> {
  const { order, start, partOf, count } = yield* connectedParts(edges, new Uint8Array(rows).fill(1));
  const isCyclic = new Uint8Array(rows);
  yield* inSlices(count, (from, to) => {
    for (let part = from; part < to; part++) {
      if (start[part + 1]! - start[part]! === 1) continue;
      for (const row of order.subarray(start[part], start[part + 1])) isCyclic[row] = 1;
    }
  });
  yield* inSlices(rows, (from, to) => {
    for (let row = from; row < to; row++) {
      for (let edge = edges.start[row]!; edge < edges.start[row + 1]!; edge++) {
        if (edges.caller[edge] === row) isCyclic[row] = 1;
      }
    }
  });
  return { partOf, isCyclic };
}

/** Less than this part of the total is rounding. */
const ROUNDING = 1e-9;

/**
 * The roots of the program, and each function that took longer than all that call it tell: it was also called from
 * outside of the profile. The times add up to the total, which cumtimes alone need not: those of functions that overlap
 * in one key of the dump make them more (1.0504 s of 1.0071 s in one of a shop program under Python 3.11).
 */
function* findRoots(
  table: ProfileTable,
  graph: Pick<PathGraph, 'cumtime' | 'edgeCumtime' | 'isCyclic' | 'callees'>,
  total: Seconds,
): Steps<readonly PathStart[]> {
  const { cumtime } = graph;
  const starting = (yield* programRootSteps(table)).rows;
  const isRoot = new Uint8Array(table.length);
  for (const row of starting) isRoot[row] = 1;
  const roots = Array.from(starting, (row) => startAt(row, cumtime[row]! || timeOfCalls(graph, row), true));
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (graph.isCyclic[row] === 1 || isRoot[row] === 1) continue;
      const seconds = cumtime[row]! - toldByCallers(table, row, graph.edgeCumtime);
      if (seconds > ROUNDING * total) roots.push(startAt(row, seconds, false));
    }
  });
  const sum = roots.reduce((all, { seconds }) => all + seconds, 0);
  return sum === 0 ? [] : roots.map((root) => ({ ...root, seconds: (root.seconds / sum) * total }));
}

/** What a function called took: pure-Python `profile` leaves no time, or less than none, to the row that it starts in. */
function timeOfCalls(
  { callees, edgeCumtime }: Pick<PathGraph, 'callees' | 'edgeCumtime'>,
  row: FunctionIndex,
): Seconds {
  return calleeEdges(callees, row).reduce((sum, edge) => sum + edgeCumtime[edge]!, 0);
}

/** A path that begins with a function. `isWhole`: with all its calls. */
export function startAt(row: FunctionIndex, seconds: Seconds, isWhole: boolean): PathStart {
  return { row, edge: -1, seconds, isKnown: isWhole, holdsAllCalls: isWhole, above: [] };
}

/** A caller without a row is on no path. */
function toldByCallers(table: ProfileTable, row: FunctionIndex, edgeCumtime: Float64Array): Seconds {
  const edges = table.edges();
  let sum = 0;
  for (let edge: EdgeIndex = edges.start[row]!; edge < edges.start[row + 1]!; edge++) {
    if (edges.caller[edge]! < table.length) sum += edgeCumtime[edge]!;
  }
  return sum;
}
