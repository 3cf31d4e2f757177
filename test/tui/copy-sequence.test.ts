import { expect, test } from 'vitest';
import { copySequence } from '../../src/tui/copy-sequence.ts';

test('OSC 52 carries the text in Base64', () => {
  expect(copySequence('app.py:12', false)).toBe('\x1b]52;c;YXBwLnB5OjEy\x07');
});

test('tmux gets it also wrapped, to pass on', () => {
  expect(copySequence('a', true)).toBe('\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\');
});
