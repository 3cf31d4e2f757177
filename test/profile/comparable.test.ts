import { expect, test } from 'vitest';
import { findObstacle } from '../../src/profile/comparable.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';

function profileWith(ncalls: bigint): ProfileTable {
  const builder = new ProfileBuilder();
  builder.setRow('a.py', 1, 'f', { ncalls, primitiveCalls: ncalls, tottime: 1, cumtime: 1 });
  return builder.finish('traced', []);
}

test('two profiles that differ in one call of many are not the same', () => {
  expect(findObstacle(profileWith(2n ** 60n), profileWith(2n ** 60n + 1n))).toBe(null);
  expect(findObstacle(profileWith(2n ** 60n), profileWith(2n ** 60n))).toBe('same-profile');
});
