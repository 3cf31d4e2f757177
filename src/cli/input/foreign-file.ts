import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { FileError } from '../../errors.ts';
import { nameRefusal } from '../../source/file-name.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { encodeSurrogateEscape } from '../../text/wtf8.ts';
import { fileError } from './file-error.ts';

/**
 * The one reader of files that somebody else has named: a profile may say that its functions stand in any file of this
 * machine. What is looked at is, in this order, the name, what it is and how large, the first bytes; what is read is no
 * more than that.
 */

/** What is known of a file before the rest of it is read. */
export type ForeignHead = {
  /** The same under every name of one file, and another one once it was written anew. */
  readonly id: string;
  readonly size: number;
  /** Its first bytes. */
  readonly head: Uint8Array;
  /** Where it is, once all links are followed. */
  readonly realPath: string;
};

/** What decides on a file before it is read. */
export type ForeignWish = {
  readonly mostBytes: number;
  readonly isWanted?: (file: ForeignHead) => boolean;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
};

/** A file on a slow network; nothing else takes so long. */
const MOST_MILLISECONDS = 5000;

const PIECE_BYTES = 1 << 20;

const HEAD_BYTES = 512;

/**
 * Never waits: a file that has become a pipe since it was looked at opens without a writer, and `fstat` then shows what
 * it is.
 */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Whether a plain file is there that may be read; nothing of it is. */
export function isForeignFile(path: string): boolean {
  try {
    return realPathOf(path) !== null;
  } catch {
    return false; // it is not there, or not for us
  }
}

/**
 * The bytes of a plain file; null for one that is not wanted.
 *
 * @throws FileError for what may not or cannot be read
 */
export function readForeignFile(path: string, wish: ForeignWish): Uint8Array | null {
  try {
    return readBounded(realPathOf(path), path, wish);
  } catch (error) {
    throw error instanceof FileError ? error : fileError(path, error);
  }
}

/** Where the file is, as the bytes of its name: on Linux they need not be UTF-8. */
function realPathOf(path: string): Buffer {
  refuseName(path, path);
  refuseName(resolve(path), path);
  const real = realpathSync(Buffer.from(encodeSurrogateEscape(path)), 'buffer');
  refuseName(real.toString('latin1'), path); // before it is asked what it is: a link may lead to /proc
  refuseNoFile(statSync(real), path); // before it is opened: opening is something done to a device
  return real;
}

function refuseName(name: string, path: string): void {
  const refusal = nameRefusal(name);
  if (refusal !== null) throw new FileError('not-a-file', path, refusal);
}

function refuseNoFile(stats: Pick<Stats, 'isDirectory' | 'isFile'>, path: string): void {
  if (stats.isDirectory()) throw new FileError('is-directory', path, 'it is a folder');
  if (!stats.isFile()) throw new FileError('not-a-file', path, 'it is a pipe, a socket or a device, and no file');
}

function readBounded(
  real: Buffer,
  path: string,
  { mostBytes, isWanted, now = () => performance.now() }: ForeignWish,
): Uint8Array | null {
  const file = openSync(real, READ_ONLY);
  try {
    const stats = fstatSync(file, { bigint: true }); // Windows' numbers of files have 64 bits
    refuseNoFile(stats, path);
    const size = Number(stats.size);
    if (size > mostBytes)
      throw new FileError(
        'too-large',
        path,
        `it has ${formatByteSize(size)}, and ${formatByteSize(mostBytes)} is the most that is read`,
      );
    const id = [stats.dev, stats.ino, stats.size, stats.mtimeNs].join(' ');
    const head = readUpTo(file, Math.min(HEAD_BYTES, size), path, now);
    if (isWanted?.({ id, size, head, realPath: real.toString('latin1') }) === false) return null;
    return Buffer.concat([head, readUpTo(file, size - head.length, path, now)]);
  } finally {
    closeSync(file);
  }
}

/**
 * As many bytes as the file had when it was opened, or fewer; never more, even if it grows meanwhile or reports no
 * size.
 */
function readUpTo(file: number, size: number, path: string, now: () => number): Uint8Array {
  const end = now() + MOST_MILLISECONDS;
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const read = readSync(file, bytes, length, Math.min(size - length, PIECE_BYTES), null);
    if (read === 0) break;
    length += read;
    if (now() > end) throw new FileError('not-readable', path, 'reading it takes longer than 5 s');
  }
  return bytes.subarray(0, length);
}
