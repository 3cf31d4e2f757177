import type { IsWanted } from './host.ts';

type Work = (isWanted: IsWanted) => Promise<void>;

/** Does what is asked for after what was asked for before it, or instead of that, which is stopped then. */
export type Turns = { readonly after: (work: Work) => void; readonly instead: (work: Work) => void };

export function createTurns(isDone: () => boolean): Turns {
  let newest = 0;
  let last = Promise.resolve();
  const after = (work: Work): void => {
    const number = newest;
    const isWanted: IsWanted = () => number === newest && !isDone();
    last = last.then(() => (isWanted() ? work(isWanted) : undefined));
  };
  const instead = (work: Work): void => {
    newest++;
    last = Promise.resolve(); // what is stopped never ends
    after(work);
  };
  return { after, instead };
}
