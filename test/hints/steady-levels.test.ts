import { expect, test } from 'vitest';
import { sitesIn } from './program-code.ts';

/** What a rule says of the places in a source: that nothing changes (`none`), that something may (`unseen`); none where it does. */
function whysIn(rule: string, source: string): readonly (string | undefined)[] {
  return sitesIn(rule, source).map(({ why }) => why);
}

function encoded(start: string, step: string, value: string): readonly (string | undefined)[] {
  const source = `import json, shelf, time, collections\nfrom shelf import Store\nclass Row:\n    def __init__(self, n):\n        self.n = n\n        self.tags = [n]\ndef main():\n    sizes = 0\n    seen = {}\n    ${start}\n    for number in range(2000):\n        ${step}\n        sizes += len(json.dumps(${value}))\n    return sizes, seen\n`;
  return whysIn('json-hoist', source);
}

test.each([
  ['store = Store()', 'store.put(number, 1)', 'store.rows'],
  ['store = Store()', 'store.normalize()', 'store.rows'],
  ['store = Store()', 'store.keys()', 'store.rows'],
  ['a = {}; holders = []; holders.append(a)', "for one in holders: one['x'] = number", 'a'],
  ['a = [[0]]; pairs = dict(enumerate(a))', 'pairs[0][0] = number', 'a'],
  ['a = [[0]]; b = a.copy(); c = (b,)', 'c[0][0][0] = number', 'a'],
  ['a = {}; shelf.job = lambda one=a: 1', 'shelf.go()', 'a'],
  ['a = {}; shelf.keep(a)', 'shelf.go()', 'a'],
  ['a = {}; shelf.kept = a', "shelf.kept['x'] = number", 'a'],
  ["a = {}; jobs = {'set': lambda: a.update(x=1)}", "jobs['set']()", 'a'],
  ['a = {}; shelf.often(lambda: a.update(x=1))', 'shelf.go()', 'a'],
])('what may be changed by another name or in another file is possible at most: %s; %s', (start, step, value) => {
  expect(encoded(start, step, value)).toEqual(['unseen']);
});

test.each([
  ['row = Row(1)', 'row.__dict__.update(n=number)', 'row.tags + [row.n]'],
  ['row = Row(1)', 'row.n = number', 'vars(row)'],
  ['row = Row(1)', "getattr(row, 'tags')[0] = number", 'row.tags'],
  ['row = Row(1)', 'getattr(row, str(seen))[0] = number', 'row.tags'],
  ['a = {}; holder = (a, 3)', "holder[0]['x'] = number", 'a'],
  ['a = {}', "(a if number else seen)['x'] = number", 'a'],
])('what is changed by another name that is followed is not the same: %s; %s', (start, step, value) => {
  expect(encoded(start, step, value)).toEqual([]);
});

test.each([
  ['a = {}', 'seen[number] = 1', 'a'],
  ['a = {}; holder = (a, 3)', 'seen[number] = 1', 'a'],
  ['a = {}; b = a.copy()', 'b[0] = 1', 'a'],
  ['a = {}; print(a)', 'time.sleep(1)', 'a'],
  ["a = {}; out = open('log')", "out.write('x')", 'a'],
])('what nothing else has stays as it is: %s; %s', (start, step, value) => {
  expect(encoded(start, step, value)).toEqual(['none']);
});

test('a bytearray is changed through a view of it, a text is not', () => {
  const source = (start: string): string =>
    `import json\ndef main():\n    data = ${start}\n    view = memoryview(data)\n    for number in range(2000):\n        view[1:2] = b'1'\n        print(json.loads(data))\n`;
  expect(whysIn('json-hoist', source("bytearray(b'[1]')"))).toEqual(['unseen']);
  expect(whysIn('json-hoist', source("b'[1]'"))).toEqual(['none']);
});

test.each([
  ['for _ in range(99):\n        yield json.dumps(a)', 'unseen'],
  ['for _ in range(99):\n        await tick()\n        print(json.dumps(a))', 'unseen'],
  ['texts = (json.dumps(a) for _ in range(99))\n    return texts', 'unseen'],
  ['return sum(len(json.dumps(a)) for _ in range(99))', 'none'],
])('who gets the turn in between may change it: %s', (body, why) => {
  const start = body.includes('await') ? 'async def' : 'def';
  expect(whysIn('json-hoist', `import json\n${start} texts():\n    a = {'n': 1}\n    ${body}\n`)).toEqual([why]);
});

function reopened(path: string, step: string, more = ''): readonly (string | undefined)[] {
  const source = `import os, pathlib, shutil, shelf\nclass Log:\n    def __init__(self, path):\n        self.path = path\n    def add(self, line):\n        self.path.write_text(line)\nclass Mail:\n    def add_to(self, line):\n        self.outbox.write_text(line)\n${more}def main(mail):\n    path = ${path}\n    log = Log(path)\n    for n in range(2000):\n        print(path.read_text())\n        ${step}\n`;
  return whysIn('open-in-loop', source);
}

test.each([
  ["pathlib.Path('a.log')", "log.add('x')", ''],
  ["pathlib.Path('a.log')", 'rotate()', "def rotate():\n    pathlib.Path('b.log').replace('a.log')\n"],
  ["pathlib.Path('a.log')", 'path.unlink()', ''],
  ["pathlib.Path('a.log')", "shutil.copy2('b.log', path)", ''],
  ["pathlib.Path('a.log')", "os.rename('b.log', path)", ''],
])('a file that is written or replaced in between is opened anew: %s; %s', (path, step, more) => {
  expect(reopened(path, step, more)).toEqual([]);
});

test('a file that may be written in between is possible at most, another one is nothing to it', () => {
  expect(reopened("pathlib.Path('a.log')", "mail.add_to('x')")).toEqual(['unseen']);
  expect(reopened("pathlib.Path('a.log')", "print('a.b'.replace('.', '_'))")).toEqual([undefined]);
});

function decoded(read: string, write: string): readonly (string | undefined)[] {
  const source = `import json, pathlib\nfrom pathlib import Path\ndef put(path, text):\n    Path(path).write_text(text)\ndef main(stream):\n    path = 'state.json'\n    for n in range(2000):\n        ${read}\n        ${write}\n`;
  return whysIn('json-hoist', source);
}

const DECODED = [
  'print(json.loads(Path(path).read_text()))',
  'print(json.loads(open(path).read()))',
  'print(json.load(open(path)))',
  'with open(path) as kept: print(json.load(kept))',
  'text = Path(path).read_bytes(); print(json.loads(text))',
];

test.each(DECODED)('what is decoded of a file is another text where the loop writes the file: %s', (read) => {
  for (const write of ["Path(path).write_text('1')", "open(path, 'w').write('1')", "put(path, '1')"]) {
    expect(decoded(read, write)).toEqual([]);
  }
  expect(decoded(read, 'print(n)')).toEqual(['none']);
});

test('a stream that is opened elsewhere may hold another text each time', () => {
  expect(decoded('print(json.load(stream))', 'print(n)')).toEqual(['unseen']);
});
