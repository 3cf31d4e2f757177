import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';
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

const ROLES = `class Roles:
    def __init__(self):
        self.grants, self.parents = {}, {}
    def define(self, name, grants, parents):
        self.grants[name] = set(grants)
        self.parents[name] = list(parents)
    def permissions(self, name):
        found = set(self.grants[name])
        for parent in self.parents[name]:
            found |= self.permissions(parent)
        return found
    def allows(self, name, permission):
        return permission in self.permissions(name)
`;

/** The levels for roles that were defined so often, and asked so often with so many calls each. */
function levelsOf(defined: number, asked: number, each: number, source = ROLES): readonly string[] {
  const builder = new ProfileBuilder();
  const all = { ncalls: asked * each, primitiveCalls: asked, tottime: 0.5, cumtime: 0.5 };
  const inside = { ncalls: asked * each - asked, primitiveCalls: 0, tottime: 0.4, cumtime: 0.4 };
  builder.setRow('roles.py', 4, 'define', numbers(defined, 0.01));
  builder.setRow('roles.py', 7, 'permissions', all);
  builder.setRow('roles.py', 12, 'allows', numbers(asked, 0.1, 0.6));
  builder.endEdges();
  builder.setEdge('roles.py', 7, 'permissions', inside, false);
  builder.setEdge('roles.py', 12, 'allows', { ...all, ncalls: asked, primitiveCalls: asked }, false);
  builder.endEdges();
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.flatMap(({ rule, level }) => (rule === 'lru-cache' ? [level] : []));
}

describe('a recursion over nodes that are counted', () => {
  test('comes to the same ones again and again, however few each run has', () => {
    expect(levelsOf(9, 5000, 13)).toEqual(['likely']);
  });

  test('is left alone where its nodes are many, or change between the runs, or each run has a handful', () => {
    expect(levelsOf(60_000, 5000, 13)).toEqual([]);
    expect(levelsOf(4000, 5000, 13)).toEqual([]);
    expect(levelsOf(9, 5000, 3)).toEqual([]);
  });

  test('is left alone where who asks may give another argument each time', () => {
    const limited = ROLES.replaceAll('permissions(self, name', 'permissions(self, name, limit')
      .replace('permissions(parent)', 'permissions(parent, limit)')
      .replace('permissions(name)', 'permissions(name, permission)');
    expect(levelsOf(9, 5000, 13, limited)).toEqual([]);
  });
});
