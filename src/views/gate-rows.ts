import { type DiffView, fileOf } from './diff-view.ts';
import type { FunctionChange } from './function-change.ts';

/**
 * The functions that a gate on any one function looks at: one's own where the options say which files are
 * ({@link DiffOptions.isGatedFile}), else all.
 */
export function gateRows({ changes, comparison, options: { isGatedFile } }: DiffView): readonly FunctionChange[] {
  return isGatedFile === undefined ? changes : changes.filter((change) => isGatedFile(fileOf(comparison, change)));
}
