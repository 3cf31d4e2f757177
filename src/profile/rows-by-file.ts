import type { FunctionIndex } from './function-keys.ts';
import type { ProfileTable } from './profile-table.ts';
import type { StringId } from './string-pool.ts';

/** The rows of one file, in the order of the dump; a file has at least one. */
export type RowsOfFile = readonly [FunctionIndex, ...FunctionIndex[]];

/** The rows of each file of a profile. */
export function rowsByFile(table: ProfileTable): ReadonlyMap<StringId, RowsOfFile> {
  const groups = new Map<StringId, [FunctionIndex, ...FunctionIndex[]]>();
  for (let row = 0; row < table.length; row++) {
    const file = table.functions.file[row]!;
    const group = groups.get(file);
    if (group === undefined) groups.set(file, [row]);
    else group.push(row);
  }
  return groups;
}
