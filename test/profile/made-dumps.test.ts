import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { mergeProfiles, pstatsOrder } from '../../src/profile/merge.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { printCalls } from '../../src/pstats/print-calls.ts';
import { printStats } from '../../src/pstats/print-stats.ts';
import { resolveSortOrder } from '../../src/select/sort-keys.ts';
import { joinChunks } from '../../src/text/chunks.ts';
import { selectRows } from '../../src/views/selection.ts';

/** Small dumps made to be odd (callers without rows, negative zeros, ambiguous names), and what CPython 3.11 printed. */
type MadeDumps = {
  readonly dumps: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly names: readonly string[];
    readonly strip: boolean;
    readonly view: 'stats' | 'callers' | 'callees';
    readonly sort: readonly string[];
    readonly text: string;
  }[];
};

const { dumps, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/merge/made-3.11.json'), 'utf8'),
) as MadeDumps;

describe('odd dumps, alone and merged, print what CPython prints', () => {
  test.each(cases)('$names $view $sort, stripped: $strip', ({ names, strip, view, sort, text }) => {
    const order = pstatsOrder(names);
    const [first, ...others] = order.map((name) => decodeProfile(Buffer.from(dumps[name] ?? '', 'hex')));
    if (first === undefined) throw new Error('no profile');
    const merged = mergeProfiles([first, ...others]);
    const table = strip ? stripDirs(merged) : merged;
    const selection = selectRows(table, { sort: resolveSortOrder(sort) });
    const lines = order.map((name) => `Fri Jan  2 03:04:05 2026    ${name}.prof`);
    const chunks = view === 'stats' ? printStats(table, selection, lines) : printCalls(table, selection, view);
    expect(Buffer.from(joinChunks(chunks)).toString('utf8')).toBe(text);
  });
});
