import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { findObstacle } from '../../src/profile/comparable.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { profilerOf } from '../../src/profile/profiler.ts';
import type { Profiler } from '../../src/profile/profiler-names.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function load(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

function profileWith(ncalls: bigint): ProfileTable {
  const builder = new ProfileBuilder();
  builder.setRow('a.py', 1, 'f', { ncalls, primitiveCalls: ncalls, tottime: 1, cumtime: 1 });
  return builder.finish('traced', []);
}

test('two profiles that differ in one call of many are not the same', () => {
  expect(findObstacle(profileWith(2n ** 60n), profileWith(2n ** 60n + 1n))).toBe(null);
  expect(findObstacle(profileWith(2n ** 60n), profileWith(2n ** 60n))).toEqual({ kind: 'same-profile' });
});

test('every dump of the corpus is known for that of the profiler in the name of its folder', () => {
  const folders = readdirSync(PROFILES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.length).toBeGreaterThan(20);
  for (const { name } of folders) expect([name, profilerOf(load(name))]).toEqual([name, profilerIn(name)]);
});

function profilerIn(folder: string): Profiler {
  if (folder.startsWith('sampled')) return 'sampler';
  if (folder.startsWith('yappi')) return 'yappi';
  return /^(merged-)?profile-/.test(folder) ? 'profile' : 'cProfile';
}

describe('two profiles that are not comparable', () => {
  const rows = (...names: readonly (readonly [file: string, line: number, name: string])[]): ProfileTable => {
    const builder = new ProfileBuilder();
    for (const [at, [file, line, name]] of names.entries())
      builder.setRow(file, line, name, { ncalls: 1, primitiveCalls: 1, tottime: 1 + at, cumtime: 1 });
    return builder.finish('traced', []);
  };
  const cProfile = rows(['a.py', 1, 'f'], ['~', 0, '<built-in method builtins.len>']);
  const without = rows(['a.py', 1, 'f'], ['a.py', 3, 'g']);
  const pure = rows(['profile', 0, 'profiler'], ['a.py', 1, 'f'], ['', 0, 'len']);

  test.each([
    ['cProfile and profile', cProfile, pure, 'different-profilers'],
    ['cProfile without built-ins and profile', without, pure, 'different-profilers'],
    ['cProfile and yappi', cProfile, load('yappi-deb'), 'different-profilers'],
    ['cProfile without built-ins and yappi', without, load('yappi-deb'), 'different-profilers'],
    ['yappi and profile', load('yappi-deb'), pure, 'different-profilers'],
    ['cProfile with built-ins and without', cProfile, without, 'different-builtins'],
  ])('%s: for the true reason, whichever comes first', (_, before, after, kind) => {
    expect(findObstacle(before, after)?.kind).toBe(kind);
    expect(findObstacle(after, before)?.kind).toBe(kind);
  });
});
