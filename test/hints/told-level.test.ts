import { describe, expect, test } from 'vitest';
import type { Saving } from '../../src/hints/rule.ts';
import { toldLevel } from '../../src/hints/told-level.ts';

const seconds: Saving = { low: 0.1, high: 0.2, unit: 'seconds', basis: '' };
const bytes: Saving = { low: 10, high: 20, unit: 'bytes', basis: '' };

describe('the level of a hint', () => {
  test.each([
    ['confirmed', 0.05, 'confirmed'],
    ['confirmed', 0.049, 'likely'],
    ['confirmed', 0.03, 'likely'],
    ['confirmed', 0.029, 'possible'],
    ['likely', 0.5, 'likely'],
    ['likely', 0.029, 'possible'],
    ['possible', 0.5, 'possible'],
  ] as const)('%s with %d of the time is %s', (level, share, told) => {
    expect(toldLevel(level, share, seconds)).toBe(told);
  });

  test('of live bytes does not depend on time', () => {
    expect(toldLevel('confirmed', 0.001, bytes)).toBe('confirmed');
  });
});
