import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findPython } from '../../src/run/find-python.ts';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-python-'));

afterAll(() => rmSync(folder, { recursive: true }));

function program(path: string): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, '');
  chmodSync(whole, 0o755);
  return whole;
}

describe("the user's Python", () => {
  const inEnvironment = program('venv/bin/python');
  const old = program('first/python');
  const python3 = program('second/python3');
  const PATH = ['first', 'second'].map((name) => join(folder, name)).join(delimiter);

  test('is that of the active virtual environment', () => {
    expect(findPython({ VIRTUAL_ENV: join(folder, 'venv'), PATH }, 'linux')).toBe(inEnvironment);
    expect(findPython({ CONDA_PREFIX: join(folder, 'venv'), PATH }, 'linux')).toBe(inEnvironment);
  });

  test('or python3 on the PATH, or python: of an environment that is gone nothing is left', () => {
    expect(findPython({ VIRTUAL_ENV: join(folder, 'gone'), PATH }, 'linux')).toBe(python3);
    expect(findPython({ PATH: join(folder, 'first') }, 'linux')).toBe(old);
  });

  test('or none', () => {
    expect(findPython({ PATH: folder }, 'linux')).toBeNull();
    expect(findPython({}, 'linux')).toBeNull();
  });
});
