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

/** What is advised for a loop over a text that puts each of its letters so. */
function adviceOf(step: string, begun = "''", walked = 'str(text)'): string | undefined {
  const program = `PAIRS = {'A': 'T', 'T': 'A'}
def turned(text):
    out = ${begun}
    for c in ${walked}:
        ${step}
    return out
`;
  const [site] = sitesIn('char-loop', program);
  return site && (site.fix?.text ?? '');
}

test.each([
  ['out = PAIRS[c] + out', "''", 'str(text)'],
  ['out = PAIRS.get(c, c) + out', "''", 'str(text)'],
  ['out += PAIRS[c]', "''", 'reversed(str(text))'],
])('letters that are put before each other come out turned: %s', (step, begun, walked) => {
  expect(adviceOf(step, begun, walked)).toMatch(/^str\(text\)\[::-1\]\.translate\(TABLE\),/);
});

test.each([
  ['out = PAIRS[c] + out', 'reversed(str(text))'],
  ['out = out + PAIRS[c]', 'str(text)'],
])('and those of a text from its end do not: %s', (step, walked) => {
  expect(adviceOf(step, "''", walked)).toMatch(/^str\(text\)\.translate\(TABLE\),/);
});

test.each([
  ['out += PAIRS[c]', '0'],
  ['out += PAIRS[c]', 'self.base'],
  ['out = out + PAIRS[c]', '0'],
  ['out = out + c + out', "''"],
  ["out = c + out if c < 'M' else out + c", "''"],
  ['out = out[1:] + c', "''"],
])('a sum, or what asks for what is there already, is no text made letter by letter: %s', (step, begun) => {
  expect(adviceOf(step, begun)).toBeUndefined();
});

test('words may be walked where what is asked is asked of words too', () => {
  const reasons = (walked: string, test: string): readonly (string | undefined)[] =>
    sitesIn('char-loop', `def clean(text):\n    return ''.join(c for c in ${walked} if ${test})\n`).map(
      ({ why }) => why,
    );
  expect(reasons('text', 'c.isalnum()')).toEqual(['words']);
  expect(reasons('text', "c.isalnum() or c == '_'")).toEqual(['words']);
  expect(reasons('text', "c.isalnum() or c in '_-'")).toEqual(['words']);
  expect(reasons('str(text)', "c.isalnum() or c == '_'")).toEqual(['']);
  expect(reasons('text', 'c.isalnum() or ord(c) > 127')).toEqual(['']);
  expect(reasons('str(text)', 'c.isalnum()')).toEqual(['']);
});
