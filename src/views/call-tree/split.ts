import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
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

/** What the callers or the callees of a row share. */
export type ToShare = {
  readonly calls: number;
  readonly time: Seconds;
  /** Whether every edge has a time. */
  readonly haveTimes: boolean;
};

/**
 * What a row's edges share. Its cumtime leaves out the calls that came while it was active already, and its edges do not:
 * where these are more, in recursion, they are the whole. So the parts never make more than there is.
 *
 * @param edges those to its callers or callees that are not on the path
 */
export function toShare(table: ProfileTable, row: FunctionIndex, edges: Iterable<EdgeIndex>): ToShare {
  const { cumtime, ncalls, countsOnly } = table.edges();
  const sum = { time: 0, calls: 0 };
  let haveTimes = true;
  for (const edge of edges) {
    haveTimes &&= countsOnly?.[edge] !== 1;
    sum.time += Math.max(0, cumtime[edge]!);
    sum.calls += Math.max(0, ncalls.values[edge]!);
  }
  const time = Math.max(table.cumtime[row]!, sum.time);
  return { calls: Math.max(callsFromOthers(table, row), sum.calls), time, haveTimes };
}

/** Which part of what a function does it does on a path, on which it has the numbers `on`. */
export function partOnPath(table: ProfileTable, row: FunctionIndex, on: PathNumbers, shared: ToShare): Part {
  const calls = ratio(on.ncalls, callsFromOthers(table, row));
  return { calls, time: on.cumtime !== null && shared.time > 0 ? ratio(on.cumtime, shared.time) : calls };
}

/** Which part of what a function does is for the caller at the other end of `edge`. Without all times the calls decide. */
export function partForCaller(table: ProfileTable, edge: EdgeIndex, shared: ToShare): Part {
  const edges = table.edges();
  const calls = ratio(edges.ncalls.values[edge]!, shared.calls);
  return { calls, time: shared.haveTimes && shared.time > 0 ? ratio(edges.cumtime[edge]!, shared.time) : calls };
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
