import { readSync } from 'node:fs';

/** One system call reads no more than 2 GiB. */
const MOST_AT_ONCE = 2 ** 30;

/** Fills `target` with bytes of a file, from `at` on or from where it was left; returns how many there were. */
export function fillFrom(file: number, target: Uint8Array, at: number | null): number {
  let length = 0;
  while (length < target.length) {
    const most = Math.min(target.length - length, MOST_AT_ONCE);
    const read = readSync(file, target, length, most, at === null ? null : at + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}
