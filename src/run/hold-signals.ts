const HELD: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'];

/** Signals that would end us, while there is something to put away first. */
export type HeldSignals = {
  /** The first that came, or null. */
  readonly came: () => NodeJS.Signals | null;
  /** Who waits hears of it, at once if it came already. */
  readonly onCame: (listener: () => void) => void;
  readonly release: () => void;
};

/** From now on such a signal is only noted down. */
export function holdSignals(): HeldSignals {
  let first: NodeJS.Signals | null = null;
  let tell = (): void => undefined;
  const note = (signal: NodeJS.Signals): void => {
    first ??= signal;
    tell();
  };
  for (const signal of HELD) process.on(signal, note);
  return {
    came: () => first,
    onCame: (listener) => {
      tell = listener;
      if (first !== null) listener();
    },
    release: () => {
      for (const signal of HELD) process.off(signal, note);
    },
  };
}
