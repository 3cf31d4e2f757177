import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { DumpSource } from '../decode/dump-source.ts';
import { FileError } from '../errors.ts';
import { fileError } from './file-error.ts';
import { isGzip, mayBeProfile } from './input-head.ts';

/** A smaller file is read whole: that costs no more. */
const LEAST_BYTES = 2 ** 20;

/** One system call reads no more than 2 GiB. */
const MOST_AT_ONCE = 2 ** 30;

/** A dump that stays in its file, and when that was last written to. */
type FileInPieces = { readonly bytes: DumpSource; readonly modified: Date };

/**
 * A dump to be read in pieces, or null: what is no plain file, small, packed or no dump at all is for others to read, and
 * what cannot be opened for them to explain. `most`: how many bytes it may have.
 */
export function openInPieces(path: string, most: number): FileInPieces | null {
  const stats = statsOf(path);
  if (stats === null || !stats.isFile() || stats.size < LEAST_BYTES || stats.size > most) return null;
  const bytes = new FileSource(path, stats);
  const head = new Uint8Array(2);
  bytes.read(head, 0);
  if (!isGzip(head) && mayBeProfile(head)) return { bytes, modified: stats.mtime };
  bytes.close();
  return null;
}

function statsOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** Callers are read later than rows. The file is then opened anew, and must still be what it was. */
class FileSource implements DumpSource {
  readonly length: number;
  private readonly path: string;
  private readonly stats: Stats;
  private file: number | null = null;

  constructor(path: string, stats: Stats) {
    this.length = stats.size;
    this.path = path;
    this.stats = stats;
  }

  read(target: Uint8Array, at: number): number {
    try {
      this.file ??= this.open();
      return readFully(this.file, target, at);
    } catch (error) {
      throw error instanceof FileError ? error : fileError(this.path, error);
    }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private open(): number {
    const file = openSync(this.path, 'r');
    const { ino, size, mtimeMs } = fstatSync(file);
    if (ino === this.stats.ino && size === this.stats.size && mtimeMs === this.stats.mtimeMs) return file;
    closeSync(file);
    throw new FileError('not-readable', this.path, 'it changed while it was read');
  }
}

function readFully(file: number, target: Uint8Array, at: number): number {
  let length = 0;
  while (length < target.length) {
    const read = readSync(file, target, length, Math.min(target.length - length, MOST_AT_ONCE), at + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}
