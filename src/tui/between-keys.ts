import type { Steps } from '../profile/steps.ts';

/** Asked between slices of work, which is stopped where nobody wants it any more: nothing comes of it then. */
export type IsWanted = () => boolean;

/** Each call begins anew: what was begun before is not wanted any more. */
export function createNewest(): () => IsWanted {
  let newest = 0;
  return () => {
    const number = ++newest;
    return () => number === newest;
  };
}

/**
 * Does work a slice at a time: between two of them keys are heard, and what they change is painted. Work that is not
 * wanted any more is closed, and never comes to an end: nothing that waits for it goes on.
 */
export async function betweenKeys<T>(steps: Steps<T>, isWanted: IsWanted = () => true): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isWanted()) return close(steps);
    step = steps.next();
  }
  return step.value;
}

function close(steps: Steps<unknown>): Promise<never> {
  steps.return(null); // files are closed
  return new Promise(() => undefined);
}
