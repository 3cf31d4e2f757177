import type { PickleLimits } from './guarded-reader.ts';

/**
 * A larger file is refused. A trace takes 8 to 15 bytes, so this is about five million of them, for which the program
 * needs less than 300 MB.
 */
export const MOST_PICKLE_BYTES = 64_000_000;

const MOST_MILLISECONDS = 4000;
const MOST_HEAP_BYTES = 100_000_000;

/** What any pickle may take. `now`: a clock in milliseconds that never goes back, such as `performance.now`. */
export function pickleLimits(now: () => number): PickleLimits {
  return { now, milliseconds: MOST_MILLISECONDS, heapBytes: MOST_HEAP_BYTES };
}
