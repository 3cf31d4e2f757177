import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { mergeProfiles } from '../../src/profile/merge.ts';
import { partsOf } from '../../src/profile/parts.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { functionContributions, profileContributions } from '../../src/views/contributions.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function readTable(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

const words = readTable('words-py311');
const recursion = readTable('recursion-py311');
const generators = readTable('generators-py311');
// as pstats.Stats(words, recursion, generators) reads them: the first, then from the last
const merged = mergeProfiles([words, generators, recursion], ['words', 'generators', 'recursion']);

test('the parts of a merged profile are there in the order in which they were given', () => {
  expect(partsOf(merged).map(({ name }) => name)).toEqual(['words', 'recursion', 'generators']);
  expect(partsOf(words)).toEqual([]);
  expect(mergeProfiles([words])).toBe(words);
});

test('what the profiles brought makes the whole', () => {
  const parts = profileContributions(merged);
  expect(parts.map(({ numbers }) => numbers?.tottime)).toEqual(
    [words, recursion, generators].map(({ totals }) => totals.tottime),
  );
  expect(parts.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 9);
  expect(parts.reduce((sum, { numbers }) => sum + Number(numbers?.ncalls), 0)).toBe(Number(merged.totals.ncalls));
  expect(parts.map(({ functions }) => functions)).toEqual([words.length, recursion.length, generators.length]);
});

test('what is only in one of the profiles is counted there', () => {
  const names = [words, recursion, generators].map(
    (table) => new Set(Array.from({ length: table.length }, (_, row) => standardName(table, row))),
  );
  const onlyIn = names.map(
    (own, at) => [...own].filter((name) => !names.some((other, index) => index !== at && other.has(name))).length,
  );
  expect(profileContributions(merged).map(({ onlyHere }) => onlyHere)).toEqual(onlyIn);
});

test('of every function the numbers in the profiles add up to those of all', () => {
  for (let row = 0; row < merged.length; row++) {
    const parts = functionContributions(merged, row, 'tottime');
    const sum = parts.reduce((total, { numbers }) => total + (numbers?.tottime ?? 0), 0);
    expect(sum).toBeCloseTo(merged.tottime[row]!, 12);
    expect(parts.reduce((total, { numbers }) => total + Number(numbers?.ncalls ?? 0), 0)).toBe(
      merged.ncalls.values[row],
    );
    expect(parts.some(({ numbers }) => numbers !== null)).toBe(true);
  }
});

test('a profile that was merged before counts as what it was merged from', () => {
  const again = mergeProfiles([merged, readTable('sudoku-py37')], ['first three', 'sudoku']);
  expect(partsOf(again).map(({ name }) => name)).toEqual(['words', 'recursion', 'generators', 'sudoku']);
  expect(profileContributions(again).reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 9);
});
