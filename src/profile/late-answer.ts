import type { MadeOnce, Steps } from './steps.ts';

/** Thrown in the place of an answer that is not there yet, to who can wait for it. */
class LateAnswer extends Error {
  readonly work: () => Steps<unknown>;

  constructor(work: () => Steps<unknown>) {
    super('the answer is not there yet');
    this.work = work;
  }
}

let isWaitedFor = false;

/** What takes long to make: all of it is made now, unless {@link askPatiently} is being asked. */
export function answerOf<T>(made: MadeOnce<T>): T {
  if (!isWaitedFor) return made();
  const step = made.steps().next();
  if (step.done === true) return step.value;
  throw new LateAnswer(made.steps);
}

export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** An answer is missing: with the work on it done, ask again. */
  | { readonly kind: 'late'; readonly work: () => Steps<unknown> };

/** Asks what may need an answer that takes long ({@link answerOf}), however deep inside; nothing is to change before that. */
export function askPatiently<T>(ask: () => T): Outcome<T> {
  isWaitedFor = true;
  try {
    return { kind: 'done', value: ask() };
  } catch (error) {
    if (error instanceof LateAnswer) return { kind: 'late', work: error.work };
    throw error;
  } finally {
    isWaitedFor = false;
  }
}
