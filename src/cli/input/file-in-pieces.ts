import { closeSync, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import type { DumpSource } from '../../decode/dump-source.ts';
import { FileError } from '../../errors.ts';
import { fileError } from './file-error.ts';
import { fillFrom } from './fill-from.ts';
import { mayBeProfile } from './input-head.ts';

/** A smaller file is read whole: that costs no more. */
const LEAST_BYTES = 2 ** 20;

/** A dump that stays in its file, and when that was last written to. */
type FileInPieces = { readonly bytes: DumpSource; readonly modified: Date };

/**
 * A dump to be read in pieces, or null: what is no plain file, small, packed or no dump at all is for others to read, and
 * what cannot be opened for them to explain. `most`: how many bytes it may have.
 */
export function openInPieces(path: string, most: number): FileInPieces | null {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size < LEAST_BYTES || stats.size > most) return null;
    const bytes = sourceIn(path, stats);
    const head = new Uint8Array(1);
    bytes.read(head, 0);
    if (mayBeProfile(head)) return { bytes, modified: stats.mtime };
    bytes.close();
  } catch {
    // whoever reads it whole finds the words
  }
  return null;
}

/** Callers are read later than rows. The file is then opened anew, and must still be what it was. */
function sourceIn(path: string, stats: Stats): DumpSource {
  let file: number | null = null;
  return {
    length: stats.size,
    read: (target, at) => {
      try {
        file ??= openAgain(path, stats);
        return fillFrom(file, target, at);
      } catch (error) {
        throw error instanceof FileError ? error : fileError(path, error);
      }
    },
    close: () => {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

function openAgain(path: string, stats: Stats): number {
  const file = openSync(path, 'r');
  const { ino, size, mtimeMs } = fstatSync(file);
  if (ino === stats.ino && size === stats.size && mtimeMs === stats.mtimeMs) return file;
  closeSync(file);
  throw new FileError('not-readable', path, 'it changed while it was read');
}
