import { describe, expect, test } from 'vitest';
import { displayWidth, graphemes } from '../../src/text/display.ts';
import {
  type EditedLine,
  EMPTY_LINE,
  editLine,
  insertText,
  LINE_KEYS,
  LONGEST_LINE,
  lineInputOfKey,
  lineWindow,
  lineWith,
} from '../../src/tui/typed-line.ts';
import { fc } from '../properties.ts';

/** The line after some keys. */
function typed(line: EditedLine, ...keys: readonly string[]): EditedLine {
  return keys.reduce((before, key) => {
    const input = lineInputOfKey(key);
    if (input === null) return before;
    return 'edit' in input ? editLine(before, input.edit) : insertText(before, input.insert);
  }, line);
}

/** `ab|cd`: the cursor as a bar. */
function shown({ text, cursor }: EditedLine): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

describe('a typed line', () => {
  test('takes characters where the cursor is', () => {
    expect(shown(typed(EMPTY_LINE, 'a', 'c', 'left', 'b', 'space', 'q', '?'))).toBe('ab q?|c');
  });

  test('moves by one character and to both ends', () => {
    expect(shown(typed(lineWith('abc'), 'left', 'ctrl-b'))).toBe('a|bc');
    expect(shown(typed(lineWith('abc'), 'home', 'right', 'ctrl-f'))).toBe('ab|c');
    expect(shown(typed(lineWith('abc'), 'ctrl-a', 'left'))).toBe('|abc');
    expect(shown(typed(lineWith('abc'), 'ctrl-a', 'ctrl-e', 'right'))).toBe('abc|');
  });

  test('deletes as readline does', () => {
    expect(shown(typed(lineWith('abc'), 'backspace'))).toBe('ab|');
    expect(shown(typed(lineWith('abc'), 'left', 'delete', 'delete'))).toBe('ab|');
    expect(shown(typed(lineWith('one two  '), 'ctrl-w'))).toBe('one |');
    expect(shown(typed(lineWith('one two'), 'left', 'left', 'ctrl-u'))).toBe('|wo');
    expect(shown(typed(lineWith('one two'), 'home', 'right', 'ctrl-k'))).toBe('o|');
    expect(shown(typed(EMPTY_LINE, 'backspace', 'delete', 'ctrl-w', 'ctrl-u', 'ctrl-k'))).toBe('|');
  });

  test('never stops inside of a character', () => {
    const line = lineWith('名e\u0301👨‍👩‍👧‍👦');
    expect(shown(typed(line, 'left'))).toBe('名e\u0301|👨‍👩‍👧‍👦');
    expect(shown(typed(line, 'left', 'left'))).toBe('名|e\u0301👨‍👩‍👧‍👦');
    expect(typed(line, 'backspace', 'backspace').text).toBe('名');
    expect(shown(typed(lineWith('\u0301x'), 'home', 'e'))).toBe('e\u0301|x');
  });

  test('takes a pasted text as one line without control characters', () => {
    expect(insertText(EMPTY_LINE, 'two\r\nlines\tand\x1b[31m red\x07\x85').text).toBe('two lines and[31m red');
  });

  test('refuses what is too long, whole', () => {
    const line = lineWith('x');
    expect(insertText(line, 'y'.repeat(LONGEST_LINE))).toBe(line);
    expect(insertText(line, 'y'.repeat(LONGEST_LINE - 1)).text.length).toBe(LONGEST_LINE);
  });

  test('knows no meaning for a key that is for the viewer', () => {
    expect(['enter', 'escape', 'up', 'tab', 'ctrl-c', 'pagedown'].map(lineInputOfKey)).toEqual(Array(6).fill(null));
  });

  test('has one meaning for each key', () => {
    const keys = LINE_KEYS.flatMap((row) => row.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the window on a line', () => {
  test('shows all of a line that fits', () => {
    expect(lineWindow(lineWith('abc'), 10, '…')).toEqual({ text: 'abc', cursorCell: 3 });
  });

  test('follows the cursor', () => {
    expect(lineWindow(lineWith('0123456789'), 6, '…')).toEqual({ text: '…6789', cursorCell: 5 });
    expect(lineWindow({ text: '0123456789', cursor: 0 }, 6, '…')).toEqual({ text: '01234…', cursorCell: 0 });
  });

  test('counts wide characters as two cells and shows what a terminal would obey', () => {
    expect(lineWindow(lineWith('名前'), 20, '…')).toEqual({ text: '名前', cursorCell: 4 });
    expect(lineWindow(lineWith('a\u202e'), 20, '…')).toEqual({ text: 'a\\u202e', cursorCell: 7 });
  });
});

const keys = fc.array(
  fc.oneof(
    fc.constantFrom(...LINE_KEYS.flatMap((row) => row.keys)),
    fc.constantFrom('a', 'space', '名', '\u0301', '\u200d', '👨', '🇩', '\u202e', '\ud83d'),
  ),
  { maxLength: 60 },
);

test('any keys leave the cursor between two characters and in the window', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 30 }), fc.constantFrom('…', '...'), (pressed, width, ellipsis) => {
      const line = typed(EMPTY_LINE, ...pressed);
      const parts = [line.text.slice(0, line.cursor), line.text.slice(line.cursor)];
      expect(parts.flatMap(graphemes)).toEqual(graphemes(line.text));
      const window = lineWindow(line, width, ellipsis);
      expect(displayWidth(window.text)).toBeLessThanOrEqual(width);
      expect(window.cursorCell).toBeLessThan(width);
      expect(window.text).not.toMatch(/[\p{Cc}\p{Surrogate}\u202e]/u);
    }),
    { numRuns: 300 },
  );
});
