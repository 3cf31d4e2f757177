import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isPythonFile } from '../source/python-file.ts';
import type { SourceFiles } from '../source/source-files.ts';
import { encodeSurrogateEscape } from '../text/wtf8.ts';

/** A zip file with all of the standard library has 10 MB; one with an application may have more. */
const MOST_BYTES = 200_000_000;

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
    read: (path) => {
      const bytes = readPlainFile(path);
      if (bytes !== undefined) onRead(path);
      return bytes;
    },
    under: filesUnder,
  };
}

/** Pipes and devices are left alone: to open one may wait for ever. */
function readPlainFile(path: string): Uint8Array | undefined {
  const name = Buffer.from(encodeSurrogateEscape(path)); // a name on Linux need not be UTF-8
  try {
    const stats = statSync(name);
    if (!stats.isFile() || stats.size > MOST_BYTES) return undefined;
    const bytes = readFileSync(name);
    return isDisguised(name, path, bytes) ? undefined : bytes;
  } catch {
    return undefined;
  }
}

/** A link by the name of a Python file to one that is none: `settings.py -> ~/.ssh/id_rsa` in somebody's check-out. */
function isDisguised(name: Buffer, path: string, bytes: Uint8Array): boolean {
  const real = realpathSync(name, 'buffer').toString('latin1');
  return isPythonFile(path, bytes) && !isPythonFile(real, bytes);
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
