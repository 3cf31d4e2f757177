import { statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { FindSource } from '../../tui/host.ts';

/** A file of such a name alone says nothing about which one it is. */
const TOO_COMMON: ReadonlySet<string> = new Set(['__init__.py', '__main__.py']);

/**
 * Looks for the files that a profile names: as it names them, and then below the folders (the profile's, the current
 * one) by ever shorter ends of the path, for a profile that was made elsewhere.
 */
export function sourceFinder(folders: readonly string[]): FindSource {
  return (file) => candidates(file, folders).find(isFile) ?? null;
}

function candidates(file: string, folders: readonly string[]): readonly string[] {
  if (file === '' || file.startsWith('<') || file.includes('\0')) return []; // <frozen importlib._bootstrap>, <string>
  const parts = file.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && !/^[A-Za-z]:$/.test(part));
  if (parts.includes('..')) return isAbsolute(file) ? [file] : folders.map((folder) => resolve(folder, file));
  const ends = parts.map((_, at) => join(...parts.slice(at))).filter((end) => end === file || !TOO_COMMON.has(end));
  const below = ends.flatMap((end) => folders.map((folder) => resolve(folder, end)));
  return isAbsolute(file) ? [file, ...below] : below;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // it is not there, or not for us
  }
}
