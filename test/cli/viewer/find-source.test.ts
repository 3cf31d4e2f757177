import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceFinder } from '../../../src/cli/viewer/find-source.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-find-'));
  mkdirSync(join(folder, 'project/app'), { recursive: true });
  for (const name of ['project/app/report.py', 'project/app/__init__.py', 'project/main.py']) {
    writeFileSync(join(folder, name), 'pass\n');
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function find(file: string, ...folders: readonly string[]): string | null {
  const profileFolders = folders.map((name) => join(folder, name));
  return sourceFinder({ profileFolders, workingFolder: '', roots: [], maps: [] })(file);
}

test('a file that is where the profile says is found there', () => {
  expect(find(join(folder, 'project/main.py'))).toBe(join(folder, 'project/main.py'));
});

test('a relative file is found below the folder of the profile', () => {
  expect(find('app/report.py', 'nowhere', 'project')).toBe(join(folder, 'project/app/report.py'));
  expect(find('main.py', 'project')).toBe(join(folder, 'project/main.py'));
});

test('a file of another machine is found by the end of its path', () => {
  expect(find('/srv/app/report.py', 'project')).toBe(join(folder, 'project/app/report.py'));
  expect(find('C:\\work\\app\\report.py', 'project')).toBe(join(folder, 'project/app/report.py'));
  expect(find('/elsewhere/main.py', 'project')).toBe(join(folder, 'project/main.py'));
});

test('__init__.py is found in its package only', () => {
  expect(find('/srv/app/__init__.py', 'project')).toBe(join(folder, 'project/app/__init__.py'));
  expect(find('/srv/other/__init__.py', 'project/app')).toBeNull();
});

test.each(['<string>', '<frozen importlib._bootstrap>', '', 'a\0b', 'app', '../../etc', `${'x'.repeat(5000)}.py`])(
  '%j is no file',
  (file) => {
    expect(find(file, 'project')).toBeNull();
  },
);

test('what is found near is an absolute path: a file may be called like a command of an editor', () => {
  const find = sourceFinder({ profileFolders: ['.'], workingFolder: '', roots: [], maps: [] });
  expect(find('package.json')).toBe(join(process.cwd(), 'package.json'));
});
