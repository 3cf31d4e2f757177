import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../src/text/byte-writer.ts';
import { formatFixed3 } from '../../src/text/fixed3.ts';
import { fc } from '../properties.ts';

/** `[bits of the double in hex, '%8.3f' % value]`, printed by CPython 3.11: random values, all kinds of ties, extremes. */
const VECTORS = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/vectors/fixed3-3.11.json'), 'utf8'),
) as readonly (readonly [string, string])[];

function double(hex: string): number {
  return Buffer.from(hex, 'hex').readDoubleBE(0);
}

function written(value: number): string {
  const out = new ByteWriter();
  out.fixed3(value);
  return Buffer.from(out.take()).toString('latin1');
}

describe("C's %.3f", () => {
  test('is what CPython prints, for every recorded value', () => {
    const wrong = VECTORS.filter(([hex, text]) => formatFixed3(double(hex)).padStart(8) !== text);
    expect(wrong).toEqual([]);
  });

  test('is the same when written as bytes', () => {
    expect(VECTORS.filter(([hex, text]) => written(double(hex)) !== text)).toEqual([]);
  });

  test('is the same written as bytes and as text, for any double', () => {
    fc.assert(fc.property(fc.double(), (value) => written(value) === formatFixed3(value).padStart(8)));
  });

  test('is the same written as bytes and as text near every thousandth and half thousandth', () => {
    const near = fc.tuple(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: -4, max: 4 }));
    fc.assert(
      fc.property(near, ([halves, ulps]) => {
        const value = (halves / 2000) * (1 + ulps * Number.EPSILON);
        expect(written(value)).toBe(formatFixed3(value).padStart(8));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    [0.0625, '0.062'],
    [0.1875, '0.188'],
    [1.0005, '1.000'],
    [-0, '-0.000'],
    [1e21, '1000000000000000000000.000'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('%d is %s', (value, text) => {
    expect(formatFixed3(value)).toBe(text);
  });
});
