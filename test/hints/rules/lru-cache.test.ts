import { describe, expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

const SUM = [
  'upper = [self.chain(r, c) for r, c in self.above(row, col)]',
  'return self.value[row][col] + max(upper, default=0)',
];

/** How many recursions are told of in a class whose `above` is such. */
function told(above: readonly string[], chain: readonly string[] = SUM): number {
  const bodies = [above, chain].map((lines) => lines.map((line) => `        ${line}\n`).join(''));
  return sitesIn(
    'lru-cache',
    `class Pit:\n    def __init__(self, value, cols):\n        self.value = value\n        self.cols = cols\n    def above(self, row, col):\n${bodies[0]}    def chain(self, row, col):\n${bodies[1]}`,
  ).length;
}

const THREE = [
  'if row == 0:',
  '    return []',
  'return [(row - 1, c) for c in (col - 1, col, col + 1) if 0 <= c < self.cols]',
];

describe('a recursion over the places that another function gives', () => {
  test('comes to the same places on many ways, where each is a fixed step away', () => {
    expect(told(THREE)).toBe(1);
    expect(told(['return [(row - 1, col), (row, col - 1)]'])).toBe(1);
    expect(told(['if row > 0:', '    yield row - 1, col', 'if col > 0:', '    yield row, col - 1'])).toBe(1);
  });

  test.each([
    ['doubles, as places in a tree that is kept in a list', ['return [(2 * row, col), (2 * row + 1, col)]']],
    ['goes down from the first column alone', ['yield row, col - 1', 'if col == 0:', '    yield row - 1, col']],
    ['gives what is held there', ['return self.value[row][col]']],
    ['gives one place', ['return [(row - 1, col)]']],
    ['notes what it gave', ['self.cols += 1', 'return [(row - 1, col), (row, col - 1)]']],
  ])('is left alone where that %s', (_, above) => {
    expect(told(above)).toBe(0);
  });

  test('is left alone where more goes along, or something is done on the way', () => {
    const path = ['return sum(self.chain(r, (c, col)) for r, c in self.above(row, col))'];
    expect(told(THREE, path)).toBe(0);
    expect(told(THREE, ['print(row)', ...SUM])).toBe(0);
  });
});
