import { describe, expect, test } from 'vitest';
import { ByteSink, ByteSource } from '../../../src/report/html/byte-columns.ts';
import { fc } from '../../properties.ts';

function through(values: readonly number[], mayRound: boolean): { readonly values: number[]; readonly bytes: number } {
  const sink = new ByteSink(mayRound);
  sink.numbers(values);
  const bytes = sink.finish();
  return { values: [...new ByteSource(bytes).numbers(values.length)], bytes: bytes.length };
}

describe('a column of numbers', () => {
  test('comes out as it went in, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.maxSafeNat(), fc.integer())), (values) => {
        expect(through(values, false).values).toEqual(values);
      }),
    );
  });

  test.each([
    ['cProfile of Python 3', (ticks: number) => ticks * 1e-9],
    ['cProfile from 3.12 on', (ticks: number) => ticks / 1e9],
    ['a clock of microseconds', (ticks: number) => ticks / 1e6],
  ])('has the ticks of %s, three bytes for some milliseconds', (_, seconds) => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 ** 21 - 2 }), { minLength: 1 }), (ticks) => {
        const values = ticks.map(seconds);
        const column = through(values, false);
        expect(column.values).toEqual(values);
        expect(column.bytes).toBeLessThanOrEqual(1 + 3 * values.length);
      }),
    );
  });

  test('that may be rounded has sums of ticks as ticks, and other times to a hundredth of a nanosecond', () => {
    const times = fc.double({ min: 0, max: 9, noNaN: true });
    fc.assert(
      fc.property(fc.array(times, { minLength: 1 }), (values) => {
        for (const [at, value] of through(values, true).values.entries()) {
          expect(Math.abs(value - values[at]!)).toBeLessThanOrEqual(0.5e-11 * (1 + 1e-3));
        }
      }),
    );
    const ticks = Array.from({ length: 100 }, (_, at) => (at * 7919) / 1e9);
    const sums = ticks.map((time) => time + 0.1 + 0.2);
    expect(through(sums, true).values.map((time) => Math.round(time * 1e9))).toEqual(
      sums.map((time) => Math.round(time * 1e9)),
    );
    expect(through(sums, true).bytes).toBeLessThanOrEqual(1 + 5 * sums.length);
  });
});
