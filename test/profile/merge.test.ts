import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { mergeProfiles, pstatsOrder } from '../../src/profile/merge.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { printCalls } from '../../src/pstats/print-calls.ts';
import { printStats } from '../../src/pstats/print-stats.ts';
import { resolveSortOrder } from '../../src/select/sort-keys.ts';
import { joinChunks } from '../../src/text/chunks.ts';
import { selectRows } from '../../src/views/selection.ts';
import { plainProfile } from '../decode/plain-profile.ts';

/** What CPython 3.11 printed for `pstats.Stats(*names)`; the text as Latin-1 of its bytes. */
type MergeCase = {
  readonly names: readonly string[];
  readonly strip: boolean;
  readonly view: 'stats' | 'callers' | 'callees';
  readonly sort: readonly string[];
  readonly text: string;
};

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const CASES = JSON.parse(
  gunzipSync(readFileSync(join(FIXTURES, 'merge/merge-3.11.json.gz'))).toString('utf8'),
) as readonly MergeCase[];

function load(name: string) {
  return decodeProfile(readFileSync(join(FIXTURES, 'profiles', name, 'out.prof')));
}

function print({ names, strip, view, sort }: MergeCase): string {
  const order = pstatsOrder(names);
  const [first, ...others] = order.map(load);
  if (first === undefined) throw new Error('no profile');
  const merged = mergeProfiles([first, ...others]);
  const table = strip ? stripDirs(merged) : merged;
  const selection = selectRows(table, { sort: resolveSortOrder(sort) });
  const lines = order.map((name) => `Fri Jan  2 03:04:05 2026    ${name}.prof`);
  const chunks = view === 'stats' ? printStats(table, selection, lines) : printCalls(table, selection, view);
  return Buffer.from(joinChunks(chunks)).toString('latin1');
}

/** The width of a column with a code object's address in it is of that one run. */
function unpadded(text: string): string {
  return text.replace(/ +/g, ' ');
}

describe('several profiles are merged as pstats.Stats merges them', () => {
  test.each(CASES)('$names $view $sort, stripped: $strip', (mergeCase) => {
    const hasAddress = mergeCase.names.some((name) => name.startsWith('profile-'));
    const ours = print(mergeCase);
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
