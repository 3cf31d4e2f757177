import { readdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { PyprofError } from '../errors.ts';
import { isPythonFile } from '../source/python-file.ts';
import type { FileBytes, SourceFileKind, SourceFiles } from '../source/source-files.ts';
import { lazily } from '../text/lazily.ts';
import { type ForeignWish, readForeignFile } from './foreign-file.ts';

/** So many files and folders of a source root are looked at for a name; a check-out of CPython has 5,000. */
const MOST_ENTRIES = 50_000;

/** Folders in which no source of one's own is, and very many files. */
const SKIPPED = /^(?:\..*|__pycache__|node_modules)$/;

/**
 * The disk, for reading sources. What cannot be read is not there: the caller says where it looked. `onRead` hears of
 * each file that was read, or might not be: an output must not replace it. With `folders` no source is read that is not below one of them,
 * wherever links lead; a notebook is: the user has named it.
 */
export function sourceDisk(onRead: (path: string) => void, folders: readonly string[] | null = null): SourceFiles {
  const realFolders = lazily(() => folders?.flatMap(realFolder) ?? null);
  return {
    read: (path, kind) => {
      const bytes = readIfThere(path, kind, kind === 'notebook' ? null : realFolders());
      if (bytes !== undefined) onRead(path);
      return bytes;
    },
    under: filesUnder,
  };
}

/** Once all links are followed; none where there is no such folder. */
function realFolder(folder: string): readonly string[] {
  try {
    return [realpathSync(folder, 'buffer').toString('latin1')];
  } catch {
    return [];
  }
}

function isBelow(realPath: string, folder: string): boolean {
  const way = relative(folder, realPath);
  return way.split(sep)[0] !== '..' && !isAbsolute(way);
}

function readIfThere(path: string, kind: SourceFileKind, folders: readonly string[] | null): FileBytes | undefined {
  let isOutside = false;
  const { mostBytes, isWanted } = wishFor(path, kind);
  const isReadable = (head: Uint8Array, realPath: string): boolean => {
    if (isWanted?.(head, realPath) === false) return false;
    isOutside = folders?.every((folder) => !isBelow(realPath, folder)) ?? false;
    return !isOutside;
  };
  try {
    const bytes = readForeignFile(path, { mostBytes, isWanted: isReadable });
    return bytes ?? (isOutside ? 'outside' : undefined);
  } catch (error) {
    if (error instanceof PyprofError) return undefined;
    throw error;
  }
}

/**
 * The largest program known has 6 MB, the standard library in a zip file 10 and one with an application more, a notebook
 * with all its pictures 50.
 */
export const MOST_SOURCE_BYTES: Readonly<Record<SourceFileKind, number>> = {
  source: 16_000_000,
  archive: 200_000_000,
  notebook: 100_000_000,
};

function wishFor(path: string, kind: SourceFileKind): ForeignWish {
  const mostBytes = MOST_SOURCE_BYTES[kind];
  if (kind !== 'source') return { mostBytes };
  return { mostBytes, isWanted: (head, realPath) => isPythonFile(path, head) && isPythonFile(realPath, head) };
}

function filesUnder(folder: string, suffix: string): readonly string[] {
  const found: string[] = [];
  const folders = [folder];
  let left = MOST_ENTRIES;
  for (let next = folders.shift(); next !== undefined && left > 0; next = folders.shift()) {
    for (const entry of entriesOf(next)) {
      left--;
      const path = join(next, entry.name);
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) folders.push(path);
      else if (entry.isFile() && path.replaceAll('\\', '/').endsWith(`/${suffix}`)) found.push(path);
    }
  }
  return found;
}

function entriesOf(folder: string): readonly { name: string; isDirectory: () => boolean; isFile: () => boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
