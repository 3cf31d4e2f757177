import { expect, test } from 'vitest';
import { type RunningTotal, runningTotal } from '../../../../src/hints/code/steady/running-total.ts';
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

const TICK = '    def tick(self):\n        self.rate = 2\n';

test('what stands outside of the loop is as settled as what is added up', () => {
  expect(changersOf(`${SUM} * self.rate`)).toEqual(['put', 'sell']);
  expect(changersOf(`${SUM} * self.rate`, TICK)).toBeUndefined();
  const begun = 'all = self.rate\n        for lot in self.lots:\n            all += lot.left\n        return all';
  expect(changersOf(begun, TICK)).toBeUndefined();
  expect(changersOf('return round(sum(lot.left for lot in self.lots), self.rate)', TICK)).toBeUndefined();
});

test('of items of another file nothing tells what their parts are', () => {
  expect(changersOf('return sum(lot.weight for lot in self.lots)')).toBeUndefined();
});

test('a set may have what is added, a deque with an end loses items, and any() is no sum', () => {
  expect(changersOf(SUM, '    def note(self, lot):\n        self.lots.add(lot)\n')).toBeUndefined();
  expect(changersOf(SUM, 'class Few(Shelf):\n    pass\n')).toBeDefined();
  expect(changersOf('return any(lot.left for lot in self.lots)')).toBeUndefined();
  const window = totalIn('self.lots = deque([], 9)', '');
  expect(window).toBeUndefined();
});

/** Of a shelf whose list is made so, where a method has this. */
function totalIn(made: string, change: string): RunningTotal | undefined {
  const method = `    def change(self, other, lot, at):\n        ${change || 'self.lots[at].left -= 1'}\n`;
  const source = `from collections import deque\nclass Lot:\n    def __init__(self, left):\n        self.left = left\nclass Shelf:\n    def __init__(self):\n        ${made}\n${method}    def total(self):\n        return sum(lot.left for lot in self.lots)\n`;
  return runningTotal(frameIn(source, 'total'));
}

test.each([
  ['self.lots.append(lot)', 'alone'],
  ['self.lots[at].left -= 1', 'own'],
  ['lot = self.lots[at]', 'alone'],
  ['for one in self.lots: one.left -= 1', 'own'],
  ['lot.left -= 1', 'any'],
  ['other.lots[at].left -= 1', 'any'],
])('%s changes items: %s', (change, items) => {
  expect(totalIn('self.lots = []', change)?.items).toBe(items);
});

test.each([
  ['self.lots[at]', 'own'],
  ['lot', 'any'],
])('two names that hand %s to each other say %s', (first, items) => {
  const swap = `one = ${first}\n        last = one\n        one = last\n        one.left -= 1`;
  expect(totalIn('self.lots = []', swap)?.items).toBe(items);
});

test('properties that ask for one another in many ways are looked at once', () => {
  const steps = [...Array(3).keys()].map(
    (at) =>
      `    @property\n    def p${at}(self):\n        return ${Array(9)
        .fill(`self.p${at + 1}`)
        .join(' + ')}\n`,
  );
  const last = '    @property\n    def p3(self):\n        return self.left\n';
  const classes = [...Array(16).keys()].map((at) => `class Lot${at}(Lot):\n${steps.join('')}${last}`).join('');
  expect(changersOf('return sum(lot.p0 for lot in self.lots)', '', classes)).toEqual(['put', 'sell']);
});
