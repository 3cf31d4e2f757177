import { describe, expect, test } from 'vitest';
import { countRounds, namingLoop, roundOf } from '../../src/hints/code/loop-of-callers.ts';
import { type CodeNode, nodesOf } from '../../src/hints/code/module-code.ts';
import { pasteable } from '../../src/hints/code/shadowed-names.ts';
import type { Site } from '../../src/hints/rule.ts';
import { bytesConcat } from '../../src/hints/rules/bytes-concat.ts';
import { callAgain } from '../../src/hints/rules/call-again.ts';
import { listScan } from '../../src/hints/rules/list-scan.ts';
import { recomputed } from '../../src/hints/rules/recomputed.ts';
import { shareOfTotal } from '../../src/hints/weigh.ts';
import { frameIn } from './program-code.ts';

function fixOf(sites: readonly Site[]): string {
  return sites.map(({ fix }) => `${fix?.text} ${fix?.after}`).join('; ');
}

describe('where a place stands in no loop', () => {
  const frame = frameIn('def price(rows):\n    cost(1)\n    for row in rows:\n        cost(row)\n', 'price');
  const [outside, inside] = nodesOf(frame, 'Call') as readonly [CodeNode, CodeNode];

  test('the loop of an advice is the one that leads to its function', () => {
    expect(namingLoop('Open it once, around the loop.', outside)).toBe(
      'Open it once, around the loop that leads to price().',
    );
    expect(namingLoop('Open it once, around the loop.', inside)).toBe('Open it once, around the loop.');
    expect(namingLoop('Sort once after the loop over rows.', outside)).toBe('Sort once after the loop over rows.');
  });

  test('its rounds are calls, and else passes', () => {
    expect([roundOf(outside), countRounds(1, outside), countRounds(2000, outside)]).toEqual([
      'call',
      '1 call',
      '2,000 calls',
    ]);
    expect([roundOf(inside), countRounds(1, inside), countRounds(2, inside)]).toEqual(['pass', '1 pass', '2 passes']);
  });
});

test.each([
  ['', 'import heapq\nheapq.nlargest(3, rows)', true],
  ['    heapq = rows[0]\n', 'heapq.nlargest(3, rows)', false],
  ['    import heapq\n', 'heapq.nlargest(3, rows)', true],
  ['    import other as heapq\n', 'heapq.nlargest(3, rows)', false],
  ['    min = 3\n', 'min(rows)', false],
  ['    low.min = 3\n', 'min(rows)', true],
])('with %j in the function what calls something else is no snippet: %j', (line, after, isKept) => {
  const frame = frameIn(`def price(rows, low):\n${line}    return sorted(rows)[0]\n`, 'price');
  const fix = { text: 'One pass finds it.', before: 'sorted(rows)[0]', after };
  expect(pasteable(fix, frame)).toEqual(isKept ? fix : { text: 'One pass finds it.' });
});

test.each(['collections', 'functools', 'io', 'itertools', 'json', 'math', 'operator', 're'])(
  'what needs the module %s is no snippet where the function calls something else so',
  (module) => {
    const frame = frameIn(`def price(rows):\n    ${module} = rows[0]\n    return rows\n`, 'price');
    expect(pasteable({ text: 'So.', after: `${module}.made(rows)` }, frame)).toEqual({ text: 'So.' });
  },
);

test('bytes of an attribute grow where they begin, and those of a loop before it', () => {
  const log =
    "class Log:\n    def __init__(self):\n        self.data = b''\n    def add(self, piece):\n        self.data += piece\n";
  expect(fixOf(bytesConcat.match(frameIn(log, 'add')))).toContain('once, where self.data begins');
  const loop = "def pack(rows):\n    data = b''\n    for row in rows:\n        data += row\n    return data\n";
  expect(fixOf(bytesConcat.match(frameIn(loop, 'pack')))).toContain('before the loop');
});

test('the smallest that is taken out of a list asks for a heap, where its order stays', () => {
  const order = (step: string): string =>
    `def order(left, rank):\n    left = list(left)\n    while left:\n        best = min(left, key=lambda n: rank[n])\n        left.remove(best)\n        ${step}\n`;
  expect(fixOf(listScan.match(frameIn(order('print(best)'), 'order')))).toContain('heap');
  expect(fixOf(listScan.match(frameIn(order('rank[best] = 0'), 'order')))).not.toContain('heap');
});

test('what a key asks for is asked before its call, and not before a loop', () => {
  const source = `class Part:
    def __init__(self, value):
        self.value = value
class Book:
    def __init__(self, parts):
        self.parts = parts
    def total(self):
        return sum(part.value for part in self.parts)
    def sell(self, name):
        self.parts[name].value = 0
    def weight(self, name):
        return self.parts[name].value / self.total()
    def best(self, names):
        return sorted(names, key=self.weight)
`;
  expect(fixOf(callAgain.match(frameIn(source, 'best')))).toContain('before that call');
});

test('what a loop changes by another name is not the same in each pass', () => {
  const source = (step: string): string => `def fourth(names, marks):
    return sorted(names, key=lambda name: marks[name][0])[3]
def run(names):
    table = {name: [0, 0] for name in names}
    rows = list(table.values())
    for number in range(400):
        ${step}
        print(fourth(names, table))
`;
  const asked = (step: string): string => fixOf(callAgain.match(frameIn(source(step), 'run')));
  expect(asked('print(number)')).toContain('before the loop');
  expect(asked('rows[number % 3][0] += 2')).not.toContain('before the loop');
});

describe('a result that is worked out again', () => {
  const rows = '    def rows(self):\n        return self.parts\n';
  const book = (total: string, more: string): string => `class Part:
    def __init__(self, value):
        self.value = value
def read(count):
    for number in range(count):
        yield number
class Book:
    def __init__(self, parts):
        self.parts = [Part(part) for part in parts]
        self.feed = read(3)
    def row(self, at):
        return self.parts[at:]
    def total(self):
        return sum(${total})
${more}`;
  const told = (total: string, more: string = ''): string =>
    fixOf(recomputed.match(frameIn(book(total, more), 'total')));

  test('is kept where nothing changes', () => {
    expect(told('part.value for part in self.parts')).toContain('cached_property');
  });

  test('is kept along where the items of a sum change', () => {
    const sell = '    def sell(self, at):\n        self.parts[at].value -= 1\n';
    expect(told('part.value for part in self.parts', sell)).toMatch(/^Keep the result along/);
    expect(told('part.value for part in self.parts', rows + sell)).not.toContain('along');
  });

  test('is no result to keep of what is walked once, or changed by who was handed it', () => {
    expect(told('self.feed')).not.toContain('cached_property');
    const change = `${rows}def change(book):\n    book = Book([1])\n    rows = book.rows()\n    rows[0] = 3\n`;
    expect(told('part.value for part in self.parts', change)).not.toContain('cached_property');
  });

  test('is none to keep where a table says which attributes are set', () => {
    const set = "NAMES = ('value', 'size')\ndef change(part, at):\n    setattr(part, NAMES[at], 3)\n";
    expect(told('part.value for part in self.parts', set)).toBe('');
  });
});

describe('a property that calls something, and walks nothing', () => {
  const voice = (loop: string, pitch: string = 'int(self.note[-1]) * 12'): string => `class Voice:
    def __init__(self, note):
        self.note = note
    @property
    def pitch(self):
        return ${pitch}
    def samples(self, count):
        out = []
        ${loop}
        return out
`;
  const told = (loop: string, pitch?: string): string => fixOf(recomputed.match(frameIn(voice(loop, pitch), 'pitch')));

  test('is kept where a loop that changes nothing asks for it', () => {
    expect(told('for at in range(count):\n            out.append(at * self.pitch)')).toContain(
      '@functools.cached_property',
    );
  });

  test.each([
    ['asked for once', 'out.append(self.pitch)', undefined],
    [
      'of what the loop changes',
      'for at in range(count):\n            self.note += "1"\n            out.append(self.pitch)',
      undefined,
    ],
    ['no more than a sum', 'for at in range(count):\n            out.append(at * self.pitch)', 'self.note * 12'],
  ])('is left alone where it is %s', (_, loop, pitch) => {
    expect(told(loop, pitch)).toBe('');
  });
});

test('calls within calls are no more than all of the time', () => {
  expect([shareOfTotal(3, { total: 2 }), shareOfTotal(1, { total: 2 }), shareOfTotal(1, { total: 0 })]).toEqual([
    1, 0.5, 0,
  ]);
});
