import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';
import { sitesIn } from './program-code.ts';

const BOOKS = `class Journal:
    def __init__(self):
        self.postings = []
class Account:
    def __init__(self, journal, code):
        self.journal = journal
        self.code = code
    def entries(self):
        return [one for one in self.journal.postings if one.account == self.code]
def run(journal, codes):
    accounts = {}
    for code in codes:
        accounts[code] = Account(journal, code)
    return [one.entries() for one in accounts.values()]
`;

/** The levels where so many accounts ask, each once, for what is theirs in so many journals. */
function levelsOf({ accounts = 300, journals = 1, program = BOOKS, start = 10 }): readonly string[] {
  const builder = new ProfileBuilder();
  const rows = [
    ['class Journal', 2, '__init__', numbers(journals, 0.001)],
    ['class Account', 5, '__init__', numbers(accounts, 0.001)],
    ['entries', 8, 'entries', numbers(accounts, 0.4)],
  ] as const;
  for (const [, line, name, row] of rows) {
    builder.setRow('made.py', line, name, row);
    builder.setEdge('made.py', start, 'run', row, false);
    builder.endEdges();
  }
  builder.setRow('made.py', start, 'run', numbers(1, 0.01, 0.42));
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(program));
  return hints.flatMap(({ rule, level }) => (rule === 'list-scan' ? [level] : []));
}

describe('a search of each object for what is its own', () => {
  test('is likely in a list that all of them have', () => {
    expect(levelsOf({})).toEqual(['likely']);
    expect(levelsOf({ program: BOOKS.replace('one.account == self.code', 'one.account is self') })).toEqual(['likely']);
  });

  test('is possible where more than a step is done with each that is found', () => {
    const walk = (steps: readonly string[]): string =>
      BOOKS.replace(
        /return \[one for .*/,
        `for one in self.journal.postings:\n            if one.account == self.code:\n${steps.map((step) => `                ${step}\n`).join('')}`,
      );
    const [first, second] = ['self.total = one.amount', 'self.most = one.amount % 7'];
    expect(levelsOf({ program: walk([first]), start: 13 })).toEqual(['likely']);
    expect(levelsOf({ program: walk([first, second]), start: 14 })).toEqual(['possible']);
  });

  test('is none where each has a list for itself, or a few ask', () => {
    expect(levelsOf({ journals: 300 })).toEqual([]);
    expect(levelsOf({ accounts: 4 })).toEqual([]);
  });

  test('is none where nothing tells how many lists there are', () => {
    expect(levelsOf({ program: BOOKS.replace('self.postings = []', 'self.other = []') })).toEqual([]);
  });

  test.each(['journal.postings = []', 'journal.postings.clear()', 'journal.postings[:] = []'])(
    'is none where each asks after the list got other items: %s',
    (step) => {
      const begin = (loop: string): string =>
        BOOKS.replace('    for code', `    for ${loop}:\n        ${step}\n    for code`);
      expect(levelsOf({ program: begin('_ in range(300)') })).toEqual([]);
      expect(levelsOf({ program: begin('_ in range(3)') })).toEqual(['likely']);
      expect(levelsOf({ program: begin('_ in codes') })).toEqual([]);
    },
  );

  test.each([
    [
      'many may have the same',
      'accounts[code] = Account(journal, code)',
      'accounts[id(code)] = Account(journal, code)',
    ],
    ['the list is its own', 'self.journal.postings', 'self.postings'],
    ['any part may be set', 'def run(', 'def edit(one, name, value):\n    setattr(one, name, value)\ndef run('],
  ])('is none where %s', (_, before, after) => {
    expect(sitesIn('list-scan', BOOKS)).toHaveLength(1);
    expect(sitesIn('list-scan', BOOKS.replace(before, after))).toEqual([]);
  });
});

test.each([
  [
    'another class',
    'class Draw:\n    def __eq__(self, other):\n        return True\n    def __hash__(self):\n        return 1\n',
  ],
  ['a class made of its own', '@dataclasses.dataclass\nclass Company(Account):\n    pass\n'],
])('a search for the object itself is none where %s has its own `==`', (_, added) => {
  const program = `import dataclasses\n${BOOKS.replace('self.code]', 'self]')}`;
  expect(sitesIn('list-scan', program)).toHaveLength(1);
  expect(sitesIn('list-scan', program + added)).toEqual([]);
});

describe('a search for what is the same thing', () => {
  const belt = (test: string, before = ''): string => `class Parcel:
    def __init__(self, chute):
        self.chute = chute
class Belt:
    def __init__(self, parcels):
        self.parcels = list(parcels)
    def heading_for(self, chute):
${before}        return sum(1 for one in self.parcels if ${test})
`;

  test('is a search by a key', () => {
    expect(sitesIn('list-scan', belt('one.chute is chute'))).toHaveLength(1);
  });

  test('is none for the item itself, for what is always the same, and for what is no key', () => {
    expect(sitesIn('list-scan', belt('one is chute'))).toEqual([]);
    expect(sitesIn('list-scan', belt('one.chute is None'))).toEqual([]);
    expect(sitesIn('list-scan', belt('one.chute is chute', '        chute = list(chute)\n'))).toEqual([]);
  });
});
