import { describe, expect, test } from 'vitest';
import type { Hint } from '../../src/hints/hint.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsFor, hintsIn, PYTHONS } from './hint-fixtures.ts';

type Row = { readonly ncalls: number; readonly tottime: number; readonly cumtime: number };
type Place = { readonly file: string; readonly line: number; readonly name: string };
type Call = Row & { readonly from: Place; readonly to: Place };

const LIBRARY = '/usr/lib/python3.11';
const builtin = (name: string): Place => ({ file: '~', line: 0, name: `<built-in method ${name}>` });
const LEN = builtin('builtins.len');

/** The hints for a file `made.py` of which these calls were profiled. */
function hintsOf(source: string, roots: readonly (readonly [Place, Row])[], calls: readonly Call[]): readonly Hint[] {
  const builder = new ProfileBuilder();
  const key = ({ file, line, name }: Place): readonly [string, number, string] => [file, line, name];
  const setRow = (place: Place, row: Row): number =>
    builder.setRow(...key(place), { ...row, primitiveCalls: row.ncalls });
  for (const [place, row] of roots) setRow(place, row);
  for (const { to, ...row } of calls) setRow(to, row);
  for (const _ of roots) builder.endEdges();
  for (const { from, to: _, ...row } of calls) {
    builder.setEdge(...key(from), { ...row, primitiveCalls: row.ncalls }, false);
    builder.endEdges();
  }
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode(source)).hints;
}

const hintOf = (hints: readonly Hint[], rule: string): Hint | undefined => hints.find((hint) => hint.rule === rule);

/** What the cheapest call takes: 50 ns. */
const cheapest = (from: Place): Call => ({ from, to: LEN, ncalls: 100_000, tottime: 0.005, cumtime: 0.005 });

describe.each(PYTHONS)('a saving on %s', (python) => {
  test('of a look at the whole stack has no seconds: under the profiler that is deeper', () => {
    const hint = hintOf(hintsFor(`hints/stack-inspection/bad-${python}.prof`).hints, 'stack-inspection');
    expect(hint?.saving.unit).toBe('share');
    expect(hint?.saving.basis).toContain("the profiler's own frames");
  });

  test('of a comparing function may be half of it: a key is made once for each item', () => {
    const hint = hintOf(hintsFor(`hints/sort-cmp/bad-${python}.prof`).hints, 'sort-cmp');
    expect(hint?.saving.basis).toContain('a key is made once for each item');
  });
});

test('what objects take to write themselves belongs to the message that has them, not to all calls of the logger', () => {
  const handle = { file: 'made.py', line: 4, name: 'handle' };
  const debug = { file: `${LIBRARY}/logging/__init__.py`, line: 1, name: 'debug' };
  const written = { file: 'made.py', line: 2, name: '__repr__' };
  const source = [
    'class Item:',
    '    def __repr__(self): return "item"',
    'import logging; log = logging.getLogger()',
    'def handle(items):',
    '    for item in items:',
    '        if item is None:',
    "            log.debug('nothing')",
    "        log.debug(f'got {item!r}')",
    '',
  ].join('\n');
  const hints = hintsOf(
    source,
    [[handle, { ncalls: 1, tottime: 0.1, cumtime: 1.5 }]],
    [
      { from: handle, to: debug, ncalls: 20_000, tottime: 0.05, cumtime: 0.05 },
      { from: handle, to: written, ncalls: 20_000, tottime: 1.2, cumtime: 1.2 },
      cheapest(handle),
    ],
  );
  expect(hintOf(hints, 'log-fstring')?.cost).toBeGreaterThan(1.2);
});

describe('what has more of the profiler in it than the function that asks for it', () => {
  const place = { file: 'made.py', line: 2, name: 'has' };
  const search = { file: `${LIBRARY}/re/__init__.py`, line: 1, name: 'search' };
  const asked = { file: `${LIBRARY}/re/__init__.py`, line: 2, name: '_compile' };
  const compile = { file: `${LIBRARY}/re/_compiler.py`, line: 3, name: 'compile' };
  const source = ['import re', 'def has(key, text):', "    return re.search(f'id={key}', text)", ''].join('\n');

  test('is told by what that leaves of it: a pattern that is compiled in each call', () => {
    const each = { ncalls: 1000, tottime: 0.001, cumtime: 1 };
    const hints = hintsOf(
      source,
      [[place, { ...each, tottime: 2, cumtime: 3 }]],
      [
        { from: place, to: search, ...each },
        { from: search, to: asked, ...each },
        { from: asked, to: compile, ...each, tottime: 0.3 },
        { ...cheapest(compile), ncalls: 10_000_000, tottime: 0.7, cumtime: 0.7 },
      ],
    );
    const { saving, cost = 0 } = hintOf(hints, 're-compile') ?? {};
    expect(cost).toBeGreaterThan(0.9);
    expect(saving?.high).toBeLessThan(0.5 * cost);
  });
});

describe('what has no call of its own', () => {
  const tokenise = { file: 'made.py', line: 2, name: 'tokenise' };
  const source = [
    'STOP = make()',
    'def tokenise(words):',
    '    for w in words:',
    '        if w not in set(STOP): use(w)',
    '',
  ].join('\n');

  test('may take all of the own time where nobody counts it, and C is not slow on 3.11', () => {
    const marked = { file: `${LIBRARY}/os.py`, line: 1, name: 'use' };
    const hints = hintsOf(
      source,
      [[tokenise, { ncalls: 60, tottime: 2, cumtime: 3 }]],
      [{ from: tokenise, to: marked, ncalls: 100, tottime: 1, cumtime: 1 }, cheapest(tokenise)],
    );
    const saving = hintOf(hints, 'made-again')?.saving;
    expect(saving?.high).toBeGreaterThan(1.5);
  });
});
