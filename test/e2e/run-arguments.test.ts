import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeArguments } from '../../src/decode/decode-arguments.ts';
import { findPythons, saySkipped } from '../python/pythons.ts';
import { PROGRAM } from './shell.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/run');
const ARGUMENTS = join(FIXTURES, 'arguments.py');
const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-run-arguments-'));
/** It finds what its first run left, and is killed. */
const ONCE = `import os, signal
def work():
    if os.path.exists('begun'):
        os.kill(os.getpid(), signal.SIGKILL)
    open('begun', 'w').close()
work()
`;
const pythons = findPythons(6);

afterAll(() => rmSync(folder, { recursive: true }));

function run(python: string, ...args: readonly string[]) {
  const words = ['run', '--python', python, '--no-view', '-o', 'out.prof', ...args];
  return spawnSync(process.execPath, [PROGRAM, ...words], { encoding: 'utf8', cwd: folder });
}

function counted() {
  return decodeArguments(readFileSync(join(folder, 'out.arguments.json')));
}

function countsOf(): ReadonlyMap<string, string> {
  return new Map(counted().map(({ name, calls, distinct, ended }) => [name, `${distinct} of ${calls}, ${ended}`]));
}

if (pythons.length === 0) saySkipped('no Python 3.6 or newer is here: run --arguments is not tried');

describe.each(pythons)('run --arguments with Python 3.$minor', ({ path }) => {
  test('counts arguments and results, and runs nothing of the program for it', () => {
    const plain = spawnSync(path, [ARGUMENTS], { encoding: 'utf8' });
    const { status, stdout, stderr } = run(path, '--arguments', ARGUMENTS, 'said');
    expect({ status, stdout }).toEqual({ status: 0, stdout: plain.stdout });
    expect(stdout).toBe('[] 50 150 0\n');
    expect(readFileSync(join(folder, 'said.txt'), 'utf8')).toBe(stdout); // no method of the program was called, and all objects died in time
    expect(stderr).toContain(
      'functions, counted in a run of their own, are out.arguments.json; pyprof-view hints takes them with --arguments\n',
    );
    expect(Object.fromEntries(countsOf())).toMatchObject({
      of_nested: '0 of 0, arguments',
      of_odd_part: '7 of 35, whole',
      of_python: '20 of 100, whole',
      of_odd: '54 of 150, whole',
      of_proxy: '2 of 100, whole',
      of_slotted: '100 of 100, whole',
      of_values: '6 of 100, whole',
      of_lists: '10 of 100, whole',
      of_iterator: '0 of 0, arguments',
      raises: '50 of 50, raised',
      counted_up: '100 of 100, whole',
      inner: '7 of 100, whole',
      of_long: '3 of 100, whole',
    });
    expect(countsOf().has('generates')).toBe(false);
    expect(counted().flatMap(({ name, changed }) => (changed ? [name] : []))).toEqual(['is_changed']);
  });

  test('goes no deeper than the program, and then says that the counts are no evidence', () => {
    const { status, stdout, stderr } = run(path, '--arguments', ARGUMENTS, 'deep');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '[] 50 150 0\ntoo deep\n' });
    expect(stderr).toMatch(/they are no evidence, for the program set a profiler of its own, or had no stack left/);
    expect(countsOf().get('of_long')).toBe('3 of 100, cut');
  });

  test('leaves the recursion limit that the program sets as it is', () => {
    const { status, stdout, stderr } = run(path, '--arguments', ARGUMENTS, 'limit');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '[] 50 150 0\n' });
    expect(stderr).toContain(
      'functions, counted in a run of their own, are out.arguments.json; pyprof-view hints takes them with --arguments\n',
    );
    expect(countsOf().get('of_long')).toBe('4 of 101, whole');
  });
});

describe.skipIf(pythons.length === 0)('run --arguments', () => {
  const python = pythons.at(-1)?.path ?? '';

  test('is refused beside --repeat and --watch, whose runs are for their times', () => {
    expect(run(python, '--arguments', '--repeat', '2', ARGUMENTS).stderr).toMatch(/--arguments makes runs longer/);
    const watch = ['run', '--python', python, '--arguments', '--watch', ARGUMENTS];
    const { stderr } = spawnSync(process.execPath, [PROGRAM, ...watch], { encoding: 'utf8', cwd: folder });
    expect(stderr).toMatch(/--arguments would change nothing with --watch/);
  });

  test('does not run again a program that a signal ended', () => {
    const { status, stderr } = run(python, '--arguments', join(FIXTURES, 'ways_out.py'), 'SIGTERM');
    expect(status).toBe(143);
    expect(stderr).toMatch(/was not run again for its arguments: it ended by SIGTERM/);
  });

  test('shows the profile of the first run where the run for the arguments fails', () => {
    writeFileSync(join(folder, 'once.py'), ONCE);
    const words = ['run', '--python', python, '-o', 'once.prof', '--arguments', 'once.py'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(stdout).toMatch(/once\.py:\d+\(work\)/);
    expect(stderr).toContain('its arguments are not known: run again for them, the program ended by SIGKILL\n');
    expect(status).toBe(0);
  });
});
