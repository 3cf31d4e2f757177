import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { FileError } from '../errors.ts';
import { errnoCode, errnoText } from './errno.ts';

/**
 * Writes chunks one by one and waits where the reader is slow, so that a large table never lies in memory whole.
 * A reader that closes the pipe (`| head`) ends it quietly.
 *
 * @throws FileError 'not-writable' for any other failure (a full disk)
 */
export async function writeChunks(stream: Writable, chunks: Iterable<Uint8Array>): Promise<void> {
  for (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const isOpen = await writeChunk(stream, chunk);
    if (!isOpen) return;
  }
}

/** False where the other end has closed. */
function writeChunk(stream: Writable, chunk: Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      stream.off('error', settle);
      if (error === undefined || error === null) resolve(true);
      else if (isClosedPipe(error)) resolve(false);
      else
        reject(
          new FileError('not-writable', 'standard output', `standard output: ${errnoText(error)}`, { cause: error }),
        );
    };
    stream.once('error', settle);
    stream.write(chunk, settle);
  });
}

function isClosedPipe(error: Error): boolean {
  const code = errnoCode(error);
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
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
