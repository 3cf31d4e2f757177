import { describe, expect, test } from 'vitest';
import type { Fix } from '../../src/hints/rule.ts';
import { sitesIn } from './program-code.ts';

/** What a rule advises at the first place in a program that it has for such a reason. */
function adviceIn(rule: string, program: string, why?: string): Fix | undefined {
  return sitesIn(rule, program).find((site) => why === undefined || site.why === why)?.fix;
}

const PLAIN = `class Part:
    def __init__(self, weight, first=None, second=None):
        self.weight = weight
        self.first = first
        self.second = second
        self.needs = [first, second]
`;
const ALIKE = `${PLAIN}    def __eq__(self, other):
        return self.weight == other.weight
`;
const DECLARED = `from dataclasses import dataclass, field
@dataclass
class Part:
    weight: int
    first: object = None
    second: object = None
    needs: list = field(default_factory=list)
`;
const FROZEN = DECLARED.replace('@dataclass', '@dataclass(frozen=True)');

const HEAVIEST = `def heaviest(part):
    if part is None:
        return 0
    return part.weight + max(heaviest(part.first), heaviest(part.second))
`;
const ALL_NEEDS = `def longest(part):
    return 1 + max(longest(other) for other in part.needs)
`;

describe('lru_cache is written over a recursion', () => {
  test('whose records are keys by who they are, and is to be emptied where they change', () => {
    const fix = adviceIn('lru-cache', PLAIN + HEAVIEST);
    expect(fix?.after).toContain('lru_cache');
    expect(fix?.text).toBe(
      'Remember the results. Call heaviest.cache_clear() where weight or first or second changes.',
    );
  });

  test.each([
    ['have an __eq__ and no __hash__', ALIKE],
    ['are of a dataclass', DECLARED],
    ['are hashed with all that they hold', FROZEN],
    ['have a base of another file', PLAIN.replace('Part:', 'Part(Base):')],
  ])('but not where they %s', (_, part) => {
    for (const recursion of [HEAVIEST, ALL_NEEDS]) {
      const fix = adviceIn('lru-cache', part + recursion);
      expect(fix?.after).toBeUndefined();
      expect(fix?.text).toMatch(/^Keep the results in a dict by the id\(\) of the objects/);
    }
  });

  test('whose results nobody changes: a list that is kept is one for all', () => {
    const way = (rest: string, then: string): string =>
      `def way(left):\n    if left <= 0:\n        return None\n    best = way(left - 1)\n    other = way(left - 2)\n    rest = ${rest}\n    return rest\ndef main():\n    path = way(20)\n    ${then}\n`;
    expect(adviceIn('lru-cache', way('best + [len(other)]', 'print(len(path))'))?.after).toContain('lru_cache');
    for (const rest of ['best + [len(other)]', '[1] if other else len(best)', 'len(best + other) or [1]']) {
      expect(adviceIn('lru-cache', way(rest, 'path.append(1)'))).toBeUndefined();
    }
  });

  test('and a method keeps its results in its object, but lists are no keys there either', () => {
    const method = (given: string): string =>
      `class Board:\n    def ways(self, left, kept):\n        return self.cells[left] if left < 2 else self.ways(left - 1, kept) + self.ways(left - 2, kept)\nBoard().ways(9, ${given})\n`;
    expect(adviceIn('lru-cache', method('2'))?.text).toMatch(/dict of the object, and empty it where cells changes:/);
    expect(adviceIn('lru-cache', method('[2]'))?.text).toMatch(/dict of the object, by tuples, and/);
  });
});

const WORTH = `def worth(part, rate):
    return sum(part.weight * rate for _ in range(9))
def show(parts):
    for part in parts:
        print(worth(part, 3))
`;

test.each([
  ['for n in range(9): best(n, table); shift(table)', true],
  ['for n in range(9): table[0] = n; best(n, table)', true],
  ['best(3, table)\n    table.append(4)', true],
  ['table.append(4)\n    best(3, table)', false],
])('a list that callers change between their calls empties what was kept: %s', (calls, isChanged) => {
  const program = `def best(n, table):
    if n <= 1:
        return table[n]
    return best(n - 1, table) + best(n - 2, table)
def shift(rows):
    rows[0] += 1
def main():
    table = [1, 2]
    ${calls}
`;
  const said = adviceIn('lru-cache', program)?.text;
  expect(said).toContain('lru_cache refuses lists');
  expect(said?.endsWith('Call best.cache_clear() where table changes.')).toBe(isChanged);
});

test.each([
  [PLAIN, /functools\.lru_cache\.$/],
  [DECLARED, /would ask for a hash/],
  [ALIKE, /would ask for a hash/],
])(
  'a function that is asked for the same again is kept by lru_cache only where its arguments have a hash',
  (part, text) => {
    expect(adviceIn('call-again', part + WORTH, 'counted')?.text).toMatch(text);
  },
);

test('nor on a method of objects that have none, nor for an object that is made of a list', () => {
  const rated = (head: string): string => `from dataclasses import dataclass
${head}
class Rate:
    def __init__(self, step):
        self.step = step
    def worth(self, name):
        return sum(self.step * len(name) for _ in range(9))
def show(rate, names):
    for name in names:
        print(rate.worth(name), Rate(${head === '' ? '3' : '[name]'}).worth(2))
`;
  expect(adviceIn('call-again', rated(''), 'counted')?.text).toMatch(/lru_cache\.$/);
  expect(adviceIn('call-again', rated('@dataclass'), 'counted')?.text).toMatch(/would ask for a hash/);
  expect(adviceIn('call-again', rated('@dataclass'), 'made')?.text).toMatch(/would ask for a hash/);
});

const SEEN = `def walk(part, seen):
    others = []
    while part.first:
        if part not in others:
            others.append(part)
        part = part.first
`;

test.each([
  [PLAIN, /^Ask a set: /],
  [DECLARED, /^Ask a set or dict of what makes its items equal/],
  [ALIKE, /^Ask a set or dict of what makes its items equal/],
])('a set is asked for objects that have a hash', (part, text) => {
  expect(adviceIn('in-list', part + SEEN)?.text).toMatch(text);
});

test.each([
  ['[1, 2]', undefined],
  ["'name'", 'positions'],
])('the places of items are noted in a dict where they have a hash: %s', (item, table) => {
  const program = `def places(rows):\n    item = ${item}\n    for _ in range(99):\n        print(rows.index(item))\n`;
  const after = adviceIn('list-scan', program)?.after;
  expect(after?.split(' ')[0]).toBe(table);
});

test.each([
  ['[name, 2]', false],
  ['name', true],
])('and items are put into a dict by what is asked for where that has a hash: %s', (wanted, isShown) => {
  const program = `class Book:\n    def __init__(self, n):\n        self.rows = [Row(k) for k in range(n)]\n    def having(self, wanted):\n        return [row for row in self.rows if row.key == wanted]\ndef main(book, names):\n    for name in names:\n        book.having(${wanted})\n`;
  const fix = adviceIn('list-scan', program);
  expect([fix?.after !== undefined, /as a tuple where that is a list/.test(fix?.text ?? '')]).toEqual([
    isShown,
    !isShown,
  ]);
});
