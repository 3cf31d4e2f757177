import { expect, test } from 'vitest';
import type { Hint } from '../../src/hints/hint.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsFor, hintsIn, numbers } from './hint-fixtures.ts';

const LEX: readonly [string, number, string] = ['lex.py', 2, 'lex'];

/** A lexer that copies the rest of its text at each step, and notes each new word in a list that it searches. */
const SOURCE = [
  "TOKEN = __import__('re').compile('.')",
  'def lex(text: str):',
  '    kinds = []',
  '    while text:',
  '        match = TOKEN.match(text)',
  '        word = match.group()',
  '        if word not in kinds:',
  '            kinds.append(word)',
  '        text = text[match.end():]',
  '    return kinds',
  '',
].join('\n');

/** The hints for the lexer, of so many steps of which so many had a new word, and so much own time. */
function hintsOf(steps: number, words: number, own: number): readonly Hint[] {
  const builder = new ProfileBuilder();
  const called = (type: string, name: string): readonly [string, number, string] => [
    '~',
    0,
    `<method '${name}' of '${type}' objects>`,
  ];
  const calls = [
    { to: called('re.Pattern', 'match'), ncalls: steps },
    { to: called('re.Match', 'group'), ncalls: steps },
    { to: called('re.Match', 'end'), ncalls: steps },
    { to: called('list', 'append'), ncalls: words },
  ];
  const spent = calls.map(({ ncalls }) => numbers(ncalls, ncalls * 6e-8));
  const inCalls = spent.reduce((sum, { tottime }) => sum + tottime, 0);
  builder.setRow(...LEX, numbers(1, own, own + inCalls));
  for (const [at, { to }] of calls.entries()) builder.setRow(...to, spent[at] ?? numbers(0, 0));
  builder.endEdges();
  for (const row of spent) {
    builder.setEdge(...LEX, row, false);
    builder.endEdges();
  }
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode(SOURCE)).hints;
}

function hintOf(hints: readonly Hint[], rule: string): Hint {
  const found = hints.find((hint) => hint.rule === rule);
  if (found === undefined) throw new Error(`no ${rule} in ${hints.map((hint) => hint.rule).join()}`);
  return found;
}

const SHARED = /this time is shared with/;

test('a list of a few dozen items leaves the time that it shares to the text that is copied beside its searches', () => {
  const hints = hintsOf(90_000, 40, 0.25);
  const copied = hintOf(hints, 'slice-rest');
  const searched = hintOf(hints, 'in-list');
  expect(searched.cost).toBeLessThan(copied.cost / 2);
  expect(copied.saving.low).toBeGreaterThan(searched.saving.low * 5);
  expect(copied.evidence.map(({ text }) => text).join()).toContain(
    'shared with in-list in line 7: counts bound what is of this rule',
  );
});

test('a list that got thousands of items after a search in vain for each has at least those comparisons', () => {
  const hints = hintsOf(9000, 8000, 0.4);
  const copied = hintOf(hints, 'slice-rest');
  const searched = hintOf(hints, 'in-list');
  expect(searched.saving.low).toBeGreaterThan(copied.saving.low * 3);
  expect(copied.cost).toBeLessThan(searched.cost);
});

test('what nothing tells apart may each be little or nearly all of the time', () => {
  const { hints } = hintsFor('hint-lines/lines-py311.prof');
  const both = hints.filter(({ function: name }) => name === 'distinct');
  expect(both.map(({ rule }) => rule)).toEqual(['in-list', 'list-plus']);
  for (const { evidence, saving, level } of both) {
    expect(evidence.map(({ text }) => text).join()).toContain('nothing counts how much each takes');
    expect(saving.unit, 'a range that is wider than five times').toBe('share');
    expect(saving.basis).toMatch(/saves part of the same time: do not add them up/);
    expect(level).toBe('likely');
  }
});

test('the places of one rule have no more together than one alone would have', () => {
  const searching = (lines: readonly string[]): Hint => {
    const builder = new ProfileBuilder();
    builder.setRow('made.py', 1, 'find', numbers(40, 2, 3));
    builder.endEdges();
    const source = ['def find(words):', '    known = list(words)', '    for word in words:', ...lines, ''].join('\n');
    return hintOf(hintsIn(builder.finish('traced', []), new TextEncoder().encode(source)).hints, 'in-list');
  };
  const one = searching(['        if word in known: pass']);
  const two = searching(['        if word in known: pass', '        if word[1:] in known: pass']);
  expect(two.lines).toEqual([4, 5]);
  expect(two.cost).toBeCloseTo(one.cost);
  expect(two.evidence.map(({ text }) => text)).toContain('2 places of this function share its own time');
  expect(two.evidence.some(({ text }) => SHARED.test(text))).toBe(false);
});
