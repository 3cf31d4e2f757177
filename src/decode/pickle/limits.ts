import type { PickleLimits } from './guarded-reader.ts';

/**
 * A file of more bytes is refused. A trace takes 8 to 15 bytes, so that is five million of them; with what
 * is made of it the program stays below 300 MB.
 */
export const MOST_PICKLE_BYTES = 64_000_000;

const MOST_MILLISECONDS = 4000;
const MOST_HEAP_BYTES = 100_000_000;

/** What any pickle may take. `now`: milliseconds that only move forward, as `performance.now`. */
export function pickleLimits(now: () => number): PickleLimits {
  return { now, milliseconds: MOST_MILLISECONDS, heapBytes: MOST_HEAP_BYTES };
}
