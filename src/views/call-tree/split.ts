import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
import type { PathNumbers } from './path-numbers.ts';

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
 * @param calls those to its callers or callees that are not on the path
 */
export function toShare(table: ProfileTable, row: FunctionIndex, calls: Iterable<PathNumbers>): ToShare {
  const sum = { time: 0, calls: 0 };
  let haveTimes = true;
  for (const { cumtime, ncalls } of calls) {
    haveTimes &&= cumtime !== null;
    sum.time += Math.max(0, cumtime ?? 0);
    sum.calls += Math.max(0, ncalls);
  }
  const time = Math.max(table.cumtime[row]!, sum.time);
  return { calls: Math.max(callsFromOthers(table, row), sum.calls), time, haveTimes };
}

/** Which part of what a function does it does on a path, on which it has the numbers `on`. */
export function partOnPath(table: ProfileTable, row: FunctionIndex, on: PathNumbers, shared: ToShare): number {
  const hasTime = on.cumtime !== null && shared.time > 0;
  return hasTime ? ratio(on.cumtime, shared.time) : ratio(on.ncalls, callsFromOthers(table, row));
}

/** Which part of what a function does is for one of its callers. Without all times the calls decide. */
export function partForCaller({ cumtime, ncalls }: PathNumbers, shared: ToShare): number {
  const hasTime = shared.haveTimes && shared.time > 0;
  return hasTime ? ratio(cumtime ?? 0, shared.time) : ratio(ncalls, shared.calls);
}

/** Whether all calls of a row, but for those of itself, are by this edge. */
export function isOnlyCaller(table: ProfileTable, row: FunctionIndex, edge: EdgeIndex): boolean {
  const { ncalls, start } = table.edges();
  const others = start[row + 1]! - start[row]! - (ownEdge(table, row) < 0 ? 0 : 1);
  return others === 1 && ncalls.values[edge] === callsFromOthers(table, row);
}

/** The calls of a row that are not direct recursion. */
export function callsFromOthers(table: ProfileTable, row: FunctionIndex): number {
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
export function ratio(part: number, whole: number): number {
  const quotient = part / whole;
  return quotient > 0 ? Math.min(1, quotient) : 0;
}

/** Whether any call of the profile has times. */
export function callsHaveTimes(table: ProfileTable): boolean {
  const { countsOnly, length } = table.edges();
  return length === 0 || countsOnly === null || countsOnly.includes(0);
}
