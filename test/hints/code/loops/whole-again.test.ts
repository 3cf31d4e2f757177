import { expect, test } from 'vitest';
import { wholeAgain } from '../../../../src/hints/code/loops/whole-again.ts';
import { frameIn } from '../../program-code.ts';

/** The lines of `run` whose calls of `total` stand behind a change of single items; the first line is 1. */
function linesBehind(total: string, run: string): readonly number[] {
  const source = `def run(grid, rounds):\n${run}\ndef total(grid):\n${total}`;
  const found = wholeAgain(frameIn(source, 'total'));
  return found.flatMap(({ calls }) => calls.map(({ node }) => node.lineno - 1));
}

const SUM = '    return sum(a * b for a, b in zip(grid, grid[1:]))\n';
const IN_LOOP = (change: string): string => `    for n in range(rounds):\n        ${change}\n        total(grid)\n`;
const ITEM = IN_LOOP('grid[n % 9] = n');

test.each([
  [SUM],
  [
    '    found = 0\n    for row in grid:\n        part = 0\n        for one in row:\n            part += one\n        found += part\n    return found\n',
  ],
  ['    size = len(grid)\n    return sum(grid[at] * grid[(at + 1) % size] for at in range(size))\n'],
  [
    '    return sum(cost(grid, at) for at in range(len(grid)))\ndef cost(grid, at):\n    return grid[at] - grid[at - 1]\n',
  ],
])('a sum whose terms are made of their own parts is found behind a change of an item: %s', (total) => {
  expect(linesBehind(total, ITEM)).toEqual([3]);
});

test.each([
  ['    now = late = 0\n    for one in grid:\n        now += one\n        late += max(0, now - 9)\n    return late\n'],
  ['    mean = sum(grid) / len(grid)\n    return sum((one - mean) ** 2 for one in grid)\n'],
  ['    return sum(one / max(grid) for one in grid)\n'],
  ['    return sum(one / max(other for other in grid) for one in grid)\n'],
  ['    return sum(at * one for at, one in enumerate(sorted(grid)))\n'],
  ['    return sum(cost(grid, one) for one in grid)\ndef cost(grid, one):\n    return one / max(grid)\n'],
])('one item changes all terms where they are made of those before them, or of all: %s', (total) => {
  expect(linesBehind(total, ITEM)).toEqual([]);
});

test.each([
  [IN_LOOP('grid[:] = [n] * 9'), []],
  [IN_LOOP("grid['cells'] = [n] * 9"), []],
  [IN_LOOP('grid = [n] * 9; grid[0] = 1'), []],
  ['    total(grid)\n    grid[0] = 1\n    total(grid)\n', [3]],
  [
    '    total(grid)\n    for n in range(rounds):\n        total(grid)\n        grid[n] = 1\n        total(grid)\n',
    [3, 5],
  ],
  [
    '    for n in range(rounds):\n        other = list(grid)\n        total(other)\n        other[0] = 1\n        total(other)\n',
    [5],
  ],
  [IN_LOOP('grid[0] = n; random.shuffle(grid)'), []],
  [IN_LOOP('grid[0] = n; grid.sort()'), []],
  [IN_LOOP('grid[0] = n; grid[1:] = [n] * 8'), []],
  [IN_LOOP('grid[0] = n; fill(grid)').concat('def fill(grid):\n    grid.append(1)\n'), []],
  [IN_LOOP('grid[0] = n\n        for at in range(9): grid[at] = n'), []],
  [
    '    for n in range(9):\n        grid[n] = 1\n    for n in range(rounds):\n        grid[0] += 1\n        total(grid)\n',
    [5],
  ],
])('only calls behind a change of an item are counted: %s', (run, lines) => {
  expect(linesBehind(SUM, run)).toEqual(lines);
});

test.each([
  ['rounds', [3]],
  ['n', []],
])('a sum that is asked with another argument each time is another: %s', (argument, lines) => {
  const change = `grid[n % 9] = n\n        total(grid, ${argument})\n`;
  expect(linesBehind(SUM, `    for n in range(rounds):\n        ${change}`)).toEqual(lines);
});
