import type { FunctionIndex } from './function-keys.ts';
import type { EdgeTable, ProfileTable } from './profile-table.ts';
import { inSlices, type MadeOnce, madeOnce, type Steps } from './steps.ts';

/**
 * The edges seen from the caller, in CSR form: function `f` (row or ghost) makes its calls by the edges
 * `edge[start[f]]` to `edge[start[f + 1] - 1]`, in row order of the callees. `callee[e]` is the row of edge `e`. It is
 * what `pstats.Stats.calc_callees` builds.
 */
export type CalleeIndex = {
  readonly start: Uint32Array;
  readonly edge: Int32Array;
  readonly callee: Int32Array;
};

const known = new WeakMap<EdgeTable, MadeOnce<CalleeIndex>>();

/** The callees of all functions; made once for a table. */
export function calleeIndex(table: ProfileTable): CalleeIndex {
  return knownIndex(table, table.edges())();
}

/** {@link calleeIndex} in slices, after the edges if they have not been read yet. */
export function* calleeSteps(table: ProfileTable): Steps<CalleeIndex> {
  const edges = yield* table.edges.steps();
  return yield* knownIndex(table, edges).steps();
}

function knownIndex({ length }: ProfileTable, edges: EdgeTable): MadeOnce<CalleeIndex> {
  const made = known.get(edges) ?? madeOnce(() => transpose(edges, length + edges.ghosts.length));
  known.set(edges, made);
  return made;
}

/** The callees of a function, as edges. */
export function calleeEdges(index: CalleeIndex, caller: FunctionIndex): Int32Array {
  return index.edge.subarray(index.start[caller], index.start[caller + 1]);
}

function* transpose(edges: EdgeTable, functions: number): Steps<CalleeIndex> {
  const start = new Uint32Array(functions + 1);
  const edge = new Int32Array(edges.length);
  const callee = new Int32Array(edges.length);
  yield* inSlices(edges.length, (from, to) => {
    for (let e = from; e < to; e++) start[edges.caller[e]! + 1]! += 1;
  });
  for (let at = 0; at < functions; at++) start[at + 1]! += start[at]!;
  const next = start.slice();
  yield* inSlices(edges.start.length - 1, (from, to) => {
    for (let row = from; row < to; row++) callee.fill(row, edges.start[row]!, edges.start[row + 1]!);
  });
  yield* inSlices(edges.length, (from, to) => {
    for (let e = from; e < to; e++) edge[next[edges.caller[e]!]!++] = e;
  });
  return { start, edge, callee };
}
