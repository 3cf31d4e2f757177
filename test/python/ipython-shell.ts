import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { copyWheel, unpackWheel } from './built-wheel.ts';
import { findPythons, type Python } from './pythons.ts';

export const LOAD = '%load_ext pyprof_view';

type Outcome = { readonly success: boolean; readonly out: string; readonly err: string };

export type Shell = {
  /** The folder in which the cells of this test run. */
  readonly cwd: () => string;
  /** Runs cells in a new IPython, and returns what each of them printed. */
  readonly runCells: (cells: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Outcome[]>;
  /** Loads the extension, runs cells, and returns what the last of them printed. */
  readonly lastOf: (cells: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Outcome>;
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
  let shells: Shells;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyprof-view-ipython-'));
    unpackWheel(copyWheel(folder), join(folder, 'site'));
    shells = new Shells(path, env());
  });

  afterAll(async () => {
    await shells.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    cwd = mkdtempSync(join(folder, 'cwd-'));
  });

  const env = (): NodeJS.ProcessEnv => {
    const PATH = dirname(process.execPath) + delimiter + process.env['PATH'];
    return { PATH, HOME: folder, IPYTHONDIR: join(folder, 'ipython'), PYTHONPATH: join(folder, 'site') };
  };

  const runCells: Shell['runCells'] = (cells, extra = {}) => shells.run({ cells, cwd, env: { ...env(), ...extra } });

  const lastOf: Shell['lastOf'] = async (cells, extra) => {
    const outcome = (await runCells([LOAD, ...cells], extra)).at(-1);
    if (outcome === undefined) throw new Error('no cell ran');
    return outcome;
  };

  return { cwd: () => cwd, runCells, lastOf };
}

type Request = { readonly cells: readonly string[]; readonly cwd: string; readonly env: NodeJS.ProcessEnv };

/** The process that run-cells.py is, which becomes a new IPython for each request. */
class Shells {
  private readonly python: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;
  private complaints = '';

  constructor(path: string, env: NodeJS.ProcessEnv) {
    this.python = spawn(path, [join(import.meta.dirname, 'run-cells.py')], { env });
    this.python.stderr.on('data', (data) => (this.complaints += data));
    this.answers = createInterface({ input: this.python.stdout })[Symbol.asyncIterator]();
  }

  async run(request: Request): Promise<Outcome[]> {
    this.python.stdin.write(`${JSON.stringify(request)}\n`);
    const { value } = await this.answers.next();
    if (!String(value).startsWith('[')) throw new Error(`IPython printed:\n${value}${this.complaints}`);
    return JSON.parse(value);
  }

  /** Once it has ended. */
  async close(): Promise<void> {
    this.python.stdin.end();
    if (this.python.exitCode === null) await new Promise((resolve) => this.python.once('close', resolve));
  }
}
