import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { copyWheel, unpackWheel } from './built-wheel.ts';
import { findPythons, type Python } from './pythons.ts';

export const LOAD = '%load_ext pyprof_view';

type Outcome = { readonly success: boolean; readonly out: string; readonly err: string };

export type Shell = {
  /** The folder in which the cells of this test run. */
  readonly cwd: () => string;
  /** Runs cells in a new IPython, and returns what each of them printed. */
  readonly runCells: (cells: readonly string[], env?: NodeJS.ProcessEnv) => Outcome[];
  /** Loads the extension, runs cells, and returns what the last of them printed. */
  readonly lastOf: (cells: readonly string[], env?: NodeJS.ProcessEnv) => Outcome;
};

/** The newest Python here that has IPython, or none. */
export const WITH_IPYTHON: readonly Python[] = findPythons().filter(hasIPython).slice(-1);

function hasIPython({ path }: Python): boolean {
  return spawnSync(path, ['-c', 'import IPython.core.interactiveshell']).status === 0;
}

/** An IPython with the wheel for the tests of the `describe` around this call, and a new folder for each of them. */
export function useShell(path: string): Shell {
  let folder = '';
  let cwd = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyprof-view-ipython-'));
    unpackWheel(copyWheel(folder), join(folder, 'site'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(() => {
    cwd = mkdtempSync(join(folder, 'cwd-'));
  });

  const runCells: Shell['runCells'] = (cells, extra = {}) => {
    const PATH = dirname(process.execPath) + delimiter + process.env['PATH'];
    const places = { HOME: folder, IPYTHONDIR: join(folder, 'ipython'), PYTHONPATH: join(folder, 'site') };
    const script = join(import.meta.dirname, 'run-cells.py');
    const options = {
      cwd,
      env: { PATH, ...places, ...extra },
      input: JSON.stringify(cells),
      encoding: 'utf8',
    } as const;
    const { stdout, stderr } = spawnSync(path, [script], options);
    if (!stdout.startsWith('[')) throw new Error(`IPython printed:\n${stdout}${stderr}`);
    return JSON.parse(stdout);
  };

  const lastOf: Shell['lastOf'] = (cells, env) => {
    const outcome = runCells([LOAD, ...cells], env).at(-1);
    if (outcome === undefined) throw new Error('no cell ran');
    return outcome;
  };

  return { cwd: () => cwd, runCells, lastOf };
}
