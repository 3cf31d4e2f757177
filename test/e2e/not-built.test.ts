import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PROFILE } from './shell.ts';

test('a checkout that is not built says what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(import.meta.dirname, '../../bin'), join(folder, 'bin'), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/pyprof-view.js'), '--version'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 70,
    stderr: 'pyprof-view: it is not built yet: run "npm run build"\n',
  });
});

describe('a copy that was cut off', () => {
  const damage = {
    empty: (path: string) => truncateSync(path),
    cut: (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 1000)),
    missing: (path: string) => rmSync(path),
  };

  test.each([
    ['cli.cjs', 'empty', ['stats', PROFILE], 'dist/cli.cjs is damaged: install pyprof-view again'],
    ['cli.cjs', 'cut', ['stats', PROFILE], 'dist/cli.cjs is damaged: install pyprof-view again'],
    ['more.cjs', 'empty', ['summary', PROFILE], 'more.cjs is damaged or missing: install pyprof-view again'],
    ['more.cjs', 'cut', ['summary', PROFILE], 'more.cjs is damaged or missing: install pyprof-view again'],
    ['more.cjs', 'missing', ['summary', PROFILE], 'more.cjs is damaged or missing: install pyprof-view again'],
  ] as const)('with %s %s says so, with 70', (file, how, args, sentence) => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const part of ['bin', 'dist'])
      cpSync(join(import.meta.dirname, '../..', part), join(folder, part), { recursive: true });
    damage[how](join(folder, 'dist', file));
    const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/pyprof-view.js'), ...args], {
      encoding: 'utf8',
      env,
    });
    expect({ status, stdout, stderr }).toEqual({ status: 70, stdout: '', stderr: `pyprof-view: ${sentence}\n` });
  });
});
