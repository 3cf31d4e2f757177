import type { FunctionIndex } from './function-keys.ts';
import { callerEdges, type EdgeIndex, edgeHasTimes, type ProfileTable, type Seconds } from './profile-table.ts';

/** How long the calls of an edge took. */
export type CallTimes = { readonly tottime: Seconds; readonly cumtime: Seconds };

/**
 * The times of an edge, or null where the profile has none for it. Pure-Python `profile` does not time edges; but a
 * function with only one caller took all its time for that one.
 */
export function callTimes(table: ProfileTable, edge: EdgeIndex, callee: FunctionIndex): CallTimes | null {
  const edges = table.edges();
  if (edgeHasTimes(edges, edge)) return { tottime: edges.tottime[edge]!, cumtime: edges.cumtime[edge]! };
  const { start, end } = callerEdges(edges, callee);
  if (table.kind === 'sampled' || end - start !== 1) return null;
  return { tottime: table.tottime[callee]!, cumtime: table.cumtime[callee]! };
}
