import { describe, expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

/** What is advised for the lines of a file. */
function advice(body: readonly string[], more = ''): readonly (string | undefined)[] {
  const lines = ['with open(path) as file:', '    lines = file.readlines()', ...body];
  const program = `def work(path):\n${lines.map((line) => `    ${line}\n`).join('')}${more}`;
  return sitesIn('io-readall', program).map(({ fix }) => fix?.text);
}

describe('lines that are handed on one by one', () => {
  test('are walked where the file is still open', () => {
    const [text] = advice(['rows = map(int, lines)', 'return (row for row in rows if row)']);
    expect(text).toMatch(/inside of its `with`/);
  });

  test('are needed where they are sorted, or walked twice', () => {
    expect(advice(['rows = map(int, lines)', 'return sorted(rows)'])).toEqual([]);
    expect(advice(['steps = zip(lines, lines[1:])', 'return sum(a < b for a, b in steps)'])).toEqual([]);
  });
});

describe('a function that gives all lines of a file', () => {
  const advised = (use: string, opened = 'open(path)'): readonly (string | undefined)[] =>
    sitesIn(
      'io-readall',
      `def lines_of(path):\n    with ${opened} as file:\n        return file.readlines()\ndef use(path):\n    ${use}\n        print(line)\nuse('x')\n`,
    ).map(({ fix }) => fix?.after);

  test('yields them where its callers only walk them', () => {
    expect(advised('for line in lines_of(path):')).toEqual(['yield from file']);
  });

  test('gives a list where a caller needs it, or where more than a file is open', () => {
    expect(advised('for line in lines_of(path)[1:]:')).toEqual([]);
    expect(advised('for line in lines_of(path):', 'LOCK')).toEqual([]);
  });
});
