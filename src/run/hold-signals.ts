const HELD: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'];

/** Signals that would end us, while there is something to put away first. */
export type HeldSignals = {
  /** The first that came, or null. */
  readonly came: () => NodeJS.Signals | null;
  /** Calls the listener when one comes, at once if it has already come. */
  readonly onCame: (listener: () => void) => void;
  readonly release: () => void;
};

/** Until `release`, such a signal is only noted. */
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
