import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Python = { readonly minor: number; readonly path: string };

const ASK = 'import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)';

let asked: readonly Python[] | undefined;

/** The Pythons from 3.7 (or `oldest`) on that this machine has, the oldest first: on the PATH, and those of pyenv. */
export function findPythons(oldest = 7): Python[] {
  asked ??= askAll(); // once in a process, for all its test files
  return asked.filter(({ minor }) => minor >= oldest);
}

function askAll(): readonly Python[] {
  const found = new Map<string, Python>();
  for (const command of candidates()) {
    const { status, stdout } = spawnSync(command, ['-c', ASK], { encoding: 'utf8' });
    const [, minor, path] = /^3 (\d+) (.+)$/m.exec(stdout ?? '') ?? [];
    if (status !== 0 || minor === undefined || path === undefined) continue;
    found.set(realpathSync(path), { minor: Number(minor), path });
  }
  return [...found.values()].sort((a, b) => a.minor - b.minor);
}

/**
 * Two that stand for all, for what takes seconds each: 3.12 and newer profile by other means than those before. With
 * `PYPROF_PYTHONS=all` it is each that this machine has.
 */
export function oldestAndNewest(pythons: readonly Python[]): readonly Python[] {
  if (process.env['PYPROF_PYTHONS'] === 'all') return pythons;
  return pythons.filter((_, at) => at === 0 || at === pythons.length - 1);
}

function* candidates(): Generator<string> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (existsSync(join(folder, 'python3'))) yield join(folder, 'python3');
  }
  const versions = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return;
  for (const version of readdirSync(versions)) yield join(versions, version, 'bin/python');
}

/** Says that tests did not run, where somebody sees it: in the output and in the name of the tests. */
export function saySkipped(reason: string): string {
  // biome-ignore lint/suspicious/noConsole: a test that did not run must not pass unseen
  console.warn(`NOT RUN: ${reason}`);
  return `NOT RUN: ${reason}`;
}
