import type { DiffView } from './diff-view.ts';
import type { FunctionChange } from './function-change.ts';

/** The functions that a gate on any one function looks at. */
export function gateRows(view: DiffView): readonly FunctionChange[] {
  return view.changes;
}
