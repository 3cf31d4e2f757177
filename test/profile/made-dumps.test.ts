import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { type MergeCase, printMerged } from './print-merged.ts';

/** Small dumps made to be odd (callers without rows, negative zeros, ambiguous names), and what CPython 3.11 printed. */
type MadeDumps = { readonly dumps: Readonly<Record<string, string>>; readonly cases: readonly MergeCase[] };

const { dumps, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/merge/made-3.11.json'), 'utf8'),
) as MadeDumps;

describe('odd dumps, alone and merged, print what CPython prints', () => {
  test.each(cases)('$names $view $sort, stripped: $strip', (mergeCase) => {
    const ours = printMerged(mergeCase, (name) => decodeProfile(Buffer.from(dumps[name] ?? '', 'hex')));
    expect(ours.toString('utf8')).toBe(mergeCase.text);
  });
});
