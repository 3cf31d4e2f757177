import { describe, expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

/** How many counts are told of in a class whose `hits` get the times of what comes. */
function told(count: string, ...more: readonly string[]): number {
  const program = `class Guard:
    def __init__(self):
        self.hits = []
        self.ages = {}
    def note(self, now):
        self.hits.append(now)
    def recent(self, now, span):
        return ${count}
${more.map((line) => `    ${line}\n`).join('')}`;
  return sitesIn('filter-again', program).length;
}

const COUNT = 'len([hit for hit in self.hits if hit > now - span])';

describe('a count of what is not too old, in a list that only grows', () => {
  test('walks all of it, as a list and one by one', () => {
    expect(told(COUNT)).toBe(1);
    expect(told('sum(1 for hit in self.hits if now - hit.time < span)')).toBe(1);
  });

  test.each([
    ['of which items are taken', ['def drop(self):', '    self.hits.pop(0)']],
    ['that loses its beginning', ['def drop(self):', '    del self.hits[:9]']],
    ['of which another name loses items', ['def drop(self):', '    hits = self.hits', '    hits.pop(0)']],
    ['that a function takes items from', ['def drop(self):', '    heapq.heappop(self.hits)']],
    ['that is begun anew', ['def drop(self):', '    self.hits = []']],
  ])('is none in a list %s', (_, more) => {
    expect(told(COUNT, ...more)).toBe(0);
  });

  test.each([
    ['a table', 'now - self.ages[hit] < span', []],
    ['a key that is set', "now - hit['last'] < span", ['def touch(self, hit, now):', "    hit['last'] = now"]],
    ['a place that is set', 'now - hit[0] < span', ['def touch(self, hit, now):', '    hit[0] = now']],
    [
      'a property of what changes',
      'now - hit.time < span',
      ['@property', 'def time(self):', '    return self.ages[0]', 'def touch(self, now):', '    self.ages[0] = now'],
    ],
  ])('is none where the age is that of %s', (_, age, more) => {
    expect(told(`sum(1 for hit in self.hits if ${age})`, ...more)).toBe(0);
  });

  test('tells the age by a key that nothing sets', () => {
    expect(told("sum(1 for hit in self.hits if now - hit['last'] < span)")).toBe(1);
  });

  test.each([
    ['asks two parts of an item', 'len([hit for hit in self.hits if now - hit.time < hit.span])'],
    ['has a second condition', 'len([hit for hit in self.hits if hit > now - span if hit.user == span])'],
    ['is no order of the items', 'len([hit for hit in self.hits if hit % 7 > now - span])'],
    ['has the same limit each time', 'len([hit for hit in self.hits if hit > 9])'],
    ['adds them up', 'sum(hit for hit in self.hits if hit > now - span)'],
    ['gives the items', '[hit for hit in self.hits if hit > now - span]'],
    ['is of a list of its own', 'len([hit for hit in list(self.ages) if hit > now - span])'],
  ])('is none where it %s', (_, count) => {
    expect(told(count)).toBe(0);
  });
});

/** How many counts are told of in a list that each guard has in this way. */
function toldOfGuard(...lines: readonly string[]): number {
  const body = lines.map((line) => `    ${line}\n`).join('');
  const program = `class Guard:\n${body}    def note(self, now):\n        self.hits.append(now)\n    def recent(self, now, span):\n        return ${COUNT}\ndef main(rows):\n    return [Guard('gate') for row in rows]\n`;
  return sitesIn('filter-again', program).length;
}

describe('a list that only grows', () => {
  test('is made by the object that has it', () => {
    expect(toldOfGuard('def __init__(self, name):', '    self.hits = [name]')).toBe(1);
    expect(toldOfGuard('name: str', 'hits: list = field(default_factory=list)')).toBe(1);
  });

  test.each([
    ['given to it', ['def __init__(self, hits):', '    self.hits = hits']],
    ['made where none is given', ['def __init__(self, hits=None):', '    self.hits = hits or []']],
    ['a field that is given', ['hits: list = field(default_factory=list)']],
    ['a field that must be given', ['name: str', 'hits: list']],
  ])('is not one that is %s', (_, lines) => {
    expect(toldOfGuard(...lines)).toBe(0);
  });
});
