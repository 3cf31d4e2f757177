import { describe, expect, test } from 'vitest';
import { compareCodePoints } from '../../src/text/code-points.ts';
import { decodeSurrogateEscape, decodeWtf8, encodeSurrogateEscape, encodeWtf8 } from '../../src/text/wtf8.ts';
import { fc } from '../properties.ts';

describe('UTF-8 with surrogates', () => {
  test('any text that is well-formed comes back', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodeWtf8(encodeWtf8(text)) === text));
  });

  test('a lone surrogate is three bytes, as marshal writes it', () => {
    expect([...encodeWtf8('\udcff')]).toEqual([0xed, 0xb3, 0xbf]);
    expect(decodeWtf8(Uint8Array.of(0x61, 0xed, 0xb3, 0xbf))).toBe('a\udcff');
  });

  test('any bytes survive surrogateescape', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        (bytes) => Buffer.compare(encodeSurrogateEscape(decodeSurrogateEscape(bytes)), bytes) === 0,
      ),
    );
  });

  test.each([[[0xc0, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xe9]], [[0xed, 0xa0]]])('%j is refused', (bytes) => {
    expect(decodeWtf8(Uint8Array.from(bytes))).toBeNull();
  });

  test('text is ordered by code point, not by UTF-16 unit', () => {
    expect(['😀', '～', 'a', ''].sort(compareCodePoints)).toEqual(['', 'a', '～', '😀']);
  });
});
