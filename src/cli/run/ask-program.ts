import { loadBuiltin } from '../load-builtin.ts';

/** What a short program said. `status`: null where it could not be started. `complaint`: the last line of its errors. */
type Answer = { readonly status: number | null; readonly said: string; readonly complaint: string };

/** Asks a program that answers at once. */
export function askProgram(command: string, args: readonly string[], folder: string = '.'): Answer {
  const { spawnSync } = loadBuiltin('node:child_process');
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 26,
  });
  return {
    status: error === undefined ? status : null,
    said: (stdout ?? '').replace(/\r?\n$/, ''),
    complaint: (stderr ?? '').trimEnd().split('\n').at(-1) ?? '',
  };
}
