import { expect, test } from 'vitest';
import { isShortCall } from '../../src/hints/weigh-counted.ts';

const QUIET = { pace: 1 };

test('of calls with a small share of the profile one of a microsecond is too short to keep its result', () => {
  expect(isShortCall(1e-6, 0.1, QUIET)).toBe(true);
  expect(isShortCall(2e-6, 0.1, QUIET)).toBe(false);
});

test('of calls with a large share it is long enough, and one that takes no longer than a look-up is not', () => {
  expect(isShortCall(1e-6, 0.3, QUIET)).toBe(false);
  expect(isShortCall(5e-7, 0.9, QUIET)).toBe(true);
});

test('on a machine that is twice as slow a call must take twice as long', () => {
  expect(isShortCall(1e-6, 0.3, { pace: 2 })).toBe(true);
});
