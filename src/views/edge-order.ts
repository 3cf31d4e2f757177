import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';

/** Python's order of two `(file, line, name)` keys: the order in which pstats lists callers and callees. */
export function compareFunctionKeys(table: ProfileTable, a: FunctionIndex, b: FunctionIndex): number {
  const left = functionKey(table, a);
  const right = functionKey(table, b);
  const { strings } = table;
  if (left.file !== right.file) return strings.compare(left.file, right.file);
  if (left.line !== right.line) return left.line - right.line;
  return strings.compare(left.name, right.name);
}
