import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { Hint } from '../../src/hints/hint.ts';
import { LEVELS } from '../../src/hints/rule.ts';
import { FIXTURES, hintsIn } from './hint-fixtures.ts';

/** The same program ten times, from an idle machine to one on which it took three times as long. */
const RECORDINGS = Array.from({ length: 10 }, (_, at) => {
  const table = decodeProfile(gunzipSync(readFileSync(join(FIXTURES, `hint-load/orders-py313-${at}.prof.gz`))));
  return { table, hints: hintsIn(table, readFileSync(join(FIXTURES, 'hint-load/orders.py'))).hints };
});

const nameOf = ({ rule, qualname }: Hint): string => `${rule} in ${qualname}`;

describe('ten profiles of one program, made while the machine was more and more busy', () => {
  test('are of different loads', () => {
    const seconds = RECORDINGS.map(({ table }) => table.totals.tottime);
    expect(Math.max(...seconds) / Math.min(...seconds)).toBeGreaterThan(2.5);
  });

  test('have the same hints', () => {
    const [first, ...others] = RECORDINGS.map(({ hints }) => hints.map(nameOf).sort());
    expect(first?.length).toBeGreaterThanOrEqual(7);
    for (const names of others) expect(names).toEqual(first);
  });

  test('differ by one level at most', () => {
    const byName = new Map<string, number[]>();
    for (const hint of RECORDINGS.flatMap(({ hints }) => hints)) {
      byName.set(nameOf(hint), [...(byName.get(nameOf(hint)) ?? []), LEVELS.indexOf(hint.level)]);
    }
    for (const [name, levels] of byName) expect(Math.max(...levels) - Math.min(...levels), name).toBeLessThanOrEqual(1);
  });
});
