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

/** Of so many functions anything is made in the time of a key. */
export const ROWS_AT_ONCE = 20_000;

/** {@link answerOf} what takes long if there are many functions. */
export function answerFor<T>(functions: number, made: MadeOnce<T>): T {
  return functions <= ROWS_AT_ONCE ? made() : answerOf(made);
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

/** For so many answers one after the other somebody waits; older ones may be forgotten meanwhile, so the rest is made in one go. */
export const MOST_ANSWERS = 50;

/** What comes of asking, with the answers that are missing made in slices before. */
export function* askInSlices<T>(ask: () => T): Steps<T> {
  for (let answers = 0; answers < MOST_ANSWERS; answers++) {
    const outcome = askPatiently(ask);
    if (outcome.kind === 'done') return outcome.value;
    yield* outcome.work();
    yield; // what asks does something with it too
  }
  return ask();
}
