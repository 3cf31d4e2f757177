import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { mergeProfiles } from '../../src/profile/merge.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { keepsEdges, RunningSum } from '../../src/profile/running-sum.ts';
import { plainProfile } from '../decode/plain-profile.ts';

type Tables = readonly [ProfileTable, ...ProfileTable[]];

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

const fixtures = readdirSync(PROFILES)
  .filter((name) => /-py\d+$|^yappi|^profile-|^sampled/.test(name))
  .map((name) => decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')))) as [ProfileTable, ...ProfileTable[]];

function profileOf(line: number, ncalls: number | bigint, seconds: number): ProfileTable {
  const builder = new ProfileBuilder();
  builder.setRow('a.py', line, 'f', { ncalls, primitiveCalls: ncalls, tottime: seconds, cumtime: seconds });
  builder.setRow('a.py', 1, 'first', { ncalls: 1, primitiveCalls: 1, tottime: seconds, cumtime: 1 });
  return builder.finish('traced', []);
}

test.each<[string, Tables]>([
  ['all fixtures, three times', [...fixtures, ...fixtures, ...fixtures]],
  ['one profile', [fixtures[0]]],
  ['counts beyond 2**53', [profileOf(7, 2 ** 53 - 1, 1), profileOf(7, 2, 1), profileOf(8, 2n ** 70n, 1)]],
  [
    'a line that fits in no 32 bits, after one that does',
    [profileOf(7, 1, 1), profileOf(2 ** 40, 1, 1), profileOf(7, 1, 1)],
  ],
  ['a negative zero', [profileOf(7, 1, -0), profileOf(8, 1, -0)]],
])('%s: the sum has the rows, totals and notes that a merge has', (_, tables) => {
  const merged = mergeProfiles(tables);
  const sum = RunningSum.of(tables).finish();
  const { kind, totals, notes } = merged;
  expect(sum).toMatchObject({ kind, totals, notes });
  expect(plainProfile({ ...sum, edges: merged.edges })).toEqual(plainProfile(merged));
});

test('who called whom is not kept, and one can tell', () => {
  const sum = RunningSum.of(fixtures).finish();
  expect(keepsEdges(sum)).toBe(false);
  expect(() => sum.edges()).toThrow('who called whom was not kept');
  expect(keepsEdges(mergeProfiles(fixtures))).toBe(true);
});
