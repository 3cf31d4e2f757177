import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { quickWidth } from '../../src/text/quick-width.ts';
import { fc } from '../properties.ts';

const COLOUR = '\x1b[1;36m';

describe('the quick width', () => {
  test('knows the characters that the viewer draws with', () => {
    expect(quickWidth('> 12.3% ▏█▌… app.py:3(été) ↑─│▼▸')).toBe(32);
    expect(quickWidth(`${COLOUR}bold\x1b[0m`)).toBe(4);
  });

  test.each([
    '名',
    '🔥',
    'e\u0301',
    'a\u00ad',
    '\x1b]8;;x\x07',
    '\x1b[2J',
    '\x1b[3',
    '\ud800',
    '©\ufe0f',
    '\t',
    '\u200b',
  ])('leaves %j to the closer look', (text) => {
    expect(quickWidth(text)).toBe(-1);
  });

  test('is the width that Ink would find, for every single character', () => {
    for (let code = 0; code < 0x10000; code++) {
      const text = String.fromCharCode(code);
      const quick = quickWidth(text);
      if (quick >= 0) expect({ code, width: quick }).toEqual({ code, width: stringWidth(text) });
    }
  });

  test('is the width that Ink would find, whatever stands beside what', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(COLOUR, '\x1b[0m', '…', '█', '↔', '©', '\ufe0f', '\u200d', '\u20e3', '1', '#'),
      fc.integer({ min: 0xa0, max: 0x25ff }).map((code) => String.fromCharCode(code)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const quick = quickWidth(text);
        if (quick >= 0) expect(quick).toBe(stringWidth(text));
      }),
      { numRuns: 2000 },
    );
  });
});
