import type { ArgumentCounts } from '../hints/evidence/argument-counts.ts';
import type { CountedFunction } from '../profile/argument-counts.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import { fileMatcher } from './file-matcher.ts';

/** What was counted of arguments, by function of each file of the profile. Of two functions with one key nothing is known. */
export function hintArguments(
  table: ProfileTable,
  counted: readonly CountedFunction[],
): (path: string) => ArgumentCounts {
  const match = fileMatcher(table);
  const byKey = new Map<string, CountedFunction | null>();
  for (const one of counted) {
    const file = match(one.file);
    if (file === null) continue;
    const key = keyOf(file, one.line, one.name);
    byKey.set(key, byKey.has(key) ? null : one);
  }
  return (path) => {
    const file = table.strings.find(path);
    return { of: (line, name) => byKey.get(keyOf(file, line, name)) ?? null };
  };
}

function keyOf(file: StringId, line: number, name: string): string {
  return `${file} ${line} ${name}`;
}
