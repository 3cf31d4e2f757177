import type { FunctionIndex } from '../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { isWindowsPath } from '../text/windows-path.ts';

/** Basenames that every package has: by themselves they say nothing. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['__init__.py', '__main__.py']);

/** A file without its directories, except in cases such as `json/__init__.py`. */
export function shortFile(file: string): string {
  const base = file.slice(lastSeparator(file) + 1);
  return SAYS_NOTHING.has(base) ? shortModule(file) : base;
}

/** A file with its nearest directory, which tells the many `utils.py` apart: `json/decoder.py`. */
export function shortModule(file: string): string {
  if (file === BUILTIN_FILE) return 'built-in functions';
  const end = lastSeparator(file);
  return end <= 0 ? file.slice(end + 1) : file.slice(lastSeparator(file.slice(0, end)) + 1);
}

function lastSeparator(path: string): number {
  const slash = path.lastIndexOf('/');
  return isWindowsPath(path) ? Math.max(slash, path.lastIndexOf('\\')) : slash;
}

/** A standard name whose file is written short. */
export function shortStandardName(name: string, file: string): string {
  const isOfFile = file !== BUILTIN_FILE && name.startsWith(`${file}:`);
  return isOfFile ? shortFile(file) + name.slice(file.length) : name;
}

/** `file:line(name)` of a row or a ghost, the file written short or as it is. */
export function functionName(
  { table, fullPaths }: { readonly table: ProfileTable; readonly fullPaths: boolean },
  index: FunctionIndex,
): string {
  const name = standardName(table, index);
  return cutMiddle(fullPaths ? name : shortStandardName(name, table.strings.text(functionKey(table, index).file)));
}

/**
 * A name may be a megabyte long. Of one longer than this only the two ends are written, with an ellipsis between them.
 */
const LONGEST_NAME = 1000;

export function cutMiddle(name: string, longest: number = LONGEST_NAME): string {
  const isLong = name.length > 2 * longest || (name.length > longest && Array.from(name).length > longest);
  if (!isLong) return name;
  const half = (longest - 1) >> 1;
  // that many characters are in twice as many units at most
  const start = Array.from(name.slice(0, 2 * half)).slice(0, half);
  const end = Array.from(name.slice(-2 * half)).slice(-half);
  return `${start.join('')}…${end.join('')}`;
}
