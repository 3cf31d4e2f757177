import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileError } from '../errors.ts';
import type { Output } from './context.ts';
import { errnoText } from './errno.ts';

/** Writes chunks one by one, until they end or nobody reads on. */
export function writeChunks(output: Output, chunks: Iterable<Uint8Array>): void {
  for (const chunk of chunks) if (!output.write(chunk)) return;
}

/**
 * Writes a file whole or not at all: into a new file beside it, then renamed over it.
 *
 * @throws FileError 'not-writable'
 */
export function writeWholeFile(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.pyprof-view-${process.pid}-${Date.now()}.tmp`);
  try {
    writeFileSync(temporary, bytes, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new FileError('not-writable', path, errnoText(error), { cause: error });
  }
}
