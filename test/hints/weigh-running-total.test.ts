import { expect, test } from 'vitest';
import type { Hint } from '../../src/hints/hint.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';

const ASKED = 4000;

type Run = {
  readonly shelves?: number;
  readonly lots?: string;
  readonly others?: readonly string[];
  readonly changed?: number;
};

/** What is told of the sum of a shelf that is asked for 4,000 times, where a method that was called so often has this. */
function toldOf(change: string, { shelves = 1, lots = '[]', others = [], changed = 3000 }: Run = {}): Hint | undefined {
  const source = `class Lot:
    def __init__(self, left):
        self.left = left
class Shelf:
    def __init__(self, rows=()):
        self.lots = ${lots}
    def change(self, rows, lot, at):
        ${change}
    def put(self, lot):
        self.lots.append(lot)
    def total(self):
        return sum(lot.left for lot in self.lots)
def run(shelf, rows):
    for row in rows:
        shelf.put(row)
    for at in range(${ASKED}):
        if at % 4:
            shelf.change(rows, rows[at], at)
        shelf.total()
`;
  const builder = new ProfileBuilder();
  builder.setRow('shelf.py', 13, 'run', numbers(1, 0.1, 4.5));
  const rows = [
    [5, '__init__', numbers(shelves, 0.0001)],
    [7, 'change', numbers(changed, 0.01)],
    [9, 'put', numbers(400, 0.001)],
    [11, 'total', numbers(ASKED, 4)],
  ] as const;
  for (const [line, name, counted] of rows) builder.setRow('shelf.py', line, name, counted);
  for (const other of others) builder.setRow(other, 1, 'other', numbers(1, 0.1));
  builder.endEdges();
  for (const [, , counted] of rows) {
    builder.setEdge('shelf.py', 13, 'run', counted, false);
    builder.endEdges();
  }
  for (const _ of others) builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.find(({ rule }) => rule === 'recomputed');
}

test('a sum is kept along where one item changes at a time', () => {
  const told = toldOf('self.lots[at].left -= 1');
  expect(told?.level).toBe('likely');
  expect(told?.evidence[0]?.text).toMatch(/; at most 3,400 changes of an item$/);
});

test('an item that another object may hold makes it possible at most', () => {
  const own = toldOf('self.lots[at].left -= 1', { shelves: 2 });
  expect(own?.level).toBe('likely');
  expect(own?.evidence.map(({ text }) => text).join()).toContain('as far as no item is held by two of them');
  expect(toldOf('lot.left -= 1')?.level).toBe('possible');
  expect(toldOf('self.lots[at].left -= 1', { lots: 'list(rows)' })?.level).toBe('likely');
  expect(toldOf('self.lots[at].left -= 1', { lots: 'list(rows)', shelves: 2 })?.level).toBe('possible');
});

test('it is so where items seldom change, too', () => {
  const levels = [1, 2].map((shelves) => toldOf('self.lots[at].left -= 1', { shelves, changed: 20 })?.level);
  expect(levels).toEqual(['likely', 'possible']);
});

test('where another file may change the items it is possible at most', () => {
  expect(toldOf('self.lots[at].left -= 1', { others: ['main.py'] })?.level).toBe('possible');
});

test('a kept sum of floats is said to differ', () => {
  expect(toldOf('self.lots[at].left -= 1')?.fix.text).toContain('floats may differ in its last digits');
});

test('it is not said where others take the place of all', () => {
  expect(toldOf('self.lots[:] = rows')).toBeUndefined();
  expect(toldOf('self.lots.clear(); self.lots.extend(rows)')).toBeUndefined();
  expect(toldOf('self.lots.clear(); self.lots.update(rows)')).toBeUndefined();
});

test('what is cut off at once is counted where it came, too', () => {
  const told = toldOf('self.lots.append(lot); del self.lots[:at]');
  expect(told?.evidence[0]?.text).toMatch(/; at most 12,800 changes of an item$/);
});

test('it is not said of objects that are asked hardly more than once each', () => {
  expect(toldOf('self.lots[at].left -= 1', { shelves: 3000 })).toBeUndefined();
});
