import type { Steps } from '../../profile/steps.ts';
import { betweenKeys } from '../../tui/between-keys.ts';
import type { EndSignal, ProcessLife } from '../../tui/process-life.ts';
import type { TerminalInput } from '../../tui/terminal/keyboard.ts';
import { inliningLittle } from '../engine-tuning.ts';

/** What ends the program before it shows anything: `q`, or a key that a terminal makes a signal of. */
type EarlyEnd = 'quit' | EndSignal;

/** The keys while profiles are read: none is echoed, and the viewer gets what was typed for it. */
export type EarlyKeys = {
  /** Does work, and hears the keys between its slices. Once they have ended it, it is never done. */
  readonly inSlices: <T>(steps: Steps<T>) => Promise<T>;
  /** Does work that has no slices. Lines are edited meanwhile, so that the terminal itself makes signals of keys. */
  readonly inOneGo: <T>(work: () => Promise<T>) => Promise<T>;
  readonly ended: Promise<EarlyEnd>;
  /** How much is read. */
  readonly expect: (bytes: number) => void;
  /** Whoever listens next hears what was typed. */
  readonly handOn: () => void;
  /** Lines are edited and echoed again. */
  readonly release: () => void;
};

/**
 * Work that is done by then leaves the terminal alone. So does a pipe, which is whole before it is decoded: at its other
 * end a program may ask for a password.
 */
const DEAF_MILLISECONDS = 50;

const STOP = '\x1a';
const ENDS: readonly (readonly [key: string, end: EarlyEnd])[] = [
  ['\x03', 'SIGINT'],
  ['\x1c', 'SIGQUIT'],
];

/** @param now milliseconds, of a clock that only goes on */
export function hearEarly(
  { stdin, life }: { readonly stdin: TerminalInput; readonly life: Pick<ProcessLife, 'stop'> },
  now: () => number = () => performance.now(),
): EarlyKeys {
  let bytes = 0;
  let isTaken = false;
  let typed = '';
  let end: (how: EarlyEnd) => void = () => undefined;
  const ended = new Promise<EarlyEnd>((resolve) => {
    end = resolve;
  });
  const onData = (text: string): void => {
    typed += text;
  };
  const take = (): void => {
    if (isTaken) return;
    isTaken = true;
    stdin.setEncoding('utf8');
    stdin.setRawMode?.(true);
    stdin.on('data', onData).resume();
  };
  const release = (): void => {
    if (!isTaken) return;
    isTaken = false;
    stdin.off('data', onData).pause();
    stdin.setRawMode?.(false);
  };
  const handOn = (): void => {
    if (isTaken) stdin.off('data', onData).pause();
    isTaken = false;
    if (typed !== '') stdin.unshift(typed);
  };
  const isWanted = (): boolean => {
    const how = endOf(typed);
    if (how !== null) end(how);
    if (typed.includes(STOP)) {
      typed = typed.replaceAll(STOP, '');
      release();
      life.stop('job');
    }
    return how === null;
  };
  function* bursts<T>(steps: Steps<T>): Steps<T> {
    while (true) {
      const step = inliningLittle(bytes, () => advance(steps, now));
      if (step.done === true) return step.value;
      take();
      yield;
    }
  }
  return {
    inSlices: (steps) => betweenKeys(bursts(steps), isWanted),
    inOneGo: async (work) => {
      await betweenKeys(oneTurn(), isWanted); // a key of the last slice is heard: nobody will make a signal of it
      release();
      return work();
    },
    ended,
    expect: (all) => {
      bytes = all;
    },
    handOn,
    release,
  };
}

/** Gives the lines back where what is done before somebody else listens fails. */
export async function orRelease<T>({ release }: Pick<EarlyKeys, 'release'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    release();
    throw error;
  }
}

function* oneTurn(): Steps<undefined> {
  yield;
  return undefined;
}

function advance<T>(steps: Steps<T>, now: () => number): IteratorResult<undefined, T> {
  const end = now() + DEAF_MILLISECONDS;
  let step = steps.next();
  while (step.done !== true && now() < end) step = steps.next();
  return step;
}

/** A `q` behind other keys may be one of a word: the viewer will know. */
function endOf(typed: string): EarlyEnd | null {
  if (typed.startsWith('q')) return 'quit';
  return ENDS.find(([key]) => typed.includes(key))?.[1] ?? null;
}
