import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { addProfiles, mergeProfiles, pstatsOrder } from '../../src/profile/merge.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { plainProfile } from '../decode/plain-profile.ts';
import { type MergeCase, printMerged } from './print-merged.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
/** What CPython 3.11 printed for real dumps; the text as Latin-1 of its bytes. */
const CASES = JSON.parse(
  gunzipSync(readFileSync(join(FIXTURES, 'merge/merge-3.11.json.gz'))).toString('utf8'),
) as readonly MergeCase[];

function load(name: string) {
  return decodeProfile(readFileSync(join(FIXTURES, 'profiles', name, 'out.prof')));
}

/** The width of a column with a code object's address in it is of that one run. */
function unpadded(text: string): string {
  return text.replace(/ +/g, ' ');
}

describe('several profiles are merged as pstats.Stats merges them', () => {
  test.each(CASES)('$names $view $sort, stripped: $strip', (mergeCase) => {
    const hasAddress = mergeCase.names.some((name) => name.startsWith('profile-'));
    const ours = printMerged(mergeCase, load).toString('latin1');
    if (hasAddress) expect(unpadded(ours)).toBe(unpadded(mergeCase.text));
    else expect(ours).toBe(mergeCase.text);
  });

  test('a, b, c and d are read as a, d, c, b', () => {
    expect(pstatsOrder(['a', 'b', 'c', 'd'])).toEqual(['a', 'd', 'c', 'b']);
  });
});

describe('a sum of profiles of different profilers', () => {
  const mixedIn = (table: ProfileTable) => table.notes.filter(({ code }) => code === 'mixed-kinds');
  const [words, pure, yappi, sampled] = ['words-py311', 'profile-py311', 'yappi-deb', 'sampled-sudoku-pyo315'].map(
    load,
  ) as [ProfileTable, ProfileTable, ProfileTable, ProfileTable];

  test.each([
    [
      [words, yappi],
      ['cProfile', 'yappi'],
    ],
    [
      [yappi, words],
      ['cProfile', 'yappi'],
    ],
    [
      [pure, words],
      ['cProfile', 'profile'],
    ],
    [
      [words, sampled],
      ['cProfile', 'sampler'],
    ],
    [
      [sampled, yappi, pure],
      ['profile', 'yappi', 'sampler'],
    ],
  ] as const)('has one note that names them (%#)', ([first, ...others], profilers) => {
    const notes = mixedIn(mergeProfiles([first, ...others]));
    expect(notes.map((note) => note.profilers)).toEqual([profilers]);
    expect(notes[0]?.text).toMatch(/^profiles of different profilers were added up: .+; /);
  });

  test('has one note too where it is made a few at a time', () => {
    const sum = addProfiles([addProfiles([addProfiles([pure, yappi]), yappi]), words]);
    expect(mixedIn(sum).map((note) => note.profilers)).toEqual([['cProfile', 'profile', 'yappi']]);
  });

  test('has none where all are of one', () => {
    expect(mixedIn(mergeProfiles([words, load('sudoku-py37'), load('words-py27')]))).toEqual([]);
    expect(mixedIn(mergeProfiles([yappi, yappi]))).toEqual([]);
  });
});

describe('edges of different kinds', () => {
  const numbers = { ncalls: 2, primitiveCalls: 2, tottime: 1, cumtime: 1 };
  const profile = (countsOnly: boolean) => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', numbers);
    builder.setEdge('a.py', 9, 'g', countsOnly ? { ...numbers, tottime: 0, cumtime: 0 } : numbers, countsOnly);
    builder.endEdges();
    return builder.finish('traced', []);
  };

  test('are added, and it is said (CPython raises TypeError)', () => {
    const merged = mergeProfiles([profile(true), profile(false)]);
    expect(plainProfile(merged)).toEqual([['a.py', 1, 'f', 4, 4, 2, 2, [['a.py', 9, 'g', 4, 4, 1, 1]]]]);
    expect(merged.edges().notes.map(({ code }) => code)).toEqual(['mixed-edges']);
  });
});
