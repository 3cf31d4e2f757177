import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, edgeHasTimes, type ProfileTable } from '../../profile/profile-table.ts';
import type { PathNumbers } from './call-node.ts';

/** Which part of a whole: of its time, and of its calls. Both are from 0 to 1. */
export type Part = { readonly time: number; readonly calls: number };

export const WHOLE: Part = { time: 1, calls: 1 };

export function partOf({ ncalls, tottime, cumtime }: PathNumbers, { time, calls }: Part): PathNumbers {
  return {
    ncalls: ncalls * calls,
    tottime: tottime === null ? null : tottime * time,
    cumtime: cumtime === null ? null : cumtime * time,
  };
}

/**
 * The time that the callers or the callees of a row share. Its cumtime leaves out the calls that came while it was active
 * already, and its edges do not: where these are more, in recursion, they are the whole. So the parts never make more than
 * there is.
 *
 * @param edges those to its callers or callees that are not on the path
 */
export function timeToShare(table: ProfileTable, row: FunctionIndex, edges: Iterable<EdgeIndex>): number {
  const { cumtime, countsOnly } = table.edges();
  let sum = 0;
  for (const edge of edges) if (countsOnly?.[edge] !== 1 && cumtime[edge]! > 0) sum += cumtime[edge]!;
  return Math.max(table.cumtime[row]!, sum);
}

/** Which part of what a function does it does on a path, on which it has the numbers `on`. */
export function partOnPath(table: ProfileTable, row: FunctionIndex, on: PathNumbers, toShare: number): Part {
  const calls = ratio(on.ncalls, callsFromOthers(table, row));
  return { calls, time: on.cumtime !== null && toShare > 0 ? ratio(on.cumtime, toShare) : calls };
}

/** Which part of what a function does is for the caller at the other end of `edge`. */
export function partForCaller(table: ProfileTable, row: FunctionIndex, edge: EdgeIndex, toShare: number): Part {
  const edges = table.edges();
  const calls = ratio(edges.ncalls.values[edge]!, callsFromOthers(table, row));
  const hasTime = edgeHasTimes(edges, edge) && toShare > 0;
  return { calls, time: hasTime ? ratio(edges.cumtime[edge]!, toShare) : calls };
}

/** Whether all calls of a row, but for those of itself, are by this edge. */
export function isOnlyCaller(table: ProfileTable, row: FunctionIndex, edge: EdgeIndex): boolean {
  return table.edges().ncalls.values[edge] === callsFromOthers(table, row);
}

/** The calls of a row that are not direct recursion. */
function callsFromOthers(table: ProfileTable, row: FunctionIndex): number {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  const own = edges.caller.subarray(start, end).indexOf(row);
  return table.ncalls.values[row]! - (own < 0 ? 0 : edges.ncalls.values[start + own]!);
}

/** 0 where numbers of a hand-made dump give no ratio. */
function ratio(part: number, whole: number): number {
  const quotient = part / whole;
  return quotient > 0 ? Math.min(1, quotient) : 0;
}
