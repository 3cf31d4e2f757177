import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
import type { Scope } from '../../source/scope.ts';
import { oncePer } from '../../text/lazily.ts';
import { groupBy } from '../code/module-code.ts';
import { type CalleeName, nameOfCallee } from './callee-names.ts';
import type { FrameEvidence } from './frame-evidence.ts';

/** A function, or a comprehension with a frame of its own. */
type Callable = { readonly scope: Pick<Scope, 'firstLine' | 'name'> };

/** How often another function of the same file was called. */
export function timesCalled(callable: Callable, evidence: FrameEvidence): number {
  const { ncalls } = evidence.table;
  return rowsOf(callable, evidence).reduce((sum, at) => sum + (ncalls.values[at] ?? 0), 0);
}

/** How long it took with all that it called. */
export function timeOf(callable: Callable, evidence: FrameEvidence): Seconds {
  return rowsOf(callable, evidence).reduce((sum, at) => sum + (evidence.table.cumtime[at] ?? 0), 0);
}

/** How long it took itself. */
export function ownSecondsOf(callable: Callable, evidence: FrameEvidence): Seconds {
  return rowsOf(callable, evidence).reduce((sum, at) => sum + (evidence.table.tottime[at] ?? 0), 0);
}

/** How often a function was called by some callers. */
export function callsInto(
  row: FunctionIndex,
  isMeant: (caller: FunctionIndex) => boolean,
  table: ProfileTable,
): number {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  let calls = 0;
  for (let edge = start; edge < end; edge++) {
    if (isMeant(edges.caller[edge]!)) calls += edges.ncalls.values[edge] ?? 0;
  }
  return calls;
}

/** What a function of the file called itself. */
export function rowsCalledBy(caller: Callable, evidence: FrameEvidence): readonly FunctionIndex[] {
  const index = calleeIndex(evidence.table);
  return rowsOf(caller, evidence).flatMap((row) =>
    [...calleeEdges(index, row)].flatMap((edge) => index.callee[edge] ?? []),
  );
}

/** How often a function of the file called what has such a name. */
export function callsFrom(caller: Callable, isMeant: (name: CalleeName) => boolean, evidence: FrameEvidence): number {
  const { table } = evidence;
  const index = calleeIndex(table);
  const { ncalls } = table.edges();
  const edges = rowsOf(caller, evidence).flatMap((row) => [...calleeEdges(index, row)]);
  const meant = edges.filter((edge) => isMeant(nameOfCallee(table, index.callee[edge] ?? 0)));
  return meant.reduce((sum, edge) => sum + (ncalls.values[edge] ?? 0), 0);
}

/** Whether anything but the code of the file called it: another file, or a built-in that was given it. */
export function isCalledFromElsewhere(callable: Callable, evidence: FrameEvidence): boolean {
  const { functions } = evidence.table;
  const { start, caller } = evidence.table.edges();
  const file = functions.file[evidence.row];
  return rowsOf(callable, evidence).some((at) =>
    caller.subarray(start[at], start[at + 1]).some((by) => functions.file[by] !== file),
  );
}

/** The rows that a function of the same file has. */
export function rowsOf({ scope }: Callable, { table, row }: FrameEvidence): readonly number[] {
  const { functions, strings } = table;
  const rows = rowsByFile(table).get(functions.file[row] ?? 0) ?? [];
  return rows.filter(
    (at) => functions.line[at] === scope.firstLine && strings.text(functions.name[at] ?? 0) === scope.name,
  );
}

/** A profile of thousands of functions is asked about most of them. */
const rowsByFile = oncePer(({ functions, length }: ProfileTable) =>
  groupBy(
    Array.from({ length }, (_, at) => at),
    (at) => [functions.file[at] ?? 0],
  ),
);
