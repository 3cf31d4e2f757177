import { loadBuiltin } from '../load-builtin.ts';

/** What a short program said. `status`: null where it could not be started, or a signal ended it. */
export type Answer = {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
  /** Why it failed, in one line. */
  readonly complaint: string;
};

/** Asks a program that answers at once. It prints nothing itself. */
export function askProgram(command: string, args: readonly string[], folder: string = '.'): Answer {
  const { spawnSync } = loadBuiltin('node:child_process');
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 26,
  });
  return {
    status: error === undefined ? status : null,
    signal,
    said: (stdout ?? '').replace(/\r?\n$/, ''),
    complaint: complaintIn(stderr ?? ''),
  };
}

/** Git says first what it does, then why that failed, and then what to do about it. */
function complaintIn(errors: string): string {
  const failure = /^(?:fatal|error): (.+)$/m.exec(errors)?.[1];
  return failure ?? errors.trimEnd().split(/\r?\n/).at(-1)!;
}
