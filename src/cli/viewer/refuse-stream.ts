import { realpathSync } from 'node:fs';
import { type ErrorCode, FileError } from '../../errors.ts';
import { statsAt } from '../input/stats-at.ts';

/**
 * What the kernel makes up looks like files, but reading some of it (`/proc/kmsg`, `trace_pipe`) waits as for a pipe.
 */
const KERNEL_FILE = /^\/(?:proc|sys)\//;

/**
 * Whoever opens a pipe waits until somebody is at its other end, and a device may never end: the keys would wait as long.
 *
 * @throws FileError with the code that says what was not possible
 */
export function refuseStream(path: string, code: Extract<ErrorCode, 'not-readable' | 'not-writable'>): void {
  const stats = statsAt(path);
  if (stats === null || stats.isDirectory()) return; // reading or writing says what is wrong
  if (stats.isFile() && !KERNEL_FILE.test(realPathOf(path))) return;
  throw new FileError(code, path, 'it is a pipe, a device or made up by the kernel, and the viewer waits for none');
}

function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path; // it has just vanished
  }
}
