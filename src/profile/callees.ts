import type { FunctionIndex } from './function-keys.ts';
import type { EdgeIndex, EdgeTable, ProfileTable } from './profile-table.ts';

/**
 * The edges seen from the caller, in CSR form: function `f` (row or ghost) calls by the edges
 * `edge[start[f]]` to `edge[start[f + 1] - 1]`, in row order of the callees. `callee[e]` is the row of edge `e`.
 * It is what `pstats.Stats.calc_callees` builds.
 */
export type CalleeIndex = {
  readonly start: Uint32Array;
  readonly edge: Int32Array;
  readonly callee: Int32Array;
};

const known = new WeakMap<EdgeTable, CalleeIndex>();

/** The callees of all functions; made once for a table. */
export function calleeIndex(table: ProfileTable): CalleeIndex {
  const edges = table.edges();
  const made = known.get(edges) ?? transpose(edges, table.length + edges.ghosts.length);
  known.set(edges, made);
  return made;
}

/** The callees of a function, as edges. */
export function calleeEdges(index: CalleeIndex, caller: FunctionIndex): Int32Array {
  return index.edge.subarray(index.start[caller], index.start[caller + 1]);
}

function transpose(edges: EdgeTable, functions: number): CalleeIndex {
  const start = new Uint32Array(functions + 1);
  for (const caller of edges.caller) start[caller + 1]! += 1;
  for (let at = 0; at < functions; at++) start[at + 1]! += start[at]!;
  const next = start.slice();
  const edge = new Int32Array(edges.length);
  const callee = new Int32Array(edges.length);
  for (let row = 0; row + 1 < edges.start.length; row++) {
    for (let e: EdgeIndex = edges.start[row]!; e < edges.start[row + 1]!; e++) {
      callee[e] = row;
      edge[next[edges.caller[e]!]!++] = e;
    }
  }
  return { start, edge, callee };
}
