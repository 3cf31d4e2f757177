import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

/** How a program ended: with a status, by a signal, or it could not be started. */
export type Ended =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'not-started'; readonly error: Error };

/** Sent to us alone, by `kill` or at the end of a session: the program would not get them. */
const PASSED_ON: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

/** A terminal sends these to the program as well as to us; without a terminal they were sent to us alone. */
const FROM_KEYS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Waits until a program that has our streams has ended, however it ends.
 *
 * @param hasTerminal whether Ctrl-C reaches the program by itself
 */
export function waitForChild(child: ChildProcess, hasTerminal: boolean): Promise<Ended> {
  const listeners = [...PASSED_ON, ...FROM_KEYS].map((signal) => {
    const isHeard = hasTerminal && FROM_KEYS.includes(signal);
    const listener = (): void => {
      if (!isHeard) child.kill(signal);
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  return new Promise<Ended>((resolve) => {
    child.on('error', (error) => resolve({ kind: 'not-started', error }));
    child.on('exit', (status, signal) =>
      resolve(signal === null ? { kind: 'status', status: status ?? 0 } : { kind: 'signal', signal }),
    );
  }).finally(() => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  });
}

/** As a shell says it: 128 and the number of the signal. */
export function exitStatusOf(ended: Exclude<Ended, { kind: 'not-started' }>): number {
  return ended.kind === 'status' ? ended.status : 128 + constants.signals[ended.signal];
}
