import { describe, expect, test } from 'vitest';
import type { HintsResult } from '../../src/hints/hint.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';

type Place = readonly [file: string, line: number, name: string];
type Call = { readonly from: Place; readonly to: Place; readonly ncalls: number; readonly seconds: number };

const INIT: Place = ['<string>', 2, '__init__'];
const WRITER: Place = ['/usr/lib/python3.11/dataclasses.py', 900, '_process_class'];

/** The hints for a file `made.py` of functions with so many calls, own and whole time, of which each row has one caller. */
function hintsOf(
  source: readonly string[],
  roots: readonly (readonly [Place, number, number, number])[],
  calls: readonly Call[],
): HintsResult {
  const builder = new ProfileBuilder();
  for (const [place, ncalls, own, whole] of roots) builder.setRow(...place, numbers(ncalls, own, whole));
  for (const { to, ncalls, seconds } of calls) builder.setRow(...to, numbers(ncalls, seconds));
  for (const _ of roots) builder.endEdges();
  for (const { from, ncalls, seconds } of calls) {
    builder.setEdge(...from, numbers(ncalls, seconds), false);
    builder.endEdges();
  }
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode([...source, ''].join('\n')));
}

describe('of two dataclasses a dump keeps the calls of one, and', () => {
  const source = [
    'from dataclasses import dataclass',
    'from points import Point',
    '@dataclass',
    'class Word:',
    '    text: str',
    'def weight(word):',
    '    return sum(ord(letter) * 31 for letter in word.text)',
    'def make(rows):',
    '    words, points = [], []',
    '    for row in rows:',
    '        words.append(Word(row))',
    '        points.append(Point(row))',
    '    return words, points',
    'def score(words, n):',
    '    total = 0',
    '    for at in range(n):',
    '        word = words[at % len(words)]',
    '        total += weight(word)',
    '    return total',
  ];
  const make: Place = ['made.py', 8, 'make'];
  const score: Place = ['made.py', 14, 'score'];
  const weight: Place = ['made.py', 6, 'weight'];

  /** With so many calls of what is written for the class whose row the dump kept. */
  const told = (kept: number, written: number): unknown =>
    hintsOf(
      source,
      [
        [make, 1, 0.001, 0.02],
        [score, 1, 0.01, 0.6],
      ],
      [
        { from: make, to: INIT, ncalls: kept, seconds: 0.01 },
        { from: score, to: weight, ncalls: 20_000, seconds: 0.5 },
        { from: ['other.py', 1, '<module>'], to: WRITER, ncalls: written, seconds: 0.001 },
      ],
    ).hints.map(({ rule, function: name, level, evidence }) => [rule, name, level, evidence.map(({ text }) => text)]);

  test('nothing is told of how many there are of either by the calls of that one', () => {
    expect(JSON.stringify(told(50, 2))).not.toMatch(/\d Word objects/);
    expect(told(50, 2)).toEqual(told(30_000, 2));
  });

  test('a class of another file that the same function may make counts, too, where none was written meanwhile', () => {
    expect(told(50, 0)).toEqual(told(30_000, 0));
  });
});

describe('of two lambdas in a line a dump keeps the calls of one, and', () => {
  const source = [
    'import re',
    'def clean(rows):',
    "    fix, cut = (lambda text: re.compile('[a-z]+').sub('', text)), (lambda text: text[:5])",
    '    for row in rows:',
    '        fix(row)',
    '        cut(row)',
  ];
  const clean: Place = ['made.py', 2, 'clean'];
  const both: Place = ['made.py', 3, '<lambda>'];
  const compile: Place = ['/usr/lib/python3.11/re/__init__.py', 225, 'compile'];

  test('no rule is asked of it, and it is said why', () => {
    const { hints, files } = hintsOf(
      source,
      [[clean, 1, 0.01, 1]],
      [
        { from: clean, to: both, ncalls: 20_000, seconds: 0.5 },
        { from: both, to: compile, ncalls: 20_000, seconds: 0.4 },
      ],
    );
    expect(hints.filter(({ level }) => level !== 'possible')).toEqual([]);
    expect(files.flatMap(({ missed }) => [...missed.values()])).toEqual(['merged']);
  });

  test('one alone is asked', () => {
    const { hints } = hintsOf(
      source.map((line) => line.replace('(lambda text: text[:5])', 'len')),
      [[clean, 1, 0.01, 1]],
      [
        { from: clean, to: both, ncalls: 20_000, seconds: 0.5 },
        { from: both, to: compile, ncalls: 20_000, seconds: 0.4 },
      ],
    );
    expect(hints.map(({ rule, function: name }) => [rule, name])).toContainEqual(['re-compile', '<lambda>']);
  });
});

test('objects that may be those of another class are not counted by what their function had time for', () => {
  const source = [
    'from dataclasses import dataclass',
    'from random import Random',
    '@dataclass',
    'class Word:',
    '    text: str',
    'def make(rows):',
    '    chance = Random(7)',
    '    return [Word(row) for row in rows]',
  ];
  const make: Place = ['made.py', 6, 'make'];
  const { hints } = hintsOf(source, [[make, 1, 4, 4.1]], [{ from: make, to: INIT, ncalls: 400, seconds: 0.1 }]);
  expect(hints.map(({ rule }) => rule)).not.toContain('slots');
});
