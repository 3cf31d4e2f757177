/** Real dumps unpack to 2 to 6 times their size, one of 100,000 functions that do nothing to 18, a file of zeros to 1030. */
export const USUAL_TIMES = 60;

let times = USUAL_TIMES;

/** A setting of the whole run (`--unpack-times`): else everything that reads an input would have to pass it on. */
export function allowUnpacking(most: number = USUAL_TIMES): void {
  times = most;
}

/** A gzipped input may unpack to this many times its size. */
export function mostUnpackTimes(): number {
  return times;
}
