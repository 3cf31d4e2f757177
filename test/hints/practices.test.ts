import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MEASURED_PRACTICES } from '../../src/hints/measured-practices.ts';
import { PRACTICES } from '../../src/hints/practices.ts';
import type { ShownLevel } from '../../src/hints/rule.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { buildHintsView, type HintsView } from '../../src/views/hints-view.ts';
import { FIXTURES, hintsFor, hintsWithSource } from './hint-fixtures.ts';

const read = await loadSourceReader();

/** The article's usual forms, by the function of fixtures/hint-practices/article.py, and what may answer: a rule where it matters, else the practice. */
const ANSWERS: readonly (readonly [string, ...string[]])[] = [
  ['letter', 'join'],
  ['header', 'join'],
  ['header', 'one-message'],
  ['greetings', 'one-message'],
  ['farewells', 'one-message'],
  ['parted', 'gen-retain', 'generator'],
  ['summed', 'gen-retain', 'generator'],
  ['found', 're-compile', 'evaluation'],
  ['same_word', 'made-again', 'evaluation'],
  ['run_machine', 'bind-local'],
  ['run_bound', 'bind-local'],
  ['shouted', 'append-loop'],
  ['tripled', 'append-loop'],
  ['added', 'built-ins'],
  ['combinations', 'nested-loops'],
  ['collected', 'nested-loops'],
];

const MINORS = [11, 12, 13] as const;

function viewOf(minor: number, level: ShownLevel): HintsView {
  return buildHintsView(hintsFor(`hint-practices/article-py3${minor}.prof`), { level, rules: [] });
}

describe.each(MINORS)('the practices of the article on Python 3.%d', (minor) => {
  const view = viewOf(minor, 'practice');

  test.each(ANSWERS)('%s is answered by %s', (name, ...answers) => {
    const hinted = view.hints.filter((hint) => hint.function === name).map(({ rule }) => rule);
    const practised = view.practices.filter((one) => one.function === name).map(({ practice }) => practice);
    expect(answers.some((answer) => [...hinted, ...practised].includes(answer))).toBe(true);
  });

  test('say what they bring on this Python, and never in seconds', () => {
    const measured = view.practices.filter(({ brings }) => !brings.startsWith('not measured for code like this'));
    expect(measured.length).toBeGreaterThan(10);
    for (const { brings } of measured) {
      expect(brings).toMatch(
        new RegExp(`^[^:\\d]+: \\d[\\d.]* times as fast on 3\\.${minor}.*; measured without the profiler on .`),
      );
      expect(brings).not.toMatch(/\d (?:s|ms|µs)\b/);
    }
  });

  test('say of each whether it is slower', () => {
    for (const { brings, isSlower } of view.practices) {
      const isSaid = brings.includes('slower, so leave it as it is');
      expect([brings, isSlower]).toEqual([brings, isSaid]);
    }
    expect(new Set(view.practices.map(({ isSlower }) => isSlower))).toEqual(new Set([true, false]));
  });

  test('are Python, before and after', () => {
    const written = view.practices.flatMap(({ fix: { before, after } }) => [before ?? [], after ?? []].flat());
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((snippet) => read(new TextEncoder().encode(`${snippet}\n`)).tree === null)).toEqual([]);
  });

  test('change no hint and no count', () => {
    const likely = viewOf(minor, 'likely');
    expect(likely.practices).toEqual([]);
    expect(view.counts).toEqual(likely.counts);
    expect(view.hints).toEqual(viewOf(minor, 'possible').hints);
  });

  test('leave alone the lines that a shown hint is about', () => {
    for (const { row, lines } of view.hints) {
      const beside = view.practicesIn(row).flatMap((one) => one.lines);
      expect(beside.filter((line) => lines.includes(line))).toEqual([]);
    }
  });
});

test('a function with less than 1 % of the time is not looked at', () => {
  const names = new Set(viewOf(13, 'practice').practices.map((one) => one.function));
  expect(names.has('greetings')).toBe(true);
  expect(names.has('said_once')).toBe(false);
});

test('the same form is said to gain on one Python and to lose on another', () => {
  const verdict = (minor: number): string | undefined =>
    viewOf(minor, 'practice').practices.find((one) => one.function === 'run_bound')?.brings;
  expect(verdict(11)).toContain('the name made it slower');
  expect(verdict(12)).toContain('the name neither helps nor harms');
});

test('every practice has its file, and a row on the page', () => {
  const page = readFileSync(join(FIXTURES, '../docs/hints/practices.md'), 'utf8');
  for (const { id, title } of PRACTICES) {
    expect(existsSync(join(FIXTURES, `../src/hints/practices/${id}.ts`))).toBe(true);
    expect(page).toContain(`| ${id} | ${title} |`);
  }
});

test('every figure was measured on 3.10 to 3.13, most also on 3.8 and 3.9, and says of which code', () => {
  for (const [name, { byPython, shape }] of MEASURED_PRACTICES) {
    const minors = byPython.map(({ minor }) => minor);
    expect(minors).toEqual(name.startsWith('practice-') ? [8, 9, 10, 11, 12, 13] : [10, 11, 12, 13]);
    expect(shape).not.toBe('');
  }
});

describe('no practice is found in', () => {
  const PROFILE = 'hint-practices/article-py313.prof';
  const source = readFileSync(join(FIXTURES, 'hint-practices/article.py'), 'utf8');

  /** The practices of one function with other lines in it; all stay where the profile says. */
  function practicesWith(name: string, before: string, after: string): readonly string[] {
    expect(source).toContain(before);
    const result = hintsWithSource(PROFILE, source.replace(before, after));
    // a hint on the same line would be told in place of the practice
    const { practices } = buildHintsView({ ...result, hints: [] }, { level: 'practice', rules: [] });
    return practices.filter((one) => one.function === name).map(({ practice }) => practice);
  }

  test.each([
    [
      'a loop that does more than append',
      'shouted',
      '        mylist.append(myword.upper())',
      '        mylist.append(myword.upper()); print(myword)',
    ],
    ['a list that does not begin empty', 'shouted', '    mylist = []', '    mylist = list(oldlist)'],
    [
      'a loop in a loop that can be left',
      'combinations',
      '            count += shape ^ weight',
      '            if shape ^ weight: break',
    ],
    [
      'a loop over what the loop around it gives',
      'combinations',
      'for weight in weights:\n            count',
      'for weight in range(shape):\n            count',
    ],
    [
      'numbers that are added',
      'greetings',
      "msg = 'hello ' + name + ' and welcome to this world'",
      'msg = 1 + len(name) + 2',
    ],
    [
      'what the loop changes',
      'same_word',
      '        if name == wanted.lower():',
      "        wanted += 'x'\n        if name == wanted.lower():",
    ],
    ['a total of something worked out', 'added', '        total += value', '        total += value * 2'],
  ])('%s', (_, name, before, after) => {
    const practice = practicesWith(name, before, before)[0] ?? '';
    const left = practicesWith(name, before, after);
    expect(practice).not.toBe('');
    expect(left).not.toContain(practice);
  });
});
