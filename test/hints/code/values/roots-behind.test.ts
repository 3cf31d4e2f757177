import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { rootsBehind } from '../../../../src/hints/code/values/roots-behind.ts';
import { frameIn } from '../../program-code.ts';

/** The names that decide what `low` is in the last line of a function. */
function rootsIn(lines: string, more: string = ''): readonly string[] | undefined {
  const source = `BOUNDS = ((0, 59), (0, 23))\n${more}def ask(index, text):\n    ${lines}\n    return low\n`;
  const ask = frameIn(source, 'ask');
  const name = ask && nodesOf(ask, 'Name').findLast(({ node }) => node.id === 'low');
  return ask && name && rootsBehind(name.node, ask).map(({ id }) => id);
}

test.each([
  ['low, high = BOUNDS[index]', ['index']],
  ['at = index + 1; low = at * 2', ['index']],
  ['low = 3', []],
])('what decides a value is followed through names and tables that stay: %s', (lines, roots) => {
  expect(rootsIn(lines)).toEqual(roots);
});

test.each([
  ['low = len(text)', ''],
  ['low = index; low += 1', ''],
  ['low = text[index]', ''],
  ['low, high = BOUNDS[index]', 'def swap():\n    BOUNDS[0] = (1, 2)\n'],
  ['low, high = BOUNDS[index]', 'def swap(n):\n    mine = BOUNDS if n else []\n    mine[0] = (1, 2)\n'],
])('anything else stands for itself: %s', (lines, more) => {
  expect(rootsIn(lines, more)).toEqual(['low']);
});
