import { expect, test } from 'vitest';
import { ownCodeText } from '../../src/report/own-code-words.ts';

const NONE = { parts: [], functions: 0, tottime: 0 };

test('who has not said what is theirs is told how to, where nothing was found', () => {
  expect(ownCodeText({ ...NONE, isSaid: false })).toBe('own code: none was found; --mine says what is yours');
});

test('who has taken back all that was theirs is not told that none was found', () => {
  expect(ownCodeText({ ...NONE, isSaid: true })).toBe('own code: nothing in this profile is said to be yours');
});
