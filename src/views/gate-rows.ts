import { type DiffView, fileOf } from './diff-view.ts';
import type { FunctionChange } from './function-change.ts';

/**
 * The functions that a gate on any one function looks at: one's own where the options say which files are
 * ({@link DiffOptions.isOwn}), else all.
 */
export function gateRows({ changes, comparison, options: { isOwn } }: DiffView): readonly FunctionChange[] {
  return isOwn === undefined ? changes : changes.filter((change) => isOwn(fileOf(comparison, change)));
}
