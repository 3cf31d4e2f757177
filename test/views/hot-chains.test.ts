import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { rankChains } from '../../src/views/hot-chains.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

/** Functions that each take a part of their caller's time, from the first on. */
function chainOf(...times: readonly (readonly [name: string, cumtime: number])[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [name, cumtime] of times)
    builder.setRow('app.py', 1, name, { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime });
  for (const [at, [, cumtime]] of times.entries()) {
    const caller = times[at - 1];
    if (caller !== undefined)
      builder.setEdge('app.py', 1, caller[0], { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime }, false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

function names(table: ProfileTable): readonly string[] {
  return rankChains(table, 10).rows.map(({ row, end }) => {
    const nameOf = (at: number): string => table.strings.text(table.functions.name[at]!);
    return end === null ? nameOf(row) : `${nameOf(row)} -> ${end.between} more -> ${nameOf(end.row)}`;
  });
}

describe('a chain on which nearly all the time goes on', () => {
  test('is one row, from its start to where the time divides', () => {
    expect(names(chainOf(['a', 100], ['b', 99], ['c', 95], ['d', 94], ['e', 30]))).toEqual(['a -> 2 more -> d', 'e']);
  });

  test('is no chain with two functions, and none where time is left behind', () => {
    expect(names(chainOf(['a', 100], ['b', 99], ['c', 40]))).toEqual(['a', 'b', 'c']);
    expect(names(chainOf(['a', 100], ['b', 80], ['c', 60], ['d', 50]))).toEqual(['a', 'b', 'c', 'd']);
  });
});

test.each(readdirSync(PROFILES))(
  'in %s the rows and the hidden functions are all functions, by falling cumtime',
  (name) => {
    const table = decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
    const { rows, hidden } = rankChains(table, 10);
    const listed = rows.reduce(
      (sum, { end, machinery }) => sum + 1 + machinery + (end === null ? 0 : end.between + 1),
      0,
    );
    expect(listed + hidden.functions).toBe(table.length);
    const times = rows.map(({ row }) => table.cumtime[row]!);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  },
);
