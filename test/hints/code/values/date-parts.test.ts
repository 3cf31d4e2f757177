import { expect, test } from 'vitest';
import { moduleCode, nodesOf } from '../../../../src/hints/code/module-code.ts';
import { datePartValues } from '../../../../src/hints/code/values/date-parts.ts';
import { loadSourceReader } from '../../../../src/source/python-source.ts';

const read = await loadSourceReader();

/** How many values the argument of `ask` can have. */
function valuesIn(before: string, argument: string): number | undefined {
  const module = moduleCode(read(Buffer.from(`${before}\ndef main(day):\n    return ask(${argument})\n`)));
  const main = module?.frames.find(({ scope }) => scope.name === 'main');
  const call = main === undefined ? undefined : nodesOf(main, 'Call').at(-1);
  const [value] = call?.node.args ?? [];
  return main === undefined || value === undefined ? undefined : datePartValues(value, main);
}

test.each([
  ['import datetime', 'day.year', 100],
  ['from datetime import date', 'day.month', 12],
])('a date has few %s, %s', (before, argument, count) => {
  expect(valuesIn(before, argument)).toBe(count);
});

test.each([
  ['import time', 'day.year'],
  ['import datetime', 'day.name'],
  ['import datetime', 'year'],
  ['import datetime\nclass Car:\n    def __init__(self, year):\n        self.year = year', 'day.year'],
  ['import datetime\nclass Car:\n    year: int', 'day.year'],
  ['import datetime\nclass Car:\n    def year(self):\n        return 1', 'day.year'],
  ["import datetime, collections\nCar = collections.namedtuple('Car', 'make year')", 'day.year'],
  ["import datetime, collections\nCar = collections.namedtuple('Car', ['make', 'year'])", 'day.year'],
  ["import datetime\ndef age(car):\n    setattr(car, 'year', 1990)", 'day.year'],
])('nothing is told where it need not be a date: %j', (before, argument) => {
  expect(valuesIn(before, argument)).toBeUndefined();
});
