import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { finish, type Steps } from '../../profile/steps.ts';
import { mainModule } from '../../select/what-was-run.ts';
import { isOwn } from '../../select/whose-code.ts';
import { programRoots } from '../call-tree/starting-rows.ts';
import { wayDown } from '../chain.ts';

/** A way down the calls on which nearly all the time of each function goes into one call. */
export type MainPath = {
  /** From where the program starts, at least two. */
  readonly rows: readonly FunctionIndex[];
  /** What the last of them took on this way. */
  readonly seconds: Seconds;
  /** What the last of them calls, with the time of that, the most first. */
  readonly split: readonly { readonly row: FunctionIndex; readonly seconds: Seconds }[];
};

/**
 * The way on which the program's time goes down until it divides; null in a dump without times of edges.
 *
 * @internal exported for its tests
 */
export function mainPath(table: ProfileTable): MainPath | null {
  return finish(mainPathSteps(table));
}

/** {@link mainPath} in slices. */
export function* mainPathSteps(table: ProfileTable): Steps<MainPath | null> {
  const edges = yield* table.edges.steps();
  if (edges.countsOnly !== null) return null;
  const start = yield* startSteps(table);
  if (start === null) return null;
  const { rows, seconds } = wayDown(table, start);
  const own = rows.findIndex((row) => isOwn(table, row));
  const way = own < 0 ? rows : rows.slice(own); // what starts a program says nothing of it: exec, <string>, runpy
  if (way.length < 2) return null;
  return { rows: way, seconds, split: callsOf(table, rows.at(-1)!).filter(({ row }) => !rows.includes(row)) };
}

/** What was run; without it the root of the program in which the most time passes. */
function* startSteps(table: ProfileTable): Steps<FunctionIndex | null> {
  const main = yield* mainModule(table);
  if (main !== null) return main;
  const roots = [...programRoots(table).rows].sort((a, b) => table.cumtime[b]! - table.cumtime[a]!);
  return roots[0] ?? null;
}

function callsOf(table: ProfileTable, row: FunctionIndex): MainPath['split'] {
  const index = calleeIndex(table);
  const { cumtime } = table.edges();
  return [...calleeEdges(index, row)]
    .map((edge) => ({ row: index.callee[edge]!, seconds: cumtime[edge]! }))
    .filter((step) => step.row !== row)
    .sort((a, b) => b.seconds - a.seconds || a.row - b.row);
}
