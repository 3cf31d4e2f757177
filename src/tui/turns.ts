import { createNewest, type IsWanted } from './between-keys.ts';

/** null where it is done already. */
export type Turn = Promise<unknown> | null;

/**
 * Does work on another profile after what was asked for before it, or instead of that: then that is stopped, and never
 * comes to an end. Where nothing is waited for it begins at once: what is done in the time of a key is done before the next.
 */
export type Turns = (work: (isWanted: IsWanted) => Turn, how: 'after' | 'instead') => void;

export function createTurns(isDone: () => boolean): Turns {
  const begin = createNewest();
  let isNewest = begin();
  let last: Turn = null;
  return (work, how) => {
    const before = how === 'after' ? last : null;
    if (before === null) isNewest = begin();
    const isOfThese = isNewest;
    const isWanted: IsWanted = () => isOfThese() && !isDone();
    const takeTurn = (): Turn => (isWanted() ? work(isWanted) : null);
    const turn = before === null ? takeTurn() : before.then(takeTurn);
    const ended = turn?.then(() => {
      if (last === ended) last = null;
    });
    last = ended ?? null;
  };
}
