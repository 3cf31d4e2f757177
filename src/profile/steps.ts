/**
 * Work that is done in slices of some milliseconds. Who runs it can do something else between two, or drop it: nothing of
 * the result is seen before the end. Slices are counted in work and not by a clock, so that they are the same each time.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** A slice looks at this many rows: 1 to 5 ms on the machine of bench/RESULTS.md. */
const ROWS_A_SLICE: number = 1 << 15;

/** Work over `length` places, each slice of them in one call. */
export function* inSlices(length: number, work: (from: number, to: number) => void): Steps<void> {
  for (let from = 0; from < length; from += ROWS_A_SLICE) {
    work(from, Math.min(length, from + ROWS_A_SLICE));
    yield;
  }
}

/** The result of work that nobody waits beside. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Something that is made once, when it is first asked for: in one go or in slices. Each continues where the other
 * stopped.
 */
export type MadeOnce<T> = { (): T; readonly steps: () => Steps<T> };

export function madeOnce<T>(make: () => Steps<T>): MadeOnce<T> {
  let made: { readonly value: T } | null = null;
  let work: Steps<T> | null = null;
  function* steps(): Steps<T> {
    while (made === null) {
      const current = work ?? make();
      work = null; // should it fail, it begins anew
      const step = current.next();
      if (step.done === true) {
        made = { value: step.value };
      } else {
        work = current;
        yield;
      }
    }
    return made.value;
  }
  return Object.assign(() => made?.value ?? finish(steps()), { steps });
}

/** What is there already, where something that is made once is wanted. */
export function alreadyMade<T>(value: T): MadeOnce<T> {
  return madeOnce(function* () {
    yield;
    return value;
  });
}
