import { calleeIndex } from '../../src/profile/callees.ts';
import { addCounts, type Count, countAt } from '../../src/profile/count-column.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';

/** Every invariant of a table that does not hold, in words; none for a sound one. */
export function checkProfile(table: ProfileTable): readonly string[] {
  const edges = table.edges();
  const functions = table.length + edges.ghosts.length;
  const problems: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const columns = [
    table.functions.file,
    table.functions.line,
    table.functions.name,
    table.tottime,
    table.cumtime,
    table.ncalls.values,
  ];
  check(
    columns.every(({ length }) => length === table.length),
    'a column has another length than the table',
  );
  check(
    edges.start.length === table.length + 1 && edges.start[table.length] === edges.length,
    'the edges do not end with the last row',
  );
  check(
    edges.start.every((start, row) => row === 0 || start >= edges.start[row - 1]!),
    'the edges of a row begin before those of the row above',
  );
  check(
    edges.caller.every((caller) => caller >= 0 && caller < functions),
    'a caller is no function',
  );
  check(new Set(names(table)).size === functions, 'two functions have one key');
  check(hasOneEdgeEach(table), 'a row names a caller twice');
  check(calleesAgree(table), 'the callees are not the edges turned round');
  return problems;
}

function names(table: ProfileTable): readonly string[] {
  const { ghosts } = table.edges();
  const keysOf = (keys: typeof ghosts) =>
    Array.from({ length: keys.length }, (_, at) => `${keys.file[at]} ${keys.line[at]} ${keys.name[at]}`);
  return [...keysOf(table.functions), ...keysOf(ghosts)];
}

function hasOneEdgeEach(table: ProfileTable): boolean {
  const { start, caller } = table.edges();
  return Array.from({ length: table.length }, (_, row) => caller.subarray(start[row], start[row + 1])).every(
    (callers) => new Set(callers).size === callers.length,
  );
}

function calleesAgree(table: ProfileTable): boolean {
  const edges = table.edges();
  const index = calleeIndex(table);
  const sum = (order: Iterable<number>): Count =>
    [...order].reduce<Count>((total, edge) => addCounts(total, countAt(edges.ncalls, edge)), 0);
  const isPermutation = new Set(index.edge).size === edges.length && index.edge.length === edges.length;
  return isPermutation && sum(index.edge) === sum(edges.caller.keys());
}
