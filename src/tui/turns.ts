import { createNewest, type IsWanted } from './between-keys.ts';

/**
 * Does work on another profile after what was asked for before it, or instead of that: then that is stopped, and never
 * comes to an end.
 */
export type Turns = (work: (isWanted: IsWanted) => Promise<void>, how: 'after' | 'instead') => void;

export function createTurns(isDone: () => boolean): Turns {
  const begin = createNewest();
  let isNewest = begin();
  let last: Promise<void> | null = null;
  return (work, how) => {
    const before = how === 'after' ? last : null;
    if (before === null) isNewest = begin();
    const isOfThese = isNewest;
    const isWanted: IsWanted = () => isOfThese() && !isDone();
    last = Promise.resolve(before).then(() => (isWanted() ? work(isWanted) : undefined));
  };
}
