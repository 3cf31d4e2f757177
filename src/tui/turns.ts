import type { IsWanted } from './host.ts';

/**
 * Does work on another profile after what was asked for before it, or instead of that: then that is stopped, and never
 * comes to an end.
 */
export type Turns = (work: (isWanted: IsWanted) => Promise<void>, how: 'after' | 'instead') => void;

export function createTurns(isDone: () => boolean): Turns {
  let newest = 0;
  let last: Promise<void> | null = null;
  return (work, how) => {
    const before = how === 'after' ? last : null;
    if (before === null) newest++;
    const number = newest;
    const isWanted: IsWanted = () => number === newest && !isDone();
    last = Promise.resolve(before).then(() => (isWanted() ? work(isWanted) : undefined));
  };
}
