import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCtime } from '../../src/text/ctime.ts';
import { escapeControls } from '../../src/text/escape.ts';

test('a control character, an escape sequence and a change of direction are shown, not obeyed', () => {
  expect(escapeControls('a\x1b[31mb\n\x9b\u202e\udce9c')).toBe('a\\x1b[31mb\\x0a\\x9b\\u202e\\udce9c');
});

test('no text keeps a control character', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/\p{Cc}/u.test(escapeControls(text))));
});

test('a time is written as C does, the day padded with a blank', () => {
  expect(formatCtime(new Date(1699000000900))).toBe('Fri Nov  3 08:26:40 2023');
});
