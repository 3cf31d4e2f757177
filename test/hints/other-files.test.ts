import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { mergeProfiles } from '../../src/profile/merge.ts';
import { withPlaces } from '../../src/profile/parts.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { countOwnFiles } from '../../src/select/whose-code.ts';
import { FIXTURES, hintsIn, numbers } from './hint-fixtures.ts';

/** A profile of the fixtures in whose run a function of another file was called too. */
function runBeside(program: string, file?: string): ProfileTable {
  const table = decodeProfile(readFileSync(join(FIXTURES, `hint-programs/${program}-py311.prof`)));
  if (file === undefined) return table;
  const builder = new ProfileBuilder();
  builder.setRow(file, 1, 'tick', { ncalls: 9, primitiveCalls: 9, tottime: 0.001, cumtime: 0.001 });
  return mergeProfiles([table, builder.finish('traced', [])]);
}

/** Which functions a rule tells of, and how surely. */
function told(rule: string, program: string, table: ProfileTable): readonly string[] {
  const source = readFileSync(join(FIXTURES, `hint-programs/${program}.py`));
  const { hints } = hintsIn(table, source);
  return hints.flatMap((hint) => (hint.rule === rule ? [`${hint.function} ${hint.level}`] : [])).sort();
}

const LIBRARY = '/usr/lib/python3/dist-packages/other/core.py';

describe('what objects hold another file may change', () => {
  test('a recursion over records is then possible at most', () => {
    const alone = told('lru-cache', 'pedigrees', runBeside('pedigrees'));
    expect(alone).toContain('heaviest likely');
    expect(told('lru-cache', 'pedigrees', runBeside('pedigrees', LIBRARY))).toEqual(alone);
    const beside = told('lru-cache', 'pedigrees', runBeside('pedigrees', 'other.py'));
    expect(beside).toHaveLength(alone.length);
    expect(beside.filter((one) => !one.endsWith(' possible'))).toEqual([]);
  });

  test('and the texts that it holds are not known to be few', () => {
    const steps = (file?: string): readonly string[] =>
      told('call-again', 'opcodes', runBeside('opcodes', file)).filter((one) => one.startsWith('step'));
    expect([steps(), steps(LIBRARY)]).toEqual([['step likely'], ['step likely']]);
    expect(steps('other.py')).toEqual([]);
  });
});

describe('how many files of the program ran', () => {
  const said = (table: ProfileTable, ...words: readonly string[]): ProfileTable =>
    withPlaces(table, {
      said: words.map((word) => ({ word, folder: `/home/an/${word}`, fromHere: word })),
      folders: [],
      installedWith: () => [],
    });

  test('one file, whatever libraries it calls', () => {
    expect(countOwnFiles(runBeside('pedigrees'))).toBe(1);
    expect(countOwnFiles(runBeside('pedigrees', LIBRARY))).toBe(1);
    expect(countOwnFiles(runBeside('pedigrees', 'other.py'))).toBe(2);
  });

  test('with a library that --mine names', () => {
    expect(countOwnFiles(said(runBeside('pedigrees', LIBRARY), 'other', 'pedigrees.py'))).toBe(2);
  });

  test('and with what --mine leaves out', () => {
    expect(countOwnFiles(said(runBeside('pedigrees', 'other.py'), 'pedigrees.py'))).toBe(2);
  });
});

const SHEET = `class Sheet:
    def __init__(self):
        self.cells = {}
    def put(self, name, text):
        self.cells[name] = text
    def value(self, name):
        text = self.cells[name]
        return worth(text, 2)
def worth(text, rate):
    return len(text.split()) * rate
`;

/** What is told of `worth`, where ten texts were put and five thousand asked for. */
function toldOfSheet(...files: readonly string[]): readonly string[] {
  const builder = new ProfileBuilder();
  builder.setRow('sheet.py', 6, 'value', numbers(5000, 0.1, 1));
  builder.setRow('sheet.py', 9, 'worth', numbers(5000, 0.9, 0.9));
  builder.setRow('sheet.py', 4, 'put', numbers(10, 0.001, 0.001));
  for (const file of files) builder.setRow(file, 1, 'tick', numbers(1, 0.001, 0.001));
  builder.endEdges();
  builder.setEdge('sheet.py', 6, 'value', numbers(5000, 0.9, 0.9), false);
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(SHEET));
  return hints.map(({ rule, function: name }) => `${rule} ${name}`);
}

test('values that are put into an object are counted where no other file may put more', () => {
  expect(toldOfSheet()).toEqual(['call-again value']);
  expect(toldOfSheet('other.py')).toEqual([]);
});

const METER = `from state import LEVELS
import state
class Meter:
    def __init__(self, marks):
        self._marks = tuple(marks)
    @property
    def total(self):
        return sum(mark * RATES[0] for mark in self._marks)
def worth(levels):
    return sum(level * 2 for level in levels)
def main(meter):
    found = []
    for number in range(3000):
        state.bump(number)
        found.append(worth(LEVELS))
        found.append(len(set(LEVELS)))
        found.append(sorted(LEVELS)[len(LEVELS) // 2])
        found.append(meter.total)
    return found
`;

/** What `main` calls: `worth`, `total`, the meter's `__init__`, `sorted`, `append`, `len` and `bump`. */
const EDGES: readonly (readonly [number, number])[] = [
  [3000, 0.2],
  [3000, 0.2],
  [1, 0.001],
  [3000, 0.3],
  [12000, 0.01],
  [6000, 0.001],
  [3000, 0.001],
];

/** How surely each rule tells of levels that are `imported`, where `bump` is in some file. */
function toldOfLevels(imported: string, file: string, asked = 'set', marks = '_marks'): readonly string[] {
  const builder = new ProfileBuilder();
  builder.setRow('meter.py', 11, 'main', numbers(1, 0.6, 1.3));
  builder.setRow('meter.py', 9, 'worth', numbers(3000, 0.2));
  builder.setRow('meter.py', 6, 'total', numbers(3000, 0.2));
  builder.setRow('meter.py', 4, '__init__', numbers(1, 0.001));
  builder.setRow('~', 0, '<built-in method builtins.sorted>', numbers(3000, 0.3));
  builder.setRow('~', 0, "<method 'append' of 'list' objects>", numbers(12000, 0.01));
  builder.setRow('~', 0, '<built-in method builtins.len>', numbers(6000, 0.001));
  builder.setRow(file, 1, 'bump', numbers(3000, 0.001));
  builder.endEdges();
  for (const [ncalls, seconds] of EDGES) {
    builder.setEdge('meter.py', 11, 'main', numbers(ncalls, seconds), false);
    builder.endEdges();
  }
  const lines = METER.replace('from state import LEVELS', imported)
    .replaceAll('RATES', 'LEVELS')
    .replaceAll('_marks', marks)
    .split('\n');
  const left = asked === 'set' ? 'sorted(' : 'set(';
  const source = lines.filter((line) => !line.includes(left)).join('\n');
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.map(({ rule, level }) => `${rule} ${level}`).sort();
}

test.each([
  ['set', ['call-again', 'made-again', 'recomputed']],
  ['sorted', ['call-again', 'recomputed', 'sort-in-loop']],
])('what is read of another file is possible at most, if one ran: %s', (asked, rules) => {
  const alone = toldOfLevels('from state import LEVELS', LIBRARY, asked);
  expect(alone.map((one) => one.split(' ')[0])).toEqual(rules);
  expect(alone.filter((one) => one.endsWith(' possible'))).toEqual([]);
  expect(toldOfLevels('from string import digits as LEVELS', 'state.py', asked)).toEqual(alone);
  expect(toldOfLevels('from state import LEVELS', 'state.py', asked)).toEqual(rules.map((rule) => `${rule} possible`));
});

test('an answer is made of what another file may change too, of whichever object', () => {
  const recomputed = (marks: string, file: string): readonly string[] =>
    toldOfLevels('from string import digits as LEVELS', file, 'set', marks).filter((one) => /^recomputed/.test(one));
  expect(recomputed('marks', LIBRARY)).toEqual(['recomputed likely']);
  expect(recomputed('_marks', 'state.py')).toEqual(['recomputed likely']);
  expect(recomputed('marks', 'state.py')).toEqual(['recomputed possible']);
});

/** How surely it is told that texts of a hundred letters are searched 4000 times. */
function toldOfLetters(letter: string, change: string, ...files: readonly string[]): readonly string[] {
  const source = `import re
WORD = re.compile(r'[aeiou]+')
class Letter:
    def __init__(self, text):
        ${letter}
def add(found, letter):
    found.append(len(WORD.findall(letter.body)))
def main(texts):
    letters = [Letter(text) for text in texts]
    found = []
    for _ in range(40):
        for letter in letters:
            ${change}
            add(found, letter)
    return found
`;
  const lineOf = (text: string): number => source.split('\n').findIndex((line) => line.includes(text)) + 1;
  const add = lineOf('def add');
  const builder = new ProfileBuilder();
  builder.setRow('mail.py', add, 'add', numbers(4000, 0.05, 0.9));
  builder.setRow('~', 0, "<method 'findall' of 're.Pattern' objects>", numbers(4000, 0.85));
  builder.setRow('mail.py', lineOf('def __init__'), '__init__', numbers(100, 0.001));
  builder.setRow('mail.py', lineOf('def main'), 'main', numbers(1, 0.1, 1));
  for (const file of files) builder.setRow(file, 1, 'trim', numbers(4000, 0.001));
  builder.endEdges();
  builder.setEdge('mail.py', add, 'add', numbers(4000, 0.85), false);
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.flatMap(({ rule, level }) => (rule === 'made-again' ? [level] : []));
}

test('texts are as few as the objects that have them where no other file may set them', () => {
  expect(toldOfLetters('self.body = text', 'pass')).toEqual(['likely']);
  expect(toldOfLetters('self.body = text', 'tidy.trim(letter)', 'tidy.py')).toEqual(['possible']);
});

test('and where they are made by a property, so long as nothing changes what that reads', () => {
  const property = (words: string): string =>
    `self.words = ${words}\n    @property\n    def body(self):\n        return ' '.join(self.words)`;
  expect(toldOfLetters(property('text.split()'), 'pass')).toEqual(['likely']);
  expect(toldOfLetters(property('text.split()'), 'letter.words.pop()')).toEqual([]);
});
