/** By which people and systems end a program. */
export const ENDING_SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Lets signals that have come be heard: while a program works it hears none. */
type HearSignals = () => Promise<void>;

/**
 * Does `work`, then `cleanUp`, which a signal that ends us meanwhile does first. The work says where it can be ended: a
 * signal takes effect where it awaits `hear`, and at its end.
 */
export async function cleanUpOnSignal(
  cleanUp: () => void,
  work: (hear: HearSignals) => Promise<void>,
  signals: readonly NodeJS.Signals[] = ENDING_SIGNALS,
): Promise<void> {
  const off = (): void => {
    for (const signal of signals) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    off(); // the system then does what it does by itself
    cleanUp();
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    await work(turn);
  } finally {
    cleanUp();
    await turn();
    off();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
