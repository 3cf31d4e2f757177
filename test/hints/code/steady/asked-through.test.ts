import { describe, expect, test } from 'vitest';
import { askedThrough, placesPassed } from '../../../../src/hints/code/steady/asked-through.ts';
import { frameIn } from '../../program-code.ts';

const CLASSES = `
import functools
import heapq
class Part:
    def __init__(self, value):
        self.value = value
class Book:
    def __init__(self, parts):
        self.parts = parts
        self.heap = sorted(parts)
        self.on_done = self.sell
        self.get = self.sell
    @property
    def tick(self):
        self.sell(0)
        return 1
    def sell(self, name):
        self.parts[name].value = 0
        heapq.heappop(self.heap)
        return name
    def sold(self):
        for name in self.parts:
            self.sell(name)
            yield name
    def total(self):
        return sum(part.value for part in self.parts) + len(self.heap)
    def weight(self, name):
        return self.parts[name].value / self.total()
    def run(self, names, sums):
        sold = self.sold()
        out = []
`;

/** What `run` of a book asks again through another function. */
function askedIn(...body: readonly string[]): readonly string[] {
  const text = `${CLASSES}${body.map((line) => `        ${line}\n`).join('')}`;
  const frame = frameIn(text, 'run');
  return [frame, ...frame.inner]
    .flatMap(placesPassed)
    .flatMap((passed) => askedThrough(passed).map(({ callee }) => callee.scope.name));
}

describe('what a function that a loop calls asks for each time', () => {
  test.each([
    ['for name in names:', '    out.append(self.weight(name))'],
    ['out = [name for name in names if self.weight(name) > 1]'],
    ['return sorted(names, key=self.weight)'],
    ['for name in names:', '    out.append(self.weight(sum(map(abs, name))))'],
  ])('is the same while nothing there changes it: %s %s', (...lines) => {
    expect(askedIn(...lines)).toEqual(['total']);
  });

  test.each([
    'heapq.heappop(self.heap)',
    "setattr(self.parts[name], 'value', 3)",
    'self.on_done(name)',
    'self.get(name)',
    'getattr(self, name)',
    'next(sold)',
    'list(map(self.sell, names))',
    'list(map(self.on_done, names))',
    'functools.reduce(self.handlers[name], names)',
    'sorted(names, key=self.on_done)',
    'self.tick',
    'self.parts.__setitem__(name, 2)',
    'names[name].sell(1)',
    'sums += [name]',
  ])('may be another after %s in it', (line) => {
    expect(askedIn('for name in names:', '    out.append(self.weight(name))', `    ${line}`)).toEqual([]);
  });

  test.each([
    ['for name in self.sold():', '    out.append(self.weight(name))'],
    ['for name in sold:', '    out.append(self.weight(name))'],
    ['return max(self.sold(), key=self.weight)'],
    ['return max(sold, key=lambda name: self.weight(name))'],
    ['return [self.weight(name) for name in self.sold()]'],
  ])('may be another by what is walked: %s %s', (...lines) => {
    expect(askedIn(...lines)).toEqual([]);
  });
});
