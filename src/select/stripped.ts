import { distinctStrings } from '../profile/distinct-strings.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { oncePer } from '../text/lazily.ts';
import { STANDARD_MODULES } from './standard-modules.ts';

/** Whether `strip_dirs` was called before the dump was written: then only the name of a file tells where it is from. */
export const isStripped: (table: ProfileTable) => boolean = oncePer(({ functions, strings }: ProfileTable): boolean => {
  const files = distinctStrings(functions.file, strings).map((file) => strings.text(file));
  const paths = files.filter((file) => !/^(?:<.*>|~|)$/.test(file));
  return paths.length > 1 && paths.every((file) => !/[\\/]/.test(file));
});

/** Whether some file of it can only be a library's: a program that was run beside its modules has no directories either. */
export function hasLibraryNames({ functions, strings }: ProfileTable): boolean {
  const files = distinctStrings(functions.file, strings).map((file) => strings.text(file));
  return files.some((file) => file === '__init__.py' || standardModuleNamed(file) !== null);
}

/** `copy` of `copy.py`, if that is a module of the standard library; else null. */
export function standardModuleNamed(file: string): string | null {
  const name = /^(\w+)\.py[cw]?$/.exec(file)?.[1];
  return name !== undefined && (STANDARD_MODULES.has(name) || /^_[a-z]/.test(name)) ? name : null;
}
