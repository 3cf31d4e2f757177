import { type Stats, statSync } from 'node:fs';

/** What is at a path; null where nothing is or where one may not look: whoever opens it says why. */
export function statsAt(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null; // EACCES, ELOOP, ENAMETOOLONG; a path with a NUL is none
  }
}

/** Whether a path, or the end of its links, is a regular file. */
export function isFileAt(path: string): boolean {
  return statsAt(path)?.isFile() === true;
}
