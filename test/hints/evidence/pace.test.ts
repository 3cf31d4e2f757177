import { expect, test } from 'vitest';
import { paceOf } from '../../../src/hints/evidence/pace.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';

/** A profile of built-ins that were called 10,000 times each, by what a call took. */
function profileOf(perCall: Readonly<Record<string, number>>): ProfileTable {
  const builder = new ProfileBuilder();
  const ncalls = 10_000;
  for (const [name, seconds] of Object.entries(perCall)) {
    const tottime = seconds * ncalls;
    builder.setRow('~', 0, name, { ncalls, primitiveCalls: ncalls, tottime, cumtime: tottime });
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

const APPEND = "<method 'append' of 'list' objects>";
const BITS = "<method 'bit_length' of 'int' objects>";

test('one built-in that the system interrupted for some milliseconds does not make the machine a slow one', () => {
  expect(paceOf(profileOf({ [APPEND]: 9.8e-7, [BITS]: 4.3e-8 }), 11)).toEqual({ cheapCall: 1.075e-7, pace: 1 });
});

test('a machine on which all built-ins take ten times as long is a slow one', () => {
  const { pace } = paceOf(profileOf({ [APPEND]: 6e-7, [BITS]: 4.5e-7 }), 11);
  expect(pace).toBeCloseTo(10);
});
