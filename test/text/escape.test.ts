import { expect, test } from 'vitest';
import { formatCtime } from '../../src/text/ctime.ts';
import { escapeControls, escapeForTerminal } from '../../src/text/escape.ts';
import { fc } from '../properties.ts';

test('a control character, an escape sequence and a change of direction are shown, not obeyed', () => {
  expect(escapeControls('a\x1b[31mb\n\x9b\u202e\udce9c')).toBe('a\\x1b[31mb\\x0a\\x9b\\u202e\\udce9c');
});

test('what nobody sees is shown: zero-width, tags, fillers, variation selectors', () => {
  expect(escapeControls('a\u200d\ufe0f👍\u200da')).toBe('a\\u200d\\ufe0f👍\\u200da');
  expect(escapeControls('a\u200b\u{e0041}\u3164\ufe0f\u00ad')).toBe('a\\u200b\\U000e0041\\u3164\\ufe0f\\xad');
});

test('what no XML may have is shown, and what a font shows as it likes', () => {
  expect(escapeControls('a\ufffe\uffff\u{1ffff}\ue0b0\u{10fffd}')).toBe('a\\ufffe\\uffff\\U0001ffff\\ue0b0\\U0010fffd');
});

test('names in any writing are left as they are', () => {
  for (const text of ['naïve', 'größe', '名前', 'имя', 'שם', 'नाम', '👍', '👨‍👩‍👧‍👦', '❤️', '👩🏽‍🚀', 'a b\u00a0c'])
    expect(escapeControls(text)).toBe(text);
});

test('no text keeps a control character, or one that is not seen', () => {
  const unshown =
    /(?![\u200d\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !unshown.test(escapeControls(text))));
});

test('a finished text keeps its lines, tabs and colours, and nothing else that a terminal obeys', () => {
  const own = 'a\tb\n\x1b[1;31mc\x1b[39m\r\x1b[K';
  expect(escapeForTerminal(own)).toBe(own);
  expect(escapeForTerminal('\x1b[2J\x1b]0;x\x07\r\x9b\u202e')).toBe('\\x1b[2J\\x1b]0;x\\x07\\x0d\\x9b\\u202e');
});

test('a time is written as C does, the day padded with a blank', () => {
  expect(formatCtime(new Date(1699000000900))).toBe('Fri Nov  3 08:26:40 2023');
});
