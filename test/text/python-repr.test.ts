import { describe, expect, test } from 'vitest';
import { pythonBytesRepr, pythonFloatRepr, pythonStringRepr } from '../../src/text/python-repr.ts';

/** The right column is what CPython 3.11's `repr` printed. */
describe("Python's repr", () => {
  test.each([
    [0.1, '0.1'],
    [1, '1.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [123456789.125, '123456789.125'],
    [1.5e300, '1.5e+300'],
    [0.30000000000000004, '0.30000000000000004'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('of the float %d is %s', (value, text) => {
    expect(pythonFloatRepr(value)).toBe(text);
  });

  test.each([
    ['method', "'method'"],
    ["it's", '"it\'s"'],
    ['q"', "'q\"'"],
    ['both\'"', "'both\\'\"'"],
    ['\\d', "'\\\\d'"],
    ['a\nb\x00', "'a\\nb\\x00'"],
    ['é☕', "'é☕'"],
    ['\u00a0\u202e', "'\\xa0\\u202e'"],
    ['\udcff', "'\\udcff'"],
    ['😀\u{e0001}', "'😀\\U000e0001'"],
  ])('of the text %j is %s', (value, text) => {
    expect(pythonStringRepr(value)).toBe(text);
  });

  test('of bytes escapes all that is not ASCII', () => {
    expect(pythonBytesRepr(Uint8Array.of(0x61, 0xff, 0x0a, 0x27))).toBe('b"a\\xff\\n\'"');
  });
});
