import { expect, test } from 'vitest';
import { recomputed } from '../../../src/hints/rules/recomputed.ts';
import { framesIn } from '../program-code.ts';

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
