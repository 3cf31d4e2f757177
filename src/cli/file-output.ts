import { writeSync } from 'node:fs';
import { FileError } from '../errors.ts';
import type { Output } from './context.ts';
import { errnoCode, errnoText } from './errno.ts';

const RETRY_MILLISECONDS = 5;

/**
 * An open file descriptor as an output. Plain `write` calls hold the program back where the reader is slow, so that a
 * large table never lies in memory whole, and they need none of Node's streams, which take longer to load than a small
 * profile takes to print.
 */
export function fileOutput(descriptor: number, name: string): Output {
  return { write: (bytes) => writeAll(descriptor, name, bytes) };
}

/** @throws FileError 'not-writable' (a full disk), but not for a closed pipe */
function writeAll(descriptor: number, name: string, bytes: Uint8Array): boolean {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written, bytes.length - written);
    } catch (error) {
      const code = errnoCode(error);
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') throw new FileError('not-writable', name, errnoText(error), { cause: error });
      waitForReader();
    }
  }
  return true;
}

const clock = new Int32Array(new SharedArrayBuffer(4));

/** Somebody else has set the descriptor non-blocking (a shell, a parent that shares it), and its buffer is full. */
function waitForReader(): void {
  Atomics.wait(clock, 0, 0, RETRY_MILLISECONDS);
}
