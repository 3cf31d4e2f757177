import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completePath } from '../../../src/cli/viewer/complete-path.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-complete-'));
  mkdirSync(join(folder, 'dumps'));
  for (const name of ['a.prof', 'ab.prof', '.hidden', 'dumps/c d.prof']) writeFileSync(join(folder, name), '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['a', ['a.prof', 'ab.prof']],
  ['', ['a.prof', 'ab.prof', 'dumps/']],
  ['.h', ['.hidden']],
  ['du', ['dumps/']],
  ['dumps/', ['dumps/c d.prof']],
  ['dumps/c ', ['dumps/c d.prof']],
  ['x', []],
  ['no/such/', []],
])('%j', (prefix, names) => {
  expect(completePath(`${folder}/${prefix}`)).toEqual(names.map((name) => `${folder}/${name}`));
});

test('what was typed stays as it was typed', () => {
  expect(completePath('./package.js')).toEqual(['./package.json']);
  expect(completePath('package.js')).toEqual(['package.json']);
});

test('no file is left out, however many there are: what all share is completed', () => {
  const many = join(folder, 'many');
  mkdirSync(many);
  for (let at = 0; at < 150; at++) writeFileSync(join(many, `${at}.prof`), '');
  expect(completePath(`${many}/`).length).toBe(150);
});
