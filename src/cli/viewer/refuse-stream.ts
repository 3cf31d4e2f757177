import { type ErrorCode, FileError } from '../../errors.ts';
import { statsAt } from '../stats-at.ts';

/**
 * Whoever opens a pipe waits until somebody is at its other end, and a device may never end: the keys would wait as long.
 *
 * @throws FileError with the code that says what was not possible
 */
export function refuseStream(path: string, code: Extract<ErrorCode, 'not-readable' | 'not-writable'>): void {
  const stats = statsAt(path);
  if (stats === null || stats.isFile() || stats.isDirectory()) return; // reading or writing says what is wrong
  throw new FileError(code, path, 'it is a pipe or a device, and the viewer waits for none');
}
