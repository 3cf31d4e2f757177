import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extraCases } from '../../../src/select/python-regex/case-table.ts';
import { translatePythonRegex } from '../../../src/select/python-regex/translate.ts';
import { fc } from '../../properties.ts';

type Vector = { readonly pattern: string; readonly answers: string | null; readonly error: string | null };
type HandVectors = { S: string[]; out: [string, number[] | null, string | null][] };
type FuzzVectors = {
  strings: string[];
  extraCases: [number, number[]][];
  patterns: [string, string | null, string | null][];
};

function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/vectors/${name}`, import.meta.url), 'utf8'));
}

// Both files are written by CPython 3.11; this code never makes an expected value.
const hand = readVectors('regex-3.11.json') as HandVectors;
const fuzz = readVectors('regex-fuzz-3.11.json') as FuzzVectors;

const handVectors: Vector[] = hand.out.map(([pattern, answers, error]) => ({
  pattern,
  answers: answers === null ? null : answers.join(''),
  error: error === null ? null : error.replace(/^\w+: /, ''),
}));
const fuzzVectors: Vector[] = fuzz.patterns.map(([pattern, answers, error]) => ({ pattern, answers, error }));

/** What we say of a pattern, in the form of a vector; undefined for "not supported". */
function answer(pattern: string, strings: readonly string[]): Vector | undefined {
  const result = translatePythonRegex(pattern);
  if (result.ok) {
    return { pattern, answers: strings.map((text) => Number(result.regex.test(text))).join(''), error: null };
  }
  return result.problem === 'invalid' ? { pattern, answers: null, error: result.message } : undefined;
}

function regexOf(pattern: string): RegExp {
  const result = translatePythonRegex(pattern);
  if (!result.ok) throw new Error(`${pattern}: ${result.message}`);
  return result.regex;
}

function refusal(pattern: string): string {
  const result = translatePythonRegex(pattern);
  return result.ok ? `ok: ${result.regex.source}` : `${result.problem}: ${result.message}`;
}

describe('against CPython 3.11', () => {
  test('128 of the 131 hand-picked patterns answer as CPython, three are refused by name', () => {
    const refused = handVectors.filter((vector) => {
      const ours = answer(vector.pattern, hand.S);
      if (ours !== undefined) expect(ours).toEqual(vector);
      return ours === undefined;
    });
    expect(refused.map(({ pattern }) => [pattern, refusal(pattern)])).toEqual([
      ['\\N{BULLET}', 'unsupported: named character \\N{...} is not supported'],
      ['\\N{LATIN SMALL LETTER A}', 'unsupported: named character \\N{...} is not supported'],
      ['(a)|b(?(1)c|d)', 'unsupported: conditional group (?(1)...) is not supported'],
    ]);
  });

  test('random patterns answer or fail as in CPython, and few are refused', () => {
    const refused = fuzzVectors.filter((vector) => {
      const ours = answer(vector.pattern, fuzz.strings);
      if (ours !== undefined) expect(ours).toEqual(vector);
      return ours === undefined;
    });
    expect(refused.filter(({ error }) => error !== null)).toEqual([]);
    expect(refused.length / fuzzVectors.length).toBeLessThan(0.05);
  });

  test('the letters that share an upper case are those of CPython 3.11', () => {
    expect(new Map(extraCases())).toEqual(new Map(fuzz.extraCases));
  });
});

describe('what a pattern means', () => {
  test.each([
    ['{built-in method', '{built-in method builtins.len}', true],
    ['abc$', 'abc\n', true],
    ['abc\\Z', 'abc\n', false],
    ['a.b', 'a\r\u2028b', false],
    ['a..b', 'a\r\u2028b', true],
    ['^b', 'a\rb', false],
    ['(?m)^b', 'a\rb', false],
    ['(?m)^b', 'a\nb', true],
    ['\\s', '\ufeff', false],
    ['\\s', '\x1c', true],
    ['^.$', '\u{1F600}', true],
    ['^\\udcff$', '\udcff', true],
    ['\\ud83d\\ude00', '\u{1F600}', false],
    ['\\B', '', false],
    ['(?i)[a-z]', '\u212a', true],
    ['(?i)[a-z]', '\u017f', true],
    ['(?ai)[a-z]', '\u212a', false],
    ['(?i)\\U00010400', '\u{10428}', true],
    ['(?i)[x\\U00010400]', '\u{10400}', false],
    ['^(?>a+)a', 'aaa', false],
    ['^(?:a|ab){2}+', 'aba', false],
    ['(?<=(a)b)c\\1', 'abca', true],
    ['(?x) a b # c', 'ab', true],
  ])('%j in %j: %s', (pattern, text, found) => {
    expect(regexOf(pattern).test(text)).toBe(found);
  });

  test('a pattern that may match nothing is not tried inside a surrogate pair', () => {
    expect(regexOf('(?!\\U0001F600)(?!\\Z)').test('\u{1F600}')).toBe(false);
  });

  test.each([
    ['\\w', '\\W'],
    ['\\d', '\\D'],
    ['\\s', '\\S'],
    ['(?a)\\w', '(?a)\\W'],
    ['(?a)\\d', '(?a)\\D'],
    ['(?a)\\s', '(?a)\\S'],
  ])('%s and %s share no code point and leave none out', (some, others) => {
    const [a, b] = [regexOf(some), regexOf(others)];
    const wrong: number[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const char = String.fromCodePoint(code);
      if (a.test(char) === b.test(char)) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what is refused', () => {
  const unset = 'reference to group 1, which may not have matched, is not supported';
  const emptyRound =
    'repeat of something empty inside (?>...), a++ or a look-around with a referenced group is not supported';
  const ownType = '\\w, \\d or \\s at the start of the pattern inside (?a:...) or (?u:...) is not supported';

  test.each([
    [unset, '(a)|b\\1'],
    [unset, '(a)?\\1'],
    [unset, '(?!(a))\\1'],
    ['reference to group 1 that ignores case is not supported', '(?i)(a)\\1'],
    ['reference to group 1 inside a repeat of something empty is not supported', '^(a?)+\\1b'],
    [emptyRound, '^(?>(?:|a)*)b'],
    [ownType, '(?a:\\W)'],
    ['count over 1073741824 is not supported', 'a{1073741825}'],
    ['nesting deeper than 200 groups is not supported', '('.repeat(201) + ')'.repeat(201)],
    ['nesting deeper than 200 groups is not supported', `(a)${'(?(1)'.repeat(100_000)}`],
    ['a pattern this large is not supported', 'a'.repeat(300_000)],
  ])('valid in Python, but: %s', (message, pattern) => {
    expect(refusal(pattern)).toBe(`unsupported: ${message}`);
  });

  test.each([
    ['a{4294967295}', 'the repetition number is too large'],
    ['(?<=a{4294967294}aa)b', 'looks too much behind'],
    ['(?a)(?u)x', 'ASCII and UNICODE flags are incompatible'],
    ['a\n**', 'multiple repeat at position 3 (line 2, column 2)'],
    ["(?P<'>a)", `bad character in group name "'" at position 4`],
    ['(?(1)a)(?(2)b)(c)', 'invalid group reference 2 at position 10'],
    ['\\N{BULLET}(', 'missing ), unterminated subpattern at position 10'],
  ])('%j is an error in Python', (pattern, message) => {
    expect(refusal(pattern)).toBe(`invalid: ${message}`);
  });
});

describe('no string makes the translation throw', () => {
  const token = fc.constantFrom(
    ...['a', 'b', '\u{1F600}', '\udcff', '\\', '(', '(?', '(?:', '(?P<n>', '(?P=n)', '(?<=', '(?!', '(?>', '(?(1)'],
    ...['(?i)', '(?x)', '(?-i:', ')', '|', '[', '[^', ']', '-', '^', '$', '.', '*', '+', '?', '{2}', '{,}', '{1,'],
    ...['\\1', '\\w', '\\W', '\\b', '\\x', '\\N{', '\\U0001F600', '\\777', '}', '#', '\n', '++', '*?', '&&'],
  );
  const patterns = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join('')),
  );

  test('every pattern is translated, invalid or unsupported, with a message', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const result = translatePythonRegex(pattern);
        return result.ok ? result.regex.flags === 'u' : result.message.length > 0;
      }),
      { numRuns: 3000, seed: 311 },
    );
  });

  test('a pattern of fifty thousand pieces is answered', () => {
    const pieces = ['(', ')', 'ab|', '[a]|', '()', '(?i)', '(?:', '(?=', 'a*', '\\1', '{', '\\'];
    for (const piece of pieces) expect(refusal(piece.repeat(50_000))).toBeTypeOf('string');
  });
});
