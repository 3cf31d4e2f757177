import { describe, expect, test } from 'vitest';
import { type FrameCode, nodesOf } from '../../../../src/hints/code/module-code.ts';
import { reboundNames } from '../../../../src/hints/code/rebound-names.ts';
import { isFixed } from '../../../../src/hints/code/steady/fixed-function.ts';
import { isPureLoop } from '../../../../src/hints/code/steady/leaves-alone.ts';
import { isPureFrame } from '../../../../src/hints/code/steady/pure-frame.ts';
import { attributesSetLater } from '../../../../src/hints/code/steady/set-later.ts';
import { frameIn, framesIn } from '../../program-code.ts';

const SHOP = `
import functools
import threading
def counted(function):
    @functools.wraps(function)
    def wrapper(*given):
        wrapper.calls += 1
        return function(*given)
    return wrapper
class Shop:
    def __init__(self, rows):
        self.rows = rows
        self.feed = iter(rows)
    def part(self, at):
        return self.rows[at]
    def best(self):
        return max(self.rows)
    def parts(self):
        return [row for row in self.rows]
    def sell(self, row):
        row.left -= 1
        return row
    @property
    def next_number(self):
        self.number = 1
        return self.number
    @counted
    def named(self):
        return 'shop'
    @functools.lru_cache
    def kept(self):
        return len(self.rows)
    def walk(self):
        for row in self.rows:
            yield self.sell(row)
    def sum_feed(self):
        return sum(self.feed)
    def asked(self, rows, jobs):
`;

function asked(step: string): FrameCode {
  return frameIn(`${SHOP}        ${step}\n`, 'asked');
}

describe('a function changes nothing', () => {
  test.each([
    'return list(map(str, rows))',
    'found = self.parts(); found.append(1); return found',
    'return sorted(rows, key=lambda row: row.left)',
    'return self.kept()',
    'return rows.get(3)',
  ])('with %s', (step) => {
    expect(isPureFrame(asked(step))).toBe(true);
  });

  test.each([
    'return list(map(self.sell, rows))',
    'return sorted(rows, key=lambda row: self.sell(row))',
    'row = self.part(0); row.left = 2; return row',
    'row = self.part(0); row.append(2); return row',
    'row = self.best(); row.left = 2; return row',
    'cls = type(self); cls.count = 1; return cls',
    'names = vars(self); names["a"] = 1; return names',
    'return self.next_number',
    'return self.named()',
    'return jobs.get()',
    'return jobs.get(timeout=3)',
  ])('but %s may', (step) => {
    expect(isPureFrame(asked(step))).toBe(false);
  });
});

test.each([
  ['total += row.left', true],
  ['total += self.next_number', false],
  ['list(map(self.sell, rows))', false],
  ['next(walk)', false],
])('a loop with %s leaves all as it is: %j', (step, isPure) => {
  const frame = asked(`total = 0; walk = self.walk()\n        for row in rows:\n            ${step}`);
  const [loop] = nodesOf(frame, 'For');
  expect(loop !== undefined && isPureLoop(loop.node, frame)).toBe(isPure);
});

test('what another thread changes no loop leaves alone', () => {
  const source = `${SHOP}        for row in rows:\n            print(row.left)\n`.replace('print', 'len');
  const isPure = (more: string): boolean => {
    const frame = frameIn(`${source}${more}`, 'asked');
    const [loop] = nodesOf(frame, 'For');
    return loop !== undefined && isPureLoop(loop.node, frame);
  };
  expect(isPure('    def start(self):\n        self.sell(None)\n')).toBe(true);
  expect(isPure('    def start(self):\n        threading.Thread(target=self.sell).start()\n')).toBe(false);
});

test('what walks an iterator that is kept finds another end each time', () => {
  expect(isFixed(frameIn(`${SHOP}        return 1\n`, 'sum_feed'))).toBe(false);
});

test.each([
  ["globals()['RATE'] = 2", true],
  ["names = globals(); names['RATE'] = 2", true],
  ['exec(text)', true],
  ["rate = globals()['RATE']", false],
  ["rate = globals().get('RATE')", false],
  ['exec(text, {})', false],
])('a name of the module is bound anew by %s: %j', (step, isBound) => {
  const [frame] = framesIn(`RATE = 1\ndef change(text):\n    ${step}\n`);
  expect(frame !== undefined && reboundNames(frame.module).has('RATE')).toBe(isBound);
});

test('setattr sets what it is told, by itself or by all who call its function', () => {
  const [frame] = framesIn(`
def put(row, field, value):
    setattr(row, field, value)
    setattr(row, 'cost', value)
    delattr(row, 'left')
    row.__setattr__('right', value)
    object.__delattr__(row, 'top')
def put_all(row, fields):
    for field in fields:
        setattr(row, field, 1)
put(1, 'rate', 2)
`);
  expect(frame && [...attributesSetLater(frame.module)].sort()).toEqual(['cost', 'left', 'rate', 'right', 'top']);
});

test.each([
  ['', true],
  ['class Counted:\n    def __get__(self, row, owner):\n        row.calls += 1\n', false],
  ['class Lazy:\n    def __getattr__(self, name):\n        self.calls += 1\n', false],
])('reading an attribute may run what %j does', (more, isPure) => {
  const frame = frameIn(`${more}def price(row):\n    return row.rate * 2\n`, 'price');
  expect(isPureFrame(frame)).toBe(isPure);
});

test('a method that is set anew gives something else', () => {
  const source = 'class Tax:\n    def rate(self):\n        return 2\ndef price(tax):\n    return tax.rate()\n';
  const isSame = (more: string): boolean => isFixed(frameIn(`${source}${more}`, 'price'));
  expect([isSame(''), isSame('def patch(rate):\n    Tax.rate = rate\n')]).toEqual([true, false]);
});

test.each([
  ['save', false],
  ['Row', false],
  ['len', true],
])('who calls what an argument has is as pure as what callers give for it: %s', (given, isPure) => {
  const source = `ROWS = []
def save(row):
    row.left = 1
class Row:
    def __init__(self, row):
        ROWS.append(row)
def each(step, rows):
    return list(map(step, rows))
each(${given}, [])
`;
  expect(isPureFrame(frameIn(source, 'each'))).toBe(isPure);
});
