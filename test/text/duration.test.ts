import { describe, expect, test } from 'vitest';
import { formatDuration } from '../../src/text/duration.ts';
import { fc } from '../properties.ts';

describe('a duration', () => {
  test.each([
    [0, '0 s'],
    [1.234, '1.23 s'],
    [0.0456, '45.6 ms'],
    [0.00078, '780 us'],
    [0.000000085, '85.0 ns'],
    [0.0000000004, '0 s'],
    [59.96, '60.0 s'],
    [999.4, '999 s'],
    [123456.7, '123457 s'],
    [-0.0015, '-1.50 ms'],
  ])('of %d s reads %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  test.each([
    [0.9996, '1.00 s'],
    [0.0009996, '1.00 ms'],
    [0.00000099951, '1.00 us'],
    [999.96, '1000 s'],
  ])('of %d s is rounded into the next unit: %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  test('that is no number reads as in pstats', () => {
    expect(
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((time) => formatDuration(time)),
    ).toEqual(['nan', 'inf', '-inf']);
  });

  test('has the micro sign where the terminal can show it', () => {
    expect(formatDuration(0.0000123, 'µs')).toBe('12.3 µs');
  });

  test('is within half of its last digit, in at most seven cells', () => {
    const factor: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 };
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 999, noNaN: true }), (seconds) => {
        const text = formatDuration(seconds);
        const [value = '', unit = ''] = text.split(' ');
        expect(text.length).toBeLessThanOrEqual(7);
        expect(value.replace('.', '').length).toBeGreaterThanOrEqual(3);
        expect(Math.abs(Number(value) * (factor[unit] ?? 0) - seconds)).toBeLessThanOrEqual(seconds * 0.00501);
      }),
    );
  });
});
