/**
 * Work that is done in slices of some milliseconds. Between two slices its caller can do something else, or drop the
 * work: nothing of the result is seen before the end. Slices are measured in work, not by a clock, so that they are the
 * same each time.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** A slice looks at this many rows: 1 to 5 ms on the machine of bench/RESULTS.md. */
const ROWS_A_SLICE: number = 1 << 15;

/** A file costs more than a row: its path is held against several patterns. */
const FILES_A_SLICE = 2048;

/** Work over `length` places, each slice of them in one call. */
export function* inSlices(
  length: number,
  work: (from: number, to: number) => void,
  most: number = ROWS_A_SLICE,
): Steps<void> {
  for (let from = 0; from < length; from += most) {
    work(from, Math.min(length, from + most));
    yield;
  }
}

/** Looks at files, each slice of them in one call. */
export function inSlicesOf<T>(files: readonly T[], look: (file: T) => void): Steps<void> {
  return inSlices(files.length, (from, to) => files.slice(from, to).forEach(look), FILES_A_SLICE);
}

/** Says when a slice has looked at so many things: it is told how many each look was. */
export function sliceCounter(most: number = ROWS_A_SLICE): (looks: number) => boolean {
  let looked = 0;
  return (looks) => {
    looked += looks;
    if (looked < most) return false;
    looked = 0;
    return true;
  };
}

/** Does the work in one go and returns its result. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Something that is made once, when it is first asked for: in one go or in slices, each of which continues where the
 * other stopped.
 */
export type MadeOnce<T> = { (): T; readonly steps: () => Steps<T> };

export function madeOnce<T>(make: () => Steps<T>): MadeOnce<T> {
  let made: { readonly value: T } | null = null;
  let begin = make;
  let work: Steps<T> | null = null;
  function* steps(): Steps<T> {
    while (made === null) {
      const current = work ?? begin();
      work = null; // after a failure it starts again
      const step = current.next();
      if (step.done === true) {
        made = { value: step.value };
        begin = steps; // lets go of what it was made from: for the edges of a million functions, 60 MB
      } else {
        work = current;
        yield;
      }
    }
    return made.value;
  }
  return Object.assign(() => made?.value ?? finish(steps()), { steps });
}

/** A {@link MadeOnce} of a value that is there already. */
export function alreadyMade<T>(value: T): MadeOnce<T> {
  return madeOnce(function* () {
    yield;
    return value;
  });
}
