import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { type EdgeIndex, edgeHasTimes, type ProfileTable } from '../profile/profile-table.ts';
import { resolveSortOrder } from '../select/sort-keys.ts';
import { sortRows } from '../select/sort-rows.ts';

/** Who calls whom among the hottest functions. */
export type HotGraph = {
  /** By cumtime, the greatest first. */
  readonly functions: readonly FunctionIndex[];
  /** In the order of the callers, then of the dump. */
  readonly edges: readonly HotEdge[];
  /** How many edges between these functions are left out. */
  readonly hiddenEdges: number;
};

export type HotEdge = { readonly caller: FunctionIndex; readonly callee: FunctionIndex; readonly edge: EdgeIndex };

/** `share`: functions and edges with less of the total time are left out. */
export type HotGraphLimits = { readonly functions: number; readonly edges: number; readonly share: number };

/** The functions with most cumtime and the calls between them, those that took most time first to stay. */
export function hotGraph(table: ProfileTable, limits: HotGraphLimits): HotGraph {
  const least = Math.max(0, table.totals.tottime) * limits.share;
  const order = resolveSortOrder(['cumulative']);
  const first = Math.min(limits.functions, table.length);
  const functions =
    order === null ? [] : Array.from(sortRows(table, order, { first })).filter((row) => table.cumtime[row]! > least);
  const isHot = new Set(functions);
  const found = functions.flatMap((caller) => hotEdges(table, caller, isHot));
  const kept = new Set(found.toSorted(byTime(table)).slice(0, limits.edges));
  const edges = found.filter((edge) => kept.has(edge) && timeOf(table, edge) >= least);
  return { functions, edges, hiddenEdges: found.length - edges.length };
}

function hotEdges(table: ProfileTable, caller: FunctionIndex, isHot: ReadonlySet<FunctionIndex>): HotEdge[] {
  const index = calleeIndex(table);
  return Array.from(calleeEdges(index, caller), (edge) => ({ caller, callee: index.callee[edge]!, edge })).filter(
    ({ callee }) => isHot.has(callee),
  );
}

function byTime(table: ProfileTable): (a: HotEdge, b: HotEdge) => number {
  return (a, b) => timeOf(table, b) - timeOf(table, a) || a.edge - b.edge;
}

/** A call without times (pure-Python `profile`, sampled) is never too small to be drawn. */
function timeOf(table: ProfileTable, { edge }: HotEdge): number {
  const edges = table.edges();
  return edgeHasTimes(edges, edge) ? edges.cumtime[edge]! : Number.MAX_VALUE;
}
