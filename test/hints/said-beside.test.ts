import { expect, test } from 'vitest';
import type { FrameCode } from '../../src/hints/code/module-code.ts';
import type { Fix } from '../../src/hints/rule.ts';
import { byHand } from '../../src/hints/rules/by-hand.ts';
import { dictRebuild } from '../../src/hints/rules/dict-rebuild.ts';
import { genAny } from '../../src/hints/rules/gen-any.ts';
import { hoistCall } from '../../src/hints/rules/hoist-call.ts';
import { inList } from '../../src/hints/rules/in-list.ts';
import { lruCache } from '../../src/hints/rules/lru-cache.ts';
import { recomputed } from '../../src/hints/rules/recomputed.ts';
import { sequenceMatcher } from '../../src/hints/rules/sequence-matcher.ts';
import { sliceRest } from '../../src/hints/rules/slice-rest.ts';
import { framesIn } from './program-code.ts';

type Matching = { readonly match: (frame: FrameCode) => readonly { readonly fix?: Fix }[] };

/** What is advised at the only place of a program that a rule matches. */
function adviceOn(rule: Matching, program: string): Fix | undefined {
  const found = framesIn(program).flatMap((frame) => rule.match(frame));
  expect(found).toHaveLength(1);
  return found[0]?.fix;
}

const WAYS = `def ways(row, column):
    if row == 0 or column == 0:
        return 1
    return 0 if GRID[row][column] else ways(row - 1, column) + ways(row, column - 1)
`;

test('results that hang on what the file changes are to be dropped there', () => {
  const block = 'GRID = []\ndef block(row):\n    GRID[row][row] = 1\n    return ways(row, row)\n';
  expect(adviceOn(lruCache, WAYS + block)?.text).toBe(
    'Remember the results. Call ways.cache_clear() where GRID changes.',
  );
  expect(adviceOn(lruCache, `${WAYS}GRID = []\n`)?.text).toBe('Remember the results.');
});

test('a function around that changes what the recursion reads is such a place too', () => {
  const inner = WAYS.replaceAll('GRID', 'grid').replace(/^/gm, '    ');
  const around = `def solve(grid):\n${inner}\n    for row in grid:\n        grid[0][0] = 1\n        ways(3, 3)\n`;
  expect(adviceOn(lruCache, around)?.text).toMatch(/ways\.cache_clear\(\) where grid changes/);
});

test('lists are no keys: lru_cache is not written over what gets them', () => {
  const fix = adviceOn(
    lruCache,
    'def ways(items, left):\n    return 1 if not items else ways(items[1:], left) + ways(items[1:], left - 1)\nways([1, 2], 2)\n',
  );
  expect(fix?.text).toMatch(/lru_cache refuses lists/);
  expect(fix?.after).toBeUndefined();
});

test('a head with annotations is written as it stands', () => {
  const head = 'def fib(n: int, k: int = 0) -> int:';
  const fix = adviceOn(lruCache, `${head}\n    return n + k if n < 2 else fib(n - 1, k) + fib(n - 2, k)\n`);
  expect([fix?.before, fix?.after]).toEqual([head, `import functools\n@functools.lru_cache(maxsize=None)\n${head}`]);
});

const SEEN =
  'def seen_of(rows):\n    seen = []\n    for row in rows:\n        if row in seen:\n            print(row)\n';

test.each(['del seen[0]', 'seen[0] = row', 'seen = seen[-50:]'])(
  'a list that loses items by %s gets no set beside it',
  (step) => {
    const fix = adviceOn(inList, `${SEEN}        seen.append(row)\n        ${step}\n`);
    expect(fix?.text).toMatch(/^Keep a set or a dict in place of seen/);
  },
);

test('what a list gets by += the set gets too', () => {
  expect(adviceOn(inList, `${SEEN}        seen += [row]\n`)?.after).toMatch(
    /seen_set\.update\(\[row\]\) {2}# after line 6$/,
  );
});

test('the set of a list of the class is made in its body, where no object is known', () => {
  const program =
    'class Env:\n    jobs = []\n    def add(self, job):\n        self.jobs.append(job)\n    def has(self, job):\n        return job in self.jobs\n';
  expect(adviceOn(inList, program)?.after).toMatch(/^jobs_set = set\(jobs\) {2}# after line 2\n/);
});

const ORDER = 'class Order:\n    def __init__(self, lines):\n        self.lines = list(lines)\n';
const SUM = 'return sum(line * 2 for line in self.lines)\n';

test('a cached property comes with what it is imported from', () => {
  const fix = adviceOn(recomputed, `${ORDER}    @property\n    def total(self):\n        ${SUM}`);
  expect(fix?.after).toBe('import functools\n@functools.cached_property');
});

test.each([
  ['slots', `    __slots__ = ('lines',)\n    @property\n    def total(self):\n        ${SUM}`, /keep it in a slot/],
  ['a method of two lines', `    def total(\n            self):\n        ${SUM}`, /asked for without brackets/],
])('no cached property is written for %s', (_, method, text) => {
  const fix = adviceOn(recomputed, ORDER + method);
  expect(fix?.text).toMatch(text);
  expect(fix?.after).toBeUndefined();
});

test.each(['total', '__len__'])(
  'a cached property is written behind the method %s, which is asked with brackets',
  (name) => {
    const fix = adviceOn(recomputed, `${ORDER}    def ${name}(self):\n        ${SUM}`);
    const kept = `_kept_${name.replace(/_/g, '')}`;
    expect(fix?.before).toBe(`def ${name}(self):`);
    expect(fix?.after).toBe(
      `import functools\ndef ${name}(self):\n    return self.${kept}\n\n@functools.cached_property\ndef ${kept}(self):`,
    );
  },
);

test('a list that the library made is to be copied where somebody gets it', () => {
  const program = `import ast\ndef rows():\n    return [ast.literal_eval('[1]') for _ in range(9)]\n`;
  expect(adviceOn(hoistCall, program)?.text).toMatch(/a copy of it, where somebody changes/);
});

test('a number that stands under a condition is to be worked out under it', () => {
  const program =
    'import math\ndef total(rows, rate):\n    for row in rows:\n        if rate > 0:\n            print(row * math.log(rate))\n';
  expect(adviceOn(hoistCall, program)?.text).toMatch(/Under the condition that it stands under/);
});

test('where the list of the caller is changed, a copy comes first', () => {
  const program =
    'def put(found: dict, pairs):\n    for key in pairs:\n        found = {**found, key: 1}\n    return found\n';
  expect(adviceOn(dictRebuild, program)?.text).toMatch(/^Begin with a copy of found/);
  const of = program.replace('found: dict, ', '').replace('    for', '    found = DEFAULTS\n    for');
  expect(adviceOn(dictRebuild, `DEFAULTS = {}\n${of}`)?.text).toMatch(/^Begin with a copy of found/);
});

test('next() is not written where an IndexError is caught', () => {
  const fix = adviceOn(
    genAny,
    'def first(rows):\n    try:\n        return [row for row in rows if row][0]\n    except IndexError:\n        return None\n',
  );
  expect(fix?.text).toMatch(/StopIteration/);
  expect(fix?.after).toBeUndefined();
});

test('calls of what nobody knows are said to be left out behind the first hit', () => {
  const program = 'from rules import matches\ndef late(rows):\n    return any([matches(row) for row in rows])\n';
  expect(adviceOn(genAny, program)?.text).toMatch(/nothing is called then for the items behind the first hit/);
});

test('a pattern that may look back is said to do so, and one that does not is not', () => {
  const loop = (name: string): string =>
    `def parts(text: str):\n    at = 0\n    while at < 9:\n        at += ${name}.match(text[at:]).end()\n`;
  expect(adviceOn(sliceRest, `import re\nANY = re.compile(input())\n${loop('ANY')}`)?.text).toMatch(
    /lookbehind in the pattern/,
  );
  expect(adviceOn(sliceRest, `import re\nPART = re.compile('[^ ]+')\n${loop('PART')}`)?.text).not.toMatch(/\\b/);
});

test('two sequences that change places are said to do so', () => {
  const program =
    'import difflib\ndef best(word, names):\n    for name in names:\n        print(difflib.SequenceMatcher(None, word, name).ratio())\n';
  expect(adviceOn(sequenceMatcher, program)?.text).toMatch(/change places/);
});

test('a comprehension has no place for set_seq1()', () => {
  const program =
    'import difflib\ndef all_of(word, names):\n    return [difflib.SequenceMatcher(None, name, word).ratio() for name in names]\n';
  const fix = adviceOn(sequenceMatcher, program);
  expect(fix?.text).toMatch(/Write the comprehension as a loop/);
  expect(fix?.after).toBeUndefined();
});

const SWAPS = `def order(rows, k):
    for at in range(END):
        for other in range(at + 1, len(rows)):
            if rows[other] > rows[at]:
                rows[other], rows[at] = rows[at], rows[other]
`;

test('a sort that ends after a few of its places has another sibling', () => {
  expect(adviceOn(byHand, SWAPS.replace('END', 'k'))?.text).toMatch(/heapq/);
  expect(adviceOn(byHand, SWAPS.replace('END', 'len(rows)'))?.text).not.toMatch(/heapq/);
});

test('a power that begins with something else keeps it', () => {
  const power = (start: string): string =>
    `def power(seed, base, n, m):\n    result = ${start}\n    for _ in range(n):\n        result = result * base % m\n    return result\n`;
  expect(adviceOn(byHand, power('seed'))?.text).toMatch(/^result \* pow\(base, n, m\) % m/);
  expect(adviceOn(byHand, power('1'))?.text).toMatch(/^pow\(base, n, m\)/);
});
