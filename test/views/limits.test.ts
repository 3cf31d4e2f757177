import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { profileLimits } from '../../src/views/limits.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function kindsOf(table: ProfileTable): readonly string[] {
  return profileLimits(table).map(({ kind }) => kind);
}

/** Functions with these own times, in seconds. */
function tableOf(times: readonly number[], file = 'app.py'): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [line, tottime] of times.entries())
    builder.setRow(file, line, `f${line}`, { ncalls: 2, primitiveCalls: 2, tottime, cumtime: tottime });
  for (const _ of times) builder.endEdges();
  return builder.finish('traced', []);
}

describe('a coarse clock', () => {
  test('is one of whose ticks all times are multiples, and of which most calls see none', () => {
    const ticks = Array.from({ length: 12 }, (_, at) => (at + 1) * 0.015625);
    const [limit] = profileLimits(tableOf([...ticks, ...Array<number>(20).fill(0)]));
    expect(limit).toEqual({ kind: 'coarse-clock', tick: 0.015625, zeros: 20 });
  });

  test('is none that counts microseconds, and none whose times differ', () => {
    const times = Array.from({ length: 12 }, (_, at) => (at + 1) * 1e-6);
    expect(kindsOf(tableOf([...times, ...Array<number>(20).fill(0)]))).toEqual([]);
    expect(
      kindsOf(tableOf([...times.map((time, at) => time * 1e4 + 1e-4 * at), ...Array<number>(20).fill(0)])),
    ).toEqual([]);
  });
});

describe('threads', () => {
  // seen with CPython 3.12.1 and 3.13.0: the profile of a ThreadPoolExecutor has `job` in it, as a recursion
  test.each([
    ['/usr/lib/python3.13/threading.py', ['mixed-threads']],
    ['/usr/lib/python3.12/threading.py', ['mixed-threads']],
    ['/usr/lib/python3.11/threading.py', []],
  ])('of %s: %j', (file, kinds) => {
    const builder = new ProfileBuilder();
    builder.setRow(file, 1, '_bootstrap_inner', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    builder.endEdges();
    expect(kindsOf(builder.finish('traced', []))).toEqual(kinds);
  });
});

test('of the real dumps only those say something in which something is missing', () => {
  const said = readdirSync(PROFILES)
    .map((name) => [name, kindsOf(decodeProfile(readFileSync(join(PROFILES, name, 'out.prof'))))] as const)
    .filter(([, kinds]) => kinds.length > 0);
  expect(Object.fromEntries(said)).toEqual({ 'shop-py38': ['lost-time'] });
});
