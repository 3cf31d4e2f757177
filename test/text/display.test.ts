import { describe, expect, test } from 'vitest';
import { cutEnd, cutStart, displayWidth, padCellsEnd, padCellsStart } from '../../src/text/display.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { fitFunctionName } from '../../src/text/fit-name.ts';
import { fc } from '../properties.ts';

describe('the width of a text in cells', () => {
  test.each([
    ['ascii', 5],
    ['été', 3],
    ['e\u0301te\u0301', 3], // combining accents
    ['名前', 4],
    ['🔥', 2],
    ['👨‍👩‍👧‍👦', 2], // four people, joined
    ['🇻🇳', 2],
    ['ﬁ', 1],
    ['عربي', 4],
    ['', 0],
  ])('%s', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('counts an escaped control character as what is shown', () => {
    expect(displayWidth(escapeControls('a\x1b\u202e\udce9'))).toBe('a\\x1b\\u202e\\udce9'.length);
  });
});

describe('a text that is too wide', () => {
  test('loses its end or its beginning', () => {
    expect(cutEnd('configure', 6, '…')).toBe('confi…');
    expect(cutStart('/srv/app/views.py', 9, '…')).toBe('…views.py');
    expect(cutEnd('configure', 6, '...')).toBe('con...');
  });

  test('is never cut within a character', () => {
    expect(cutEnd('名前名前', 4, '…')).toBe('名…');
    expect(cutStart('x👨‍👩‍👧‍👦y', 3, '…')).toBe('…y');
    expect(cutEnd('e\u0301e\u0301e\u0301', 2, '…')).toBe('e\u0301…');
  });

  test('in no room for the ellipsis is just cut', () => {
    expect(cutEnd('configure', 2, '...')).toBe('co');
    expect(cutStart('configure', 0, '…')).toBe('');
  });

  test('fits, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(30), fc.constantFrom('…', '...'), (raw, width, ellipsis) => {
        const text = escapeControls(raw);
        expect(displayWidth(cutEnd(text, width, ellipsis))).toBeLessThanOrEqual(width);
        expect(displayWidth(cutStart(text, width, ellipsis))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test('padding counts cells, not characters', () => {
  expect(padCellsEnd('名前', 6)).toBe('名前  ');
  expect(padCellsStart('名前', 6)).toBe('  名前');
  expect(padCellsEnd('long', 2)).toBe('long');
});

describe('the name of a function', () => {
  const parts = { file: '/srv/app/db/models/query.py', line: '1234', name: 'get_or_create' };

  test.each([
    [60, '/srv/app/db/models/query.py:1234(get_or_create)'],
    [40, '…/db/models/query.py:1234(get_or_create)'],
    [30, '…/query.py:1234(get_or_create)'],
    [24, '…query.py:1234(get_or_…)'],
    [12, 'get_or_crea…'],
  ])('in %i cells loses its directories first', (width, text) => {
    expect(fitFunctionName(parts, width, '…')).toBe(text);
  });

  test('of a built-in keeps the end that tells it from the others', () => {
    expect(fitFunctionName({ builtin: '{built-in method builtins.isinstance}' }, 24, '…')).toBe(
      '{…d builtins.isinstance}',
    );
    expect(fitFunctionName({ builtin: "{method 'append' of 'list' objects}" }, 24, '…')).toBe(
      "{method 'append' of 'li…",
    );
  });

  test('fits, whatever it is', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map(escapeControls);
    fc.assert(
      fc.property(text, text, fc.nat(99999), fc.integer({ min: 1, max: 60 }), (file, name, line, width) => {
        expect(displayWidth(fitFunctionName({ file, name, line: String(line) }, width, '…'))).toBeLessThanOrEqual(
          width,
        );
        expect(displayWidth(fitFunctionName({ builtin: `{built-in ${name}}` }, width, '…'))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
