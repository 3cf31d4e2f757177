import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { mergeProfiles, pstatsOrder } from '../../src/profile/merge.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
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
