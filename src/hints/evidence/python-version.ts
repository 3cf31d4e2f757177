import type { ProfileTable } from '../../profile/profile-table.ts';

/** The minor version of the Python 3 that ran, told by the folder of its library: 11 for `/usr/lib/python3.11/re/`; null if unknown. */
export function pythonOf({ functions, strings, length }: ProfileTable): number | null {
  const seen = new Set<number>();
  for (let row = 0; row < length; row++) {
    const file = functions.file[row]!;
    if (seen.has(file)) continue;
    seen.add(file);
    const minor = /[\\/]python3\.?(\d+)(?:\.zip|t)?[\\/]/i.exec(strings.text(file))?.[1];
    if (minor !== undefined) return Number(minor);
  }
  return null;
}
