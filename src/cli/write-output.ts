import { chmodSync, closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileError } from '../errors.ts';
import type { Output } from './context.ts';
import { errnoCode, errnoText } from './errno.ts';

/** Writes chunks one by one, until they end or nobody reads on. */
export function writeChunks(output: Output, chunks: Iterable<Uint8Array>): void {
  for (const chunk of chunks) if (!output.write(chunk)) return;
}

/**
 * Writes a file whole or not at all: into a new file beside it, then renamed over it. A file that is there keeps its
 * permissions, a link its target. What is no plain file (a pipe, a device) is written to as it is.
 *
 * @throws FileError 'not-writable'
 */
export function writeWholeFile(path: string, chunks: Iterable<Uint8Array>): void {
  try {
    const before = statSync(path, { throwIfNoEntry: false });
    if (before === undefined) replaceFile(path, chunks, undefined);
    else if (before.isFile()) replaceFile(realpathSync(path), chunks, before.mode);
    else writeInto(path, 'w', chunks);
  } catch (error) {
    if (errnoCode(error) === '') throw error; // a chunk could not be made
    throw new FileError('not-writable', path, errnoText(error), { cause: error });
  }
}

function replaceFile(path: string, chunks: Iterable<Uint8Array>, mode: number | undefined): void {
  const temporary = join(dirname(path), `.pyprof-view-${process.pid}-${Date.now()}.tmp`);
  try {
    writeInto(temporary, 'wx', chunks);
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeInto(path: string, flag: 'w' | 'wx', chunks: Iterable<Uint8Array>): void {
  const file = openSync(path, flag);
  try {
    for (const chunk of chunks) writeFileSync(file, chunk); // goes on where the last one ended
  } finally {
    closeSync(file);
  }
}
