import { describe, expect, test } from 'vitest';
import { displayWidth, graphemes } from '../../src/text/display.ts';
import { wrapWholeWords, wrapWords } from '../../src/text/wrap.ts';
import { fc } from '../properties.ts';

describe('a text in lines', () => {
  test('is broken between words, and inside of a word that is wider than a line', () => {
    expect(wrapWords('a name of json/encoder.py', 8)).toEqual(['a name', 'of', 'json/enc', 'oder.py']);
  });

  test('never cuts a character in two, even where it is wider than the line', () => {
    expect(wrapWords('名前🔥', 3)).toEqual(['名', '前', '🔥']);
    expect(wrapWords('名前', 1)).toEqual(['名', '前']);
    expect(wrapWords('e\u0301e\u0301', 1)).toEqual(['e\u0301', 'e\u0301']);
  });

  test('keeps every character and no line is too wide but for a single character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrapWords(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        expect(lines.filter((line) => displayWidth(line) > width && graphemes(line).length > 1)).toEqual([]);
      }),
    );
  });

  test('keeps a number and its unit on one line', () => {
    expect(wrapWords('takes 12 % or 3 ms of 4 months', 8)).toEqual(['takes', '12 % or', '3 ms of', '4 months']);
    expect(wrapWords('1 % x', 1)).toEqual(['1', ' ', '%', 'x']);
  });

  test('has a word that is wider than a line as it is, where it is to be copied', () => {
    expect(wrapWholeWords('a name of json/encoder.py at 12 %', 8)).toEqual([
      'a name',
      'of',
      'json/encoder.py',
      'at 12 %',
    ]);
  });

  test('takes a word of a million characters: the name of a function may be as long', () => {
    expect(wrapWords(`${'x'.repeat(1_000_000)} end`, 4).length).toBe(250_001);
  });
});
