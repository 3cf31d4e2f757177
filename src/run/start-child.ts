import type { ChildProcess } from 'node:child_process';
import type { Ended } from './run-child.ts';

/** A program that is still running after this long has opened what it was given: a browser keeps running. */
const PATIENCE_MS = 3000;

export type Started = Ended | { readonly kind: 'runs' };

/** Waits until a program runs or has ended, however it ends; then it is left alone. */
export function waitForStart(child: ChildProcess): Promise<Started> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => leave({ kind: 'runs' }), PATIENCE_MS);
    const leave = (how: Started): void => {
      clearTimeout(timer);
      child.unref();
      resolve(how);
    };
    child.on('error', (error) => leave({ kind: 'not-started', error }));
    child.on('exit', (status, signal) =>
      leave(signal === null ? { kind: 'status', status: status ?? 0 } : { kind: 'signal', signal }),
    );
  });
}
