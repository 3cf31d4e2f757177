import { fstatSync, statSync, writeSync } from 'node:fs';
import { FileError } from '../../errors.ts';
import { escapeForTerminal } from '../../text/escape.ts';
import { decodeSurrogateEscape } from '../../text/wtf8.ts';
import type { Output } from '../context.ts';
import { errnoCode, errnoText } from '../input/errno.ts';

const RETRY_MILLISECONDS = 5;

/**
 * An open file descriptor as an output. Plain `write` calls hold the program back where the reader is slow, so that a
 * large table never lies in memory whole, and they need none of Node's streams, which take longer to load than a small
 * profile takes to print.
 */
export function fileOutput(descriptor: number, name: string): Output {
  const isTerminal = mayBeTerminal(descriptor);
  const write = (bytes: Uint8Array): boolean => writeAll(descriptor, name, isTerminal ? harmless(bytes) : bytes);
  return { isTerminal, write };
}

/** An output for messages beside the work: if they cannot be written, the work and its exit code stay the same. */
export function forgiving({ isTerminal, write }: Output): Output {
  return {
    isTerminal,
    write: (bytes) => {
      try {
        return write(bytes);
      } catch (error) {
        if (error instanceof FileError) return false;
        throw error;
      }
    },
  };
}

/** Devices, but for the one that shows nothing: to ask what else a device is makes Node load its network code. */
function mayBeTerminal(descriptor: number): boolean {
  const known = fstatSync(descriptor);
  return known.isCharacterDevice() && known.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

const FIRST_SHOWN = 0x20;
const DELETE = 0x7f;
const NEWLINE = 0x0a;

/** Whatever was overlooked elsewhere, a terminal gets nothing that it would obey. */
function harmless(bytes: Uint8Array): Uint8Array {
  return isPlain(bytes) ? bytes : Buffer.from(escapeForTerminal(decodeSurrogateEscape(bytes)), 'utf8');
}

/** By index: `every` and `for of` take four times as long. */
function isPlain(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if ((byte < FIRST_SHOWN || byte >= DELETE) && byte !== NEWLINE) return false;
  }
  return true;
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

/** Another process that shares the descriptor (a shell, a parent) has made it non-blocking, and its buffer is full. */
function waitForReader(): void {
  Atomics.wait(clock, 0, 0, RETRY_MILLISECONDS);
}
