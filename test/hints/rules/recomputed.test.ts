import { expect, test } from 'vitest';
import type { Site } from '../../../src/hints/rule.ts';
import { recomputed } from '../../../src/hints/rules/recomputed.ts';
import { framesIn, sitesIn } from '../program-code.ts';

/** How many answers of objects are said to be worth keeping. */
function keptIn(more: string): number {
  const source = `import decimal\nclass Bill:\n    def __init__(self, amounts):\n        self.amounts = tuple(amounts)\n        self.rate = decimal.Decimal('1.07')\n    def total(self):\n        return self.scaled(sum(self.amounts))\n    def scaled(self, value):\n        return round(value * self.rate, 2)\ndef lines(bill, names):\n    out = []\n    for name in names:\n        out.append((name, bill.total()))\n    return out\n${more}`;
  const frames = framesIn(source);
  return frames.flatMap((frame) => recomputed.match(frame)).length;
}

test('what is kept with an object outlives the loop that asks: nothing may set its attributes by names that are not told', () => {
  expect(keptIn('')).toBe(1);
  expect(keptIn("def change(bill, rate):\n    vars(bill)['rate'] = rate\n")).toBe(0);
  expect(keptIn('def change(bill, field, rate):\n    setattr(bill, field, rate)\n')).toBe(0);
});

/** Of the middle of what comes and goes, for which a method of its class asks. */
function middleAsked(...lines: readonly string[]): Site | undefined {
  const body = lines.map((line) => `        ${line}\n`).join('');
  return sitesIn(
    'recomputed',
    `import math\nclass Mark:\n    def __init__(self, at):\n        self.at = at\n    def move(self, by):\n        self.at += by\nclass Flock:\n    def __init__(self):\n        self.marks = []\n    @property\n    def middle(self):\n        return max(mark.at for mark in self.marks)\n    def ask(self):\n        total = 0.0\n${body}        return total\n    def drop(self, mark):\n        self.marks.remove(mark)\n`,
  )[0];
}

test('of what changes elsewhere it names the loop that asks in each pass, before which once would do', () => {
  const site = middleAsked('for mark in self.marks:', '    total += math.fabs(mark.at - self.middle)');
  expect(site?.lines).toEqual([12, 16]);
  expect(site?.fix?.text).toMatch(/^Ask once before the loop/);
});

test('where the loop changes what it is made of, keeping it is all that can be said', () => {
  const site = middleAsked('for mark in self.marks:', '    mark.move(1)', '    total += self.middle');
  expect(site?.fix?.text).toMatch(/^Keep the result, and work it out again/);
});

test('a place that asks once, or another object each time, is not named', () => {
  expect(middleAsked('total += self.middle')?.lines).toEqual([12]);
  expect(middleAsked('for flock in (Flock(), Flock()):', '    total += flock.middle')?.lines).toEqual([12]);
});

/** Of a sum of what comes and goes, as it is said where another method does this. */
function sumSaid(change: string): string | undefined {
  const source = `class Bag:\n    def __init__(self):\n        self.sizes = []\n    def total(self):\n        return sum(self.sizes)\n    def change(self, rows):\n        ${change}\n`;
  return sitesIn('recomputed', source)[0]?.variant;
}

test('a sum is kept along where items come and go one by one, not where others take the place of all', () => {
  expect(sumSaid('self.sizes.append(self.sizes.pop())')).toBe('changing');
  expect(sumSaid('self.sizes.extend(rows)')).toBe('growing');
  expect(sumSaid('self.sizes.clear(); self.sizes.extend(rows)')).not.toBe('changing');
});

/** How a sum over shares is said to be worth keeping, where their class has a method that does this. */
function sharesSaid(change: string): string | undefined {
  const source = `class Share:\n    def __init__(self, cents):\n        self.cents = cents\n    def cut(self, most):\n        ${change}\nclass Fund:\n    def __init__(self):\n        self.shares = []\n    def whole(self):\n        return sum(share.cents for share in self.shares)\n`;
  return sitesIn('recomputed', source)[0]?.variant;
}

test('a sum is counted between changes of its items, whatever way these are set', () => {
  expect(sharesSaid('print(self.cents)')).toBe('growing');
  for (const change of ['self.cents = most', "setattr(self, 'cents', most)", "self.__setattr__('cents', most)"])
    expect(sharesSaid(change)).toBe('counted');
});
