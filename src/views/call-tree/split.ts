import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
import type { PathNumbers } from './call-node.ts';

/** A part of the numbers of a function, from 0 to 1: of its calls as of its time. */
export function partOf({ ncalls, tottime, cumtime }: PathNumbers, part: number): PathNumbers {
  return {
    ncalls: ncalls * part,
    tottime: tottime === null ? null : tottime * part,
    cumtime: cumtime === null ? null : cumtime * part,
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
export function partOnPath(table: ProfileTable, row: FunctionIndex, on: PathNumbers, shared: ToShare): number {
  const hasTime = on.cumtime !== null && shared.time > 0;
  return hasTime ? ratio(on.cumtime, shared.time) : ratio(on.ncalls, callsFromOthers(table, row));
}

/** Which part of what a function does is for the caller at the other end of `edge`. Without all times the calls decide. */
export function partForCaller(table: ProfileTable, edge: EdgeIndex, shared: ToShare): number {
  const edges = table.edges();
  const hasTime = shared.haveTimes && shared.time > 0;
  return hasTime ? ratio(edges.cumtime[edge]!, shared.time) : ratio(edges.ncalls.values[edge]!, shared.calls);
}

/** Whether all calls of a row, but for those of itself, are by this edge. */
export function isOnlyCaller(table: ProfileTable, row: FunctionIndex, edge: EdgeIndex): boolean {
  const { ncalls, start } = table.edges();
  const others = start[row + 1]! - start[row]! - (ownEdge(table, row) < 0 ? 0 : 1);
  return others === 1 && ncalls.values[edge] === callsFromOthers(table, row);
}

/** The calls of a row that are not direct recursion. */
function callsFromOthers(table: ProfileTable, row: FunctionIndex): number {
  const own = ownEdge(table, row);
  return table.ncalls.values[row]! - (own < 0 ? 0 : table.edges().ncalls.values[own]!);
}

/** The edge by which a row calls itself, or -1. */
function ownEdge(table: ProfileTable, row: FunctionIndex): EdgeIndex {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  const own = edges.caller.subarray(start, end).indexOf(row);
  return own < 0 ? -1 : start + own;
}

/** 0 where numbers of a hand-made dump give no ratio. */
function ratio(part: number, whole: number): number {
  const quotient = part / whole;
  return quotient > 0 ? Math.min(1, quotient) : 0;
}

/** Whether any call of the profile has times. */
export function callsHaveTimes(table: ProfileTable): boolean {
  const { countsOnly, length } = table.edges();
  return length === 0 || countsOnly === null || countsOnly.includes(0);
}
