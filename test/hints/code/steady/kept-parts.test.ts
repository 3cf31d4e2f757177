import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { keptParts } from '../../../../src/hints/code/steady/kept-parts.ts';
import { frameIn } from '../../program-code.ts';

/** Who changes what the first comprehension of `ask` is made of; undefined where that is not known. */
function changersIn(comprehension: string, more: string, first: string = ''): readonly string[] | undefined {
  const source = `import shelf\nclass Item:\n    def __init__(self, size, parts):\n        self.size = size\n        self.parts = list(parts)\nclass Shelf:\n    def __init__(self, given):\n        self.items = []\n        self.given = given\n        self.feed = iter([1])\n        self.link = shelf.connect()\n    def ask(self, key):\n        ${first}\n        return len(${comprehension})\n${more}`;
  const [code] = nodesOf(frameIn(source, 'ask'), 'ListComp');
  return code && keptParts(code)?.changers.map(({ scope }) => scope.name);
}

const SIZES = '[item.size for item in self.items]';

test.each([
  ['    def put(self, item):\n        self.items.append(item)\n', ['put']],
  ['    def put(self, item):\n        mine = self.items\n        mine.append(item)\n', ['put']],
  ['def put(where, item):\n    where.append(item)\ndef fill(shelf):\n    put(shelf.items, 1)\n', ['put', 'fill']],
  ['class Open(Shelf):\n    def open(self):\n        self.items.clear()\n', ['open']],
  ['def grow(item):\n    item.size += 1\n', ['grow']],
  ["def grow(item):\n    setattr(item, 'size', 2)\n", ['grow']],
  ['def swap(shelf):\n    shelf.items = []\n', ['swap']],
  ['def jobs(shelf):\n    return lambda item: shelf.items.append(item)\n', ['jobs', '<lambda>']],
])('who changes what outlives a function is found on whichever way: %j', (more, changers) => {
  expect(changersIn(SIZES, more)).toEqual(changers);
});

/** Changes a list that it is given. */
const SWAP = 'def swap(items, n=0):\n    items[n] = 1\n';

test.each([
  'def swap(shelf):\n    items, given = shelf.items, shelf.given\n    items[0] = 1\n',
  'def swap(shelf):\n    if (items := shelf.items):\n        items[0] = 1\n',
  'def swap(*lists):\n    lists[0][0] = 1\ndef change(shelf):\n    swap(shelf.items)\n',
  `${SWAP}def change(shelf):\n    return functools.partial(swap, shelf.items)\n`,
  `${SWAP}def change(shelf):\n    swap(**{'items': shelf.items})\n`,
  'class Holder:\n    def __init__(self, parts):\n        self.parts = parts\n    def swap(self):\n        for part in self.parts:\n            part[0] = 1\ndef change(shelf):\n    return Holder([shelf.items]).swap\n',
  'def lists(shelf):\n    yield shelf.items\ndef swap(shelf):\n    for part in lists(shelf):\n        part[0] = 1\n',
  'def swap(shelf, n):\n    part = shelf.items if n else []\n    part[0] = 1\n',
  "def swap(shelf):\n    getattr(shelf, 'items')[0] = 1\n",
  "TABLES = {}\ndef change(shelf):\n    TABLES['items'] = shelf.items\ndef swap():\n    TABLES['items'][0] = 1\n",
  'def change(shelf):\n    items = shelf.items\n    def swap():\n        items[0] = 1\n    return swap\n',
  'def change(shelf):\n    def swap(n, items=shelf.items):\n        items[n] = 1\n    return swap\n',
  'def swap(shelf):\n    part = shelf.items\n    part += [1]\n',
  'def swap(shelf):\n    first, *_ = [shelf.items, 1]\n    first[0] = 1\n',
  `${SWAP}def change(shelf):\n    return list(map(swap, [shelf.items], [1]))\n`,
  'def swap(shelf):\n    put = shelf.items.__setitem__\n    return lambda n: put(n, 1)\n',
  "def swap(shelf):\n    for part, key in ((shelf.items, 'a'),):\n        part[0] = 1\n",
  'def pick(shelf):\n    return (shelf.items, 1)\ndef swap(shelf):\n    part, key = pick(shelf)\n    part[key] = 1\n',
  "import operator\ndef swap(shelf):\n    operator.attrgetter('items')(shelf)[0] = 1\n",
  'class Desk:\n    def __init__(self, shelf):\n        self.mine = shelf.items\n    def swap(self):\n        self.mine[0] = 1\n',
])('who changes it by a name that hides it is among them: %s', (more) => {
  expect(changersIn(SIZES, more)).toContain('swap');
});

test.each([
  'def show(shelf):\n    seen = []\n    seen.append(shelf.items)\n    return seen\n',
  'def copy(shelf):\n    mine = list(shelf.items)\n    mine.append(1)\n',
  'def count(shelf):\n    total = 0\n    total += len(shelf.items)\n',
])('who only has it, or changes a copy, is not: %s', (more) => {
  expect(changersIn(SIZES, more)).toEqual([]);
});

test.each([
  ['[item.size for item in self.items if item.size > key]', '', ''],
  ['[name for name in key]', '', ''],
  ['[name for name in self.feed]', '', ''],
  ['[row for row in self.link.rows]', '', ''],
  ['[item.size for item in mine]', '', 'mine = list(key)'],
  ['[item.size for item in mine]', '', 'mine = self.items; mine = []'],
  ['[item.size for item in mine]', '', 'mine = list(self.items); mine.pop()'],
  ['[item.size for item in shelf.items]', '', 'shelf = Shelf([1])'],
  [SIZES, 'def grow(item, name):\n    setattr(item, name, 2)\n', ''],
  [
    '[item.size for item in self.given]',
    'def main():\n    rows = []\n    one = Shelf(rows)\n    rows.append(1)\n    return one\n',
    '',
  ],
])('nothing is told of what an argument, an iterator or somebody else is in: %s', (comprehension, more, first) => {
  expect(changersIn(comprehension, more, first)).toBeUndefined();
});

/** The same of items that are of a dataclass, whose body alone names what they have. */
function changersOfField(comprehension: string, more: string): readonly string[] | undefined {
  const source = `from dataclasses import dataclass\n@dataclass\nclass Stop:\n    name: str\n    lines: list\nclass Line:\n    def __init__(self):\n        self.stops = []\n    def serves(self, name):\n        return name in ${comprehension}\n${more}`;
  const [code] = nodesOf(frameIn(source, 'serves'), 'ListComp');
  return code && keptParts(code)?.changers.map(({ scope }) => scope.name);
}

const NAMES = '[stop.name for stop in self.stops]';

test('a field of a dataclass is known by what the file sets of it', () => {
  expect([changersOfField(NAMES, ''), changersOfField(NAMES, 'def rename(stop):\n    stop.name = 1\n')]).toEqual([
    [],
    ['rename'],
  ]);
});

test.each([
  [NAMES, 'def rename(stop, key):\n    setattr(stop, key, 1)\n'],
  ['[stop.code for stop in self.stops]', ''],
  ['[stop.lines[0] for stop in self.stops]', ''],
])(
  'nothing is told of a field that is set unnamed, is none, or holds what others may have: %s',
  (comprehension, more) => {
    expect(changersOfField(comprehension, more)).toBeUndefined();
  },
);
