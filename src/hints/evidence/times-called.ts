import type { Scope } from '../../source/scope.ts';
import type { FrameEvidence } from './frame-evidence.ts';

/** A function, or a comprehension with a frame of its own. */
type Callable = { readonly scope: Pick<Scope, 'firstLine' | 'name'> };

/** How often another function of the same file was called. */
export function timesCalled({ scope }: Callable, evidence: FrameEvidence): number {
  const { functions, strings } = evidence.table;
  const file = functions.file[evidence.row];
  return sumOfCalls(
    evidence,
    (at) =>
      functions.file[at] === file &&
      functions.line[at] === scope.firstLine &&
      strings.text(functions.name[at] ?? 0) === scope.name,
  );
}

/** The calls of all rows that pass a test. */
function sumOfCalls({ table: { ncalls, length } }: FrameEvidence, test: (row: number) => boolean): number {
  let calls = 0;
  for (let at = 0; at < length; at++) if (test(at)) calls += ncalls.values[at] ?? 0;
  return calls;
}
