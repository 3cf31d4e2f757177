import { type CalleeIndex, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex, EdgeTable, ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { finish } from '../../profile/steps.ts';
import { programRoots } from '../call-tree/starting-rows.ts';
import { connectedParts } from '../connected-parts.ts';
import { recentResults } from '../recent-results.ts';
import { type EdgeTimes, edgeTimes, usableTime } from './edge-times.ts';

/** Where paths begin: a function with the time that is told from there. */
type PathRoot = {
  readonly row: FunctionIndex;
  readonly seconds: Seconds;
  /** Whether all its calls begin a path; else other functions call it too, and this is the time that none of them tells. */
  readonly holdsAllCalls: boolean;
};

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
  readonly roots: readonly PathRoot[];
};

const recentGraphs = recentResults<PathGraph>(1);

/** Made once for a table. */
export function pathGraph(table: ProfileTable): PathGraph {
  return recentGraphs(table, 'graph', () => buildGraph(table));
}

function buildGraph(table: ProfileTable): PathGraph {
  const edges = table.edges();
  const tottime = table.tottime.map(usableTime);
  const cumtime = table.cumtime.map(usableTime);
  const { partOf, isCyclic } = findCycles(edges, table.length);
  const times = { tottime, cumtime, ...edgeTimes(table), isCyclic };
  const total = tottime.reduce((sum, seconds) => sum + seconds, 0);
  return { table, callees: calleeIndex(table), ...times, partOf, total, roots: findRoots(table, times, total) };
}

function findCycles(edges: EdgeTable, rows: number): Pick<PathGraph, 'partOf' | 'isCyclic'> {
  const { order, start, partOf, count } = finish(connectedParts(edges, new Uint8Array(rows).fill(1)));
  const isCyclic = new Uint8Array(rows);
  for (let part = 0; part < count; part++) {
    if (start[part + 1]! - start[part]! === 1) continue;
    for (const row of order.subarray(start[part], start[part + 1])) isCyclic[row] = 1;
  }
  for (let row = 0; row < rows; row++) {
    for (let edge = edges.start[row]!; edge < edges.start[row + 1]!; edge++) {
      if (edges.caller[edge] === row) isCyclic[row] = 1;
    }
  }
  return { partOf, isCyclic };
}

/** Less than this part of the total is rounding. */
const ROUNDING = 1e-9;

/**
 * The roots of the program, and each function that took longer than all that call it tell: it was also called from
 * outside of the profile. The times add up to the total, which cumtimes alone need not: those of functions that overlap
 * in one key of the dump make them more (1.0504 s of 1.0071 s in one of a shop program under Python 3.11).
 */
function findRoots(
  table: ProfileTable,
  graph: Pick<PathGraph, 'cumtime' | 'edgeCumtime' | 'isCyclic'>,
  total: Seconds,
): readonly PathRoot[] {
  const { cumtime } = graph;
  const starting = [...programRoots(table).rows];
  const isRoot = new Set(starting);
  const roots = starting.map((row): PathRoot => ({ row, seconds: cumtime[row]!, holdsAllCalls: true }));
  for (let row = 0; row < table.length; row++) {
    if (graph.isCyclic[row] === 1 || isRoot.has(row)) continue;
    const seconds = cumtime[row]! - toldByCallers(table, row, graph.edgeCumtime);
    if (seconds > ROUNDING * total) roots.push({ row, seconds, holdsAllCalls: false });
  }
  const sum = roots.reduce((all, { seconds }) => all + seconds, 0);
  return sum === 0 ? [] : roots.map((root) => ({ ...root, seconds: (root.seconds / sum) * total }));
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
