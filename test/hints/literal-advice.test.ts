import { expect, test } from 'vitest';
import type { FrameCode } from '../../src/hints/code/module-code.ts';
import { join } from '../../src/hints/practices/join.ts';
import type { Fix } from '../../src/hints/rule.ts';
import { aggregateInLoop } from '../../src/hints/rules/aggregate-in-loop.ts';
import { asdict } from '../../src/hints/rules/asdict.ts';
import { charLoop } from '../../src/hints/rules/char-loop.ts';
import { csvEach } from '../../src/hints/rules/csv-each.ts';
import { inList } from '../../src/hints/rules/in-list.ts';
import { listInsert0 } from '../../src/hints/rules/list-insert0.ts';
import { listPlus } from '../../src/hints/rules/list-plus.ts';
import { listPop0 } from '../../src/hints/rules/list-pop0.ts';
import { listScan } from '../../src/hints/rules/list-scan.ts';
import { lruCache } from '../../src/hints/rules/lru-cache.ts';
import { reCompile } from '../../src/hints/rules/re-compile.ts';
import { framesIn } from './program-code.ts';

type Matching = { readonly match: (frame: FrameCode) => readonly { readonly fix?: Fix }[] };

/** What is advised at each place of a program that a rule matches. */
function advice(rule: Matching, ...lines: readonly string[]): readonly (Fix | undefined)[] {
  return framesIn(`${lines.join('\n')}\n`)
    .flatMap((frame) => rule.match(frame))
    .map(({ fix }) => fix);
}

test('a set beside a list gets what the list gets, at the place where the list gets it', () => {
  const program = ['def unique(rows):', '    seen = []', '    for row in rows:', '        if row.key not in seen:'];
  const [fix] = advice(inList, ...program, '            seen.append(row.key)', '    return seen');
  expect(fix?.after?.split('\n')).toEqual([
    'seen_set = set(seen)  # after line 2',
    'row.key not in seen_set',
    'seen_set.add(row.key)  # after line 5',
  ]);
});

test('a set beside a list of another object gets what that list gets in other functions', () => {
  const [fix] = advice(
    inList,
    ...['class Queue:', '    def __init__(self):', '        self.done = []'],
    ...['    def is_done(self, job):', '        return job in self.done'],
    ...['def run(queue, jobs):', '    for job in jobs:', '        queue.done.append(job)'],
    ...['class Log:', '    def note(self, line):', '        self.done.append(line)'],
    ...['def load(queue, jobs):', '    done = []', '    done.append(1)', '    queue.done.extend(jobs)'],
  );
  expect(fix?.after?.split('\n')).toEqual([
    'self.done_set = set(self.done)  # after line 3',
    'job in self.done_set',
    'queue.done_set.add(job)  # after line 8',
    'queue.done_set.update(jobs)  # after line 15',
  ]);
});

test('a list that loses items too is to become a set, not to have one beside it', () => {
  const [fix] = advice(
    inList,
    ...['class Queue:', '    def __init__(self):', '        self.jobs = []', '    def cancel(self, job):'],
    ...['        if job in self.jobs:', '            self.jobs.remove(job)'],
  );
  expect(fix?.text).toMatch(/^Keep a set or a dict in place of self\.jobs/);
  expect(fix?.after).toBeUndefined();
});

test('the set of a constant of several lines is made after its last one', () => {
  const words = Array.from({ length: 20 }, (_, at) => `    'w${at}',`);
  const [fix] = advice(inList, 'STOP = [', ...words, ']', 'def is_stop(word):', '    return word in STOP');
  expect(fix?.after).toBe('STOP_set = set(STOP)  # after line 22\nword in STOP_set');
});

test('the set of a list that a caller hands over is said to be made where the list is', () => {
  const [fix] = advice(inList, 'def count(rows: list, wanted):', '    return sum(word in rows for word in wanted)');
  expect(fix?.after ?? 'rows_set = set(rows)  # once, where rows is made\n').toMatch(/# once, where rows is made\n/);
});

const QUEUE = ['class Queue:', '    def __init__(self):', '        self.jobs = []', '    def use(self, job):'];

test('a list that is sorted elsewhere in the file is not told to become a deque', () => {
  const sorting = ['    def order(self):', '        self.jobs.sort()'];
  const [popped] = advice(listPop0, ...QUEUE, '        return self.jobs.pop(0)', ...sorting);
  const [inserted] = advice(listInsert0, ...QUEUE, '        self.jobs.insert(0, job)', ...sorting);
  expect([popped?.after, inserted?.after]).toEqual([undefined, undefined]);
  expect([popped?.text, inserted?.text]).toEqual([
    expect.stringMatching(/^A deque could not sort itself, as self\.jobs does in this file: /),
    expect.stringMatching(/^Append, and reverse self\.jobs once: a deque could not sort itself/),
  ]);
});

test('a fix says the import that the file lacks, and none that it has', () => {
  const pop = [...QUEUE, '        return self.jobs.pop(0)'];
  const bare = 'self.jobs = collections.deque()  # line 3\nself.jobs.popleft()';
  expect(advice(listPop0, ...pop)[0]?.after).toBe(`import collections\n${bare}`);
  expect(advice(listPop0, ...pop, 'import collections')[0]?.after).toBe(bare);
  const ways = ['def ways(x, y):', '    return ways(x - 1, y) + ways(x, y - 1) if x and y else 1'];
  expect(advice(lruCache, ...ways)[0]?.after).toMatch(/^import functools\n@functools\./);
  expect(advice(lruCache, 'import functools', ...ways)[0]?.after).toMatch(/^@functools\./);
});

test('a tuple is told to become a list, for it has no append', () => {
  const [fix] = advice(listPlus, 'def f(n):', '    path = ()', '    for i in range(n):', '        path = path + (i,)');
  expect(fix).toEqual({ text: 'Make path a list, which grows where it is, and tuple(path) of it at the end.' });
});

test('asdict has nothing to paste: vars() makes the object slower before Python 3.13', () => {
  const program = ['import dataclasses', 'def rows(hits):', '    return [dataclasses.asdict(hit) for hit in hits]'];
  expect(advice(asdict, ...program)).toHaveLength(1);
  expect(advice(asdict, ...program)[0]?.after).toBeUndefined();
});

test('a pattern out of a table that is walked with its numbers is one out of a table', () => {
  const program = ['import re', "PATTERNS = [r'a+', r'b+']", 'def which(text):'];
  const loop = ['    for at, one in enumerate(PATTERNS):', '        if re.match(one, text):', '            return at'];
  expect(advice(reCompile, ...program, ...loop)).toHaveLength(1);
});

test('line ends are spoken of only where the pieces end in one', () => {
  const text = (piece: string) =>
    advice(join, 'def f(rows):', "    text = ''", '    for row in rows:', `        text += ${piece}`)[0]?.text;
  expect(text("row + '\\n'")).toMatch(/puts no line end after the last line\.$/);
  expect(text('row.lower()')).toBe(
    'Collect the pieces in a list and join them once: CPython makes a local text longer where it lies, so only Pythons that copy it (PyPy) need that.',
  );
});

const TAKEN = ['def reach(graph, left, dist):', '    while left:', '        node = min(left, key=lambda n: dist[n])'];

test('of the smallest that is taken out, a heap is told without more only where no key changes meanwhile', () => {
  const taken = [...TAKEN, '        left.remove(node)'];
  const changing = [...taken, '        dist[graph[node]] = dist[node] + 1'];
  const texts = (lines: readonly string[]): readonly (string | undefined)[] =>
    [aggregateInLoop, listScan].flatMap((rule) => advice(rule, ...lines).map((fix) => fix?.text));
  expect(texts(taken)).toEqual([
    expect.stringMatching(/ or a heap \(heapq\)\.$/),
    expect.stringMatching(/^Keep a heap \(heapq\)/),
  ]);
  expect(texts(changing)).toEqual([
    expect.stringMatching(/^Its key changes meanwhile: put it on a heap \(heapq\) again whenever that is so/),
    expect.stringMatching(/^Make left a set or a dict/),
  ]);
});

test.each(['nearest', 'min(rest, key=lambda stop: last.distance(stop))'])(
  'a list of which %s goes is no heap where what it is near to is another each time',
  (gone) => {
    const found = 'nearest = min(rest, key=lambda stop: last.distance(stop))';
    const steps = ['last = tour[-1]', found, `rest.remove(${gone})`, 'tour.append(nearest)'];
    const lines = ['def tour_of(rest, tour):', '    while rest:', ...steps.map((step) => `        ${step}`)];
    const texts = advice(listScan, ...lines).map((fix) => fix?.text);
    expect(texts).toEqual([expect.stringMatching(/^Make rest a set or a dict/)]);
  },
);

const READING = ['import csv', 'import io', 'def total(lines):', '    for line in lines:'];

test('one reader walks the lines where the loop asks nothing else of them', () => {
  const [fix] = advice(csvEach, ...READING, '        row = next(csv.reader([line]))');
  expect(fix?.after).toBe('for row in csv.reader(lines):');
});

test.each([
  ['bound anew', ['line = line.strip()', 'row = next(csv.reader([line]))']],
  ['looked at first', ['if not line: continue', 'row = next(csv.reader([line]))']],
  ['kept', ['row = next(csv.reader([line]))', 'found.append(line)']],
  ['left out at times', ['if wanted():', '    row = next(csv.reader([line]))']],
])('where the line is %s, no reader is put in the place of the lines', (_, steps) => {
  const found = advice(csvEach, ...READING, ...steps.map((step) => `        ${step}`));
  expect(found).toHaveLength(1);
  expect(found[0]?.after).toBeUndefined();
});

test.each([
  'next(csv.reader([line], delimiter=line[0]))',
  'next(csv.reader(io.StringIO(line)))',
  'next(csv.reader(line.splitlines()))',
])('nothing is said of %s: each may ask for another reader, or be a table of its own', (reader) => {
  expect(advice(csvEach, ...READING, `        row = ${reader}`)).toEqual([]);
});

test('what is split into lines comes line by line', () => {
  const program = ['import csv', 'import io', 'def total(text):', '    for line in text.splitlines():'];
  expect(advice(csvEach, ...program, '        row = next(csv.reader(io.StringIO(line)))')).toHaveLength(1);
});

test.each([
  ['range(len(text) - 1, -1, -1)', 'text[at]', 'text[::-1] has it backwards.'],
  ['reversed(text)', 'at', 'text[::-1] has it backwards.'],
  ['reversed(text)', 'at.upper()', 'Let str.translate or a compiled regex walk text[::-1].'],
])('a text of which %s puts %s is told to be walked from its end', (walk, put, told) => {
  expect(advice(charLoop, ...gathered(walk, put)).map((fix) => fix?.text)).toEqual([told]);
});

test.each([
  'range(0, len(text), 2)',
  'range(1, len(text))',
  'range(len(text) - 1, 0, -1)',
  'reversed(range(len(text)))',
])('letters gathered at the places of %s are not taken for the text', (walk) => {
  expect(advice(charLoop, ...gathered(walk, 'text[at]'))).toEqual([]);
});

test('a letter that is asked at a place of another list is no item of that list', () => {
  const steps = ['    for at in places:', '        if text[at].isalnum():', '            out.append(text[at])'];
  expect(advice(charLoop, 'def f(text, places):', '    out = []', ...steps, "    return ''.join(out)")).toEqual([]);
});

function gathered(walk: string, put: string): readonly string[] {
  const steps = [`    for at in ${walk}:`, `        out.append(${put})`];
  return ['def f(text: str):', '    out = []', ...steps, "    return ''.join(out)"];
}
