import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { compareSteps } from '../../src/profile/compare.ts';
import { mergeSteps } from '../../src/profile/merge.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { stripDirs, stripSteps } from '../../src/profile/strip-dirs.ts';
import { plainProfile } from '../decode/plain-profile.ts';
import { checkProfile } from './check-profile.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/profiles');

const one = { ncalls: 3, primitiveCalls: 2, tottime: 1, cumtime: 2 };
const two = { ncalls: 7, primitiveCalls: 7, tottime: 0.5, cumtime: 4 };

/** Case 21 of the specification: two files of one name, whose functions both call y. */
function collidingProfile() {
  const builder = new ProfileBuilder();
  builder.setRow('/a/x.py', 10, 'f', one);
  builder.setRow('/b/x.py', 10, 'f', two);
  builder.setRow('y.py', 1, 'y', one);
  builder.endEdges();
  builder.endEdges();
  builder.setEdge('/a/x.py', 10, 'f', one, false);
  builder.setEdge('/b/x.py', 10, 'f', two, false);
  builder.endEdges();
  return builder.finish('traced', []);
}

describe('without directories', () => {
  test('functions of one name are added up; of two callers of one name only the last is left, as in CPython', () => {
    const stripped = stripDirs(collidingProfile());
    expect(plainProfile(stripped)).toEqual([
      ['x.py', 10, 'f', 9, 10, 1.5, 6, []],
      ['y.py', 1, 'y', 2, 3, 1, 2, [['x.py', 10, 'f', 7, 7, 0.5, 4]]],
    ]);
  });

  test('what was merged and what was lost is said', () => {
    const stripped = stripDirs(collidingProfile());
    expect([...stripped.notes, ...stripped.edges().notes].map(({ code }) => code)).toEqual([
      'merged-by-strip',
      'callers-lost-by-strip',
    ]);
  });

  test('the table that was stripped is as it was', () => {
    const table = collidingProfile();
    const before = plainProfile(table);
    plainProfile(stripDirs(table));
    expect(plainProfile(table)).toEqual(before);
  });

  test.each(readdirSync(FIXTURES))(
    '%s keeps its totals and its invariants, and stripping again changes nothing',
    (name) => {
      const table = decodeProfile(readFileSync(join(FIXTURES, name, 'out.prof')));
      const stripped = stripDirs(table);
      expect(checkProfile(stripped)).toEqual([]);
      expect(stripped.totals).toEqual(table.totals);
      expect(plainProfile(stripDirs(stripped))).toEqual(plainProfile(stripped));
    },
  );

  test.each([
    ['a/b/', ''],
    ['/x', 'x'],
    ['C:\\a\\b.py', 'C:\\a\\b.py'],
    ['<frozen importlib._bootstrap>', '<frozen importlib._bootstrap>'],
    ['~', '~'],
    ['odd/bộ_nhớ_☕.py', 'bộ_nhớ_☕.py'],
  ])('%s becomes "%s"', (file, base) => {
    const builder = new ProfileBuilder();
    builder.setRow(file, 0, 'f', one);
    expect(plainProfile(stripDirs(builder.finish('traced', [])))[0]?.[0]).toBe(base);
  });
});

test('many functions are stripped, merged and compared in slices', () => {
  const table = manyFunctions('/a');
  const rows = 200_000 / 2 ** 15;
  for (const steps of [
    stripSteps(table),
    mergeSteps([table, manyFunctions('/b')]),
    compareSteps(table, manyFunctions('/b')),
  ]) {
    expect([...steps].length).toBeGreaterThan(4 * rows);
  }
});

/** Two functions in each file. */
function manyFunctions(folder: string): ProfileTable {
  const builder = new ProfileBuilder();
  for (let at = 0; at < 200_000; at++) builder.setRow(`${folder}/${at >> 1}/x${at >> 5}.py`, at & 1, 'f', one);
  return builder.finish('traced', []);
}
