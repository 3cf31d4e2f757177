import type { Seconds } from '../../profile/profile-table.ts';
import type { Scope } from '../../source/scope.ts';
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

/** Whether anything but the code of the file called it: another file, or a built-in that was given it. */
export function isCalledFromElsewhere(callable: Callable, evidence: FrameEvidence): boolean {
  const { functions } = evidence.table;
  const { start, caller } = evidence.table.edges();
  const file = functions.file[evidence.row];
  return rowsOf(callable, evidence).some((at) =>
    caller.subarray(start[at], start[at + 1]).some((by) => functions.file[by] !== file),
  );
}

function rowsOf({ scope }: Callable, { table: { functions, strings, length }, row }: FrameEvidence): readonly number[] {
  const file = functions.file[row];
  const rows: number[] = [];
  for (let at = 0; at < length; at++) {
    const isHere = functions.file[at] === file && functions.line[at] === scope.firstLine;
    if (isHere && strings.text(functions.name[at] ?? 0) === scope.name) rows.push(at);
  }
  return rows;
}
