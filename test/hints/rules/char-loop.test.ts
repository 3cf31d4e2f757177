import { expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

test('a loop over a written alphabet makes no text anew', () => {
  const variants = (letters: string): string => `def variants(word):
    found = []
    for at in range(len(word)):
        for c in ${letters}:
            found.append(word[:at] + c + word[at + 1:])
    return found
`;
  expect(sitesIn('char-loop', variants("'abcdefghijklmnopqrstuvwxyz'"))).toEqual([]);
});

test('a loop over a text that keeps some of its letters does', () => {
  const program = "def clean(text):\n    return ''.join(c for c in str(text) if c.isalnum())\n";
  expect(sitesIn('char-loop', program)).toHaveLength(1);
});
