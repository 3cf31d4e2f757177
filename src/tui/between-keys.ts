import type { Steps } from '../profile/steps.ts';

/** Does work a slice at a time: between two of them keys are heard, and what they change is painted. */
export async function betweenKeys<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    await new Promise((resolve) => setImmediate(resolve));
    step = steps.next();
  }
  return step.value;
}
