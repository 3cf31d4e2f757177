import { expect, test } from 'vitest';
import { runningTotal } from '../../../../src/hints/code/steady/running-total.ts';
import { frameIn } from '../../program-code.ts';

/** In which functions the sum of a shelf is changed, where it could be kept along. */
function changersOf(total: string, more: string = '', term: string = ''): readonly string[] | undefined {
  const source = `class Lot:\n    def __init__(self, left):\n        self.left = left\n    def take(self):\n        self.left -= 1\n${term}class Shelf:\n    def __init__(self):\n        self.lots = []\n        self.rate = 1\n    def put(self, lot):\n        self.lots.append(lot)\n    def sell(self, at):\n        self.lots[at].take()\n    def total(self):\n        ${total}\n${more}`;
  return runningTotal(frameIn(source, 'total'))?.changes.map(({ frame }) => frame.scope.name);
}

const SUM = 'return sum(lot.left for lot in self.lots)';

test('a sum is changed where its items come, and where its class lets one change', () => {
  expect(changersOf(SUM)).toEqual(['put', 'sell']);
  expect(changersOf('return len([lot for lot in self.lots if lot.left > 3])')).toEqual(['put', 'sell']);
  const property = '    @property\n    def free(self):\n        return 9 - self.left\n';
  expect(changersOf('return sum(lot.free for lot in self.lots)', '', property)).toEqual(['put', 'sell']);
});

test('a loop that adds up, and the number of a list that a property gives, are such sums', () => {
  expect(
    changersOf('all = 0\n        for lot in self.lots:\n            all += lot.left\n        return all'),
  ).toHaveLength(2);
  const idle = '    @property\n    def idle(self):\n        return [lot for lot in self.lots if lot.left > 0]\n';
  expect(changersOf('return len(self.idle) > 3', idle)).toEqual(['put', 'sell']);
});

test('what is put in order is the same sum', () => {
  expect(changersOf(SUM, '    def order(self):\n        self.lots.sort(key=id)\n')).toEqual(['put', 'sell']);
});

test('an extreme, a set, and what asks for more than its item are no such sums', () => {
  expect(changersOf('return max(lot.left for lot in self.lots)')).toBeUndefined();
  expect(changersOf('return len({lot.left for lot in self.lots})')).toBeUndefined();
  expect(changersOf('return sum(size(lot) for lot in self.lots)', 'def size(lot):\n    return 1\n')).toBeUndefined();
  expect(
    changersOf('return sum(lot.left * self.rate for lot in self.lots)', '    def tick(self):\n        self.rate = 2\n'),
  ).toBeUndefined();
});

test('nothing is kept along where others change it: items, the list by another name, or who knows what', () => {
  expect(changersOf(SUM, 'def empty(lot):\n    lot.left = 0\n')).toBeUndefined();
  expect(
    changersOf(SUM, '    def drop(self):\n        lots = self.lots\n        lots.pop()\n        self.lots.pop()\n'),
  ).toBeUndefined();
  expect(
    changersOf(SUM, '    def all(self):\n        return self.lots\ndef clear(shelf):\n    shelf.all().clear()\n'),
  ).toBeUndefined();
  expect(changersOf(SUM, '    def begin(self):\n        self.lots = []\n')).toBeUndefined();
  expect(changersOf(SUM, 'def change(lot, name):\n    setattr(lot, name, 1)\n')).toBeUndefined();
  expect(changersOf(SUM, 'def sell(lots):\n    for lot in lots:\n        lot.take()\n')).toBeUndefined();
});
