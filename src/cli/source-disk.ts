import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PyprofError } from '../errors.ts';
import { isPythonFile } from '../source/python-file.ts';
import type { SourceFileKind, SourceFiles } from '../source/source-files.ts';
import { type ForeignWish, readForeignFile } from './foreign-file.ts';

/** So many files and folders of a source root are looked at for a name; a check-out of CPython has 5,000. */
const MOST_ENTRIES = 50_000;

/** Folders in which no source of one's own is, and very many files. */
const SKIPPED = /^(?:\..*|__pycache__|node_modules)$/;

/**
 * The disk, for reading sources. What cannot be read is not there: the caller says where it looked. `onRead` hears of
 * each file that was read: an output must not replace it.
 */
export function sourceDisk(onRead: (path: string) => void): SourceFiles {
  return {
    read: (path, kind) => {
      const bytes = readIfThere(path, kind);
      if (bytes !== undefined) onRead(path);
      return bytes;
    },
    under: filesUnder,
  };
}

function readIfThere(path: string, kind: SourceFileKind): Uint8Array | undefined {
  try {
    return readForeignFile(path, wishFor(path, kind)) ?? undefined;
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
