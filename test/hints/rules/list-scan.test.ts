import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';
import { sitesIn } from '../program-code.ts';

/** How many searches are told of in a table that is asked by a column of its own. */
function told(test: string, ...later: readonly string[]): number {
  const program = `class Table:
    def __init__(self, rows, column):
        self.column = column
        self.rows = list(rows)
    def find(self, value):
        return next((row for row in self.rows if ${test}), None)
${later.map((line) => `    ${line}\n`).join('')}`;
  return sitesIn('list-scan', program).length;
}

describe('a search by a key that the object keeps', () => {
  test('looks for the same part of all items each time', () => {
    expect(told('row[self.column] == value')).toBe(1);
    expect(told('value == row[self.column]', 'def column_of(self, row):', '    return row[self.column]')).toBe(1);
    expect(told("row[self.column]['id'] == value")).toBe(1);
  });

  test.each([
    ['is set later', 'row[self.column] == value', ['def by(self, column):', '    self.column = column']],
    ['counts on', 'row[self.column] == value', ['def step(self):', '    self.column += 1']],
    ['gets other values', 'row[self.column] == value', ['def put(self, row):', '    row[self.column] = 1']],
    ['is set under its name', 'row[self.column] == value', ['def name(self, row):', "    row['name'] = 1"]],
    ['may be any key', 'row[self.column] == value', ['def put(self, row, key):', '    row[key] = 1']],
    [
      'may be any key of any row',
      'row[self.column] == value',
      ['def put(self, at, key):', '    self.rows[at][key] = 1'],
    ],
    ['may be merged', 'row[self.column] == value', ['def put(self, row, more):', '    row |= more']],
    [
      'may be updated in any row',
      'row[self.column] == value',
      ['def put(self, more):', '    self.rows[0].update(more)'],
    ],
    ['may be updated', 'row[self.column] == value', ['def put(self, row, more):', '    row.update(more)']],
    [
      'is a property',
      'row[self.column] == value',
      ['class Any:', '    @property', '    def column(self):', '        return 1'],
    ],
    ['is another object’s', 'row[value.column] == value.name', []],
    ['is the item’s own', 'row[row.column] == value', []],
  ])('is left alone where that %s', (_, search, later) => {
    expect(told(search, ...later)).toBe(0);
  });

  test('is not hindered by a dict that the object begins and gives to nobody', () => {
    const kept = [
      'def put(self, row):',
      '    self.by_key[row[0]] = row',
      '    return [self.by_key[0], sorted(self.by_key)]',
      'def start(self):',
      '    self.by_key = {}',
    ];
    expect(told('row[self.column] == value', ...kept)).toBe(1);
    expect(told('row[self.column] == value', ...kept, 'def tables(self):', '    return [self.by_key]')).toBe(0);
    expect(told('row[self.column] == value', ...kept, 'def table(self):', '    return self.by_key')).toBe(0);
    expect(told('row[self.column] == value', ...kept, 'def use(self, other):', '    self.by_key = other')).toBe(0);
  });

  test('is not hindered by other keys that are set', () => {
    const table = (key: string): number =>
      sitesIn(
        'list-scan',
        `class Table:\n    def __init__(self, rows, column):\n        self.column = column\n        self.rows = list(rows)\n    def find(self, value):\n        return next((row for row in self.rows if row[self.column] == value), None)\ndef clean(row):\n    row['${key}'] = 1\ntable = Table(rows, 'id')\n`,
      ).length;
    expect(table('name')).toBe(1);
    expect(table('id')).toBe(0);
  });
});

/** The levels of a join that took a while, and appended so many pairs. */
function levelsOf(found: number, appended: string = 'pairs.append((row, other))'): readonly string[] {
  const program = `def join(rows, others):
    pairs = []
    for row in rows:
        for other in others:
            if other.key == row.key:
                ${appended}
    return pairs
`;
  const builder = new ProfileBuilder();
  const appends = numbers(found, 0.003);
  builder.setRow('made.py', 1, 'join', numbers(1, 0.4, 0.403));
  builder.setRow('~', 0, "<method 'append' of 'list' objects>", appends);
  builder.endEdges();
  builder.setEdge('made.py', 1, 'join', appends, false);
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(program));
  return hints.flatMap(({ rule, level }) => (rule === 'list-scan' ? [level] : []));
}

test('a join whose rows nobody counts is possible, however long each pair took that it found', () => {
  expect(levelsOf(4000)).toEqual(['possible']);
  expect(levelsOf(400_000)).toEqual(['possible']);
  expect(levelsOf(4000, 'pairs.append(row); pairs.append(other)')).toEqual(['possible']);
});

/** How many searches are told of in a list that is made of orders for each of them. */
function toldOfMade(made: string, change: string = 'pass'): number {
  const program = `class Order:
    def __init__(self, number, state):
        self.number = number
        self.state = state
        self.lines = []
    @property
    def size(self):
        return len(self.lines)
    def step(self, key):
        ${change}
class Book:
    def __init__(self, orders):
        self.orders = orders
    def rows(self):
        return [${made} for order in self.orders]
    def first(self, number):
        for row in self.rows():
            if row[0] == number:
                return row
        return None
`;
  return sitesIn('list-scan', program).length;
}

describe('a search in what is made of a list each time', () => {
  test.each([
    ['order', 'self.state += 1'],
    ['(order.number, order.state)', 'self.lines.append(key)'],
    ['(order.number, order.size)', 'self.state += 1'],
  ])('may be one in a dict where that stays the same: %s, %s', (made, change) => {
    expect(toldOfMade(made, change)).toBe(1);
  });

  test.each([
    ['(order.number, order.state)', 'self.state += 1'],
    ['(order.number, order.state)', "setattr(self, 'state', key)"],
    ['(order.number, order.state)', 'setattr(self, key, 1)'],
    ['(order.number, order.size)', 'self.lines.append(key)'],
    ['(order.number, len(order.lines))', 'self.lines.append(key)'],
  ])('is left alone where it does not: %s, %s', (made, change) => {
    expect(toldOfMade(made, change)).toBe(0);
  });
});
