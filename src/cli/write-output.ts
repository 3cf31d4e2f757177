import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FileError, PyprofError } from '../errors.ts';
import type { Output } from './context.ts';
import { errnoCode, errnoText } from './errno.ts';

/** Writes chunks one by one, until they end or the reader has gone. */
export function writeChunks(output: Output, chunks: Iterable<Uint8Array>): void {
  for (const chunk of chunks) if (!output.write(chunk)) return;
}

/**
 * Writes a file whole or not at all: into a new file beside it, which is renamed once it is on the disk. Whatever ends us
 * before that leaves what was there; a kill also leaves the new file, hidden: `.out.md.pyprof-view-*.tmp`. A file that
 * is there keeps its permissions, its owner where we may give it away, and its other names; a link leads where it led.
 * What is no plain file (a pipe, a device) is written to as it is.
 *
 * @throws FileError 'not-writable'
 */
export function writeWholeFile(path: string, chunks: Iterable<Uint8Array>): void {
  try {
    const before = statSync(path, { throwIfNoEntry: false });
    if (before === undefined) replaceFile(endOfLinks(path), chunks, null);
    else if (before.isFile()) replaceFile(realpathSync(path), chunks, before);
    else writeInto(path, 'w', chunks);
  } catch (error) {
    if (error instanceof PyprofError || errnoCode(error) === '') throw error; // a chunk could not be made
    throw new FileError('not-writable', path, errnoText(error), { cause: error });
  }
}

/** Where links lead at whose end nothing is. A loop of them has been refused by then: nobody may look into it. */
function endOfLinks(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isSymbolicLink() === true ? endOfLinks(resolve(dirname(path), readlinkSync(path))) : path;
}

function replaceFile(path: string, chunks: Iterable<Uint8Array>, before: Stats | null): void {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 50)}.pyprof-view-${process.pid}-${Date.now()}.tmp`);
  try {
    writeInto(temporary, 'wx', chunks, before?.mode);
    if (before !== null) giveTo(temporary, before);
    if (before !== null && before.nlink > 1) copyFileSync(temporary, path);
    else renameSync(temporary, path);
    flushFolder(dirname(path));
  } finally {
    rmSync(temporary, { force: true }); // it is there only if something went wrong, or was copied
  }
}

const GROUP_BITS = 0o070;

/** Owner first: who gives a file away loses its special bits. Another group must not get what the old one might do. */
function giveTo(path: string, { uid, gid, mode }: Stats): void {
  const isGroupKept = tryGiving(path, uid, gid) || tryGiving(path, statSync(path).uid, gid);
  chmodSync(path, isGroupKept ? mode : mode & ~GROUP_BITS);
}

/** Only root gives files to other owners, and others to groups that they are in. */
function tryGiving(path: string, uid: number, gid: number): boolean {
  try {
    chownSync(path, uid, gid);
    return true;
  } catch (error) {
    if (errnoCode(error) !== 'EPERM') throw error;
    return false;
  }
}

/** Until then the new name may be lost with the power. Not every system does this, and the file itself is whole. */
function flushFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (errnoCode(error) === '') throw error;
  }
}

/** `mode`: of the file that it replaces, so that nobody reads the new one meanwhile who may not read that. */
function writeInto(path: string, flag: 'w' | 'wx', chunks: Iterable<Uint8Array>, mode = 0o666): void {
  const file = openSync(path, flag, mode & 0o777);
  try {
    for (const chunk of chunks) writeFileSync(file, chunk); // goes on where the last one ended
    if (flag === 'wx') fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
