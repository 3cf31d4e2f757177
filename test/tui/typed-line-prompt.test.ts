import { expect, test } from 'vitest';
import { makeTheme } from '../../src/tui/theme.ts';
import { linePrompt, lineWith } from '../../src/tui/typed-line.ts';

test('a prompt with wide characters takes as many cells as it is wide', () => {
  const open = { prompt: '世界? ', line: lineWith('ab'), problem: null, hint: '' };
  // a blank, two characters of two cells each, a mark, a blank, and the line
  expect(linePrompt(open, 40, makeTheme({ color: false, ascii: false })).cursorCell).toBe(1 + 4 + 2 + 2);
});
