import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { savingText } from '../../src/hints/amounts.ts';
import type { HintsResult } from '../../src/hints/hint.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { finish } from '../../src/profile/steps.ts';
import { coverageSteps, type HintCoverage } from '../../src/views/hint-coverage.ts';
import { FIXTURES, hintsFor, hintsIn, hintsStripped, hintsWithSource } from './hint-fixtures.ts';

const DEEPCOPY = 'hints/deepcopy/bad-py311.prof';
const IN_LIST = 'hints/in-list/bad-py313.prof';
const IN_LIST_SOURCE = readFileSync(join(FIXTURES, 'hints/in-list/bad.py'), 'utf8');

describe('without the source', () => {
  test('only what the calls alone can say is reported, as likely, and one line says what is missing', () => {
    const { hints, notes } = hintsWithSource(DEEPCOPY, undefined);
    expect(hints.map(({ rule, level, function: name }) => ({ rule, level, name }))).toEqual([
      { rule: 'deepcopy', level: 'likely', name: 'job_settings' },
    ]);
    expect(notes).toEqual([
      'source of bad.py not found: only what its calls alone can say; if you have it, add --source-root FOLDER',
    ]);
  });

  test('what its calls take is said to be of the profile, for what they take without the profiler nobody knows', () => {
    const [hint] = hintsWithSource(DEEPCOPY, undefined).hints;
    expect(savingText(hint!.saving)).toMatch(/^at most the \d+ % of the profile that these calls take/);
    expect(savingText(hint!.saving)).not.toContain('without the profiler');
  });

  test('a pop, whose argument decides, is not reported', () => {
    expect(hintsWithSource('hints/list-pop0/bad-py311.prof', undefined).hints).toEqual([]);
  });
});

describe('with another source', () => {
  test('there are no hints for a file that changed since the profile, and it says why', () => {
    const { hints, notes } = hintsWithSource(IN_LIST, `\n\n\n${IN_LIST_SOURCE}`);
    expect(hints).toEqual([]);
    expect(notes[0]).toMatch(/^bad\.py has changed since the profile/);
  });

  test('calls say of a file that changed, or could not be parsed, what they say of one that is missing', () => {
    const source = readFileSync(join(FIXTURES, 'hints/deepcopy/bad.py'), 'utf8');
    const told = (text?: string) => hintsWithSource(DEEPCOPY, text).hints.map(({ rule, row }) => [rule, row]);
    expect(told()).toHaveLength(1);
    expect(told(`\n\n\n${source}`)).toEqual(told());
    expect(told(`${source}\n(`)).toEqual(told());
  });

  test('calls say of a function that is not at its line what they say of one without source', () => {
    const source = readFileSync(join(FIXTURES, 'hints/deepcopy/bad.py'), 'utf8');
    const { hints } = hintsWithSource(DEEPCOPY, source.replace('def job_settings(', 'def settings_of_job('));
    expect(hints.map(({ rule, function: name }) => [rule, name])).toContainEqual(['deepcopy', 'job_settings']);
  });

  test('of the appends of a function a list has only its own part, and how large that is nobody knows', () => {
    const profile = 'hints/gen-retain/bad-py311.prof';
    const source = readFileSync(join(FIXTURES, 'hints/gen-retain/bad.py'), 'utf8');
    const held = (text: string) => hintsWithSource(profile, text).hints.map(({ evidence }) => evidence[0]?.text);
    expect(held(source)).toEqual(['120,000 items are in readings before the first is used']);
    const other = source.replace('    readings.append(', '    [].append(number); readings.append(');
    expect(held(other)).toEqual([
      'how many items are in readings the profile does not tell: the function appends to other lists too',
    ]);
  });

  test('an operator of bits, or of membership, is no place of enum-ops where the profile has no call of enum', () => {
    const { candidates } = hintsWithSource(IN_LIST, IN_LIST_SOURCE);
    expect(candidates().map(({ rule }) => rule)).toContain('in-list');
    expect(candidates().map(({ rule }) => rule)).not.toContain('enum-ops');
  });

  test('a function that does not parse is named once, and the others have their hints', () => {
    const source = IN_LIST_SOURCE.replace('print(len(unique_words(words)))', 'print len(unique_words(words))');
    const { hints, notes, files } = hintsWithSource(IN_LIST, source);
    expect(hints.map(({ rule, function: name }) => [rule, name])).toEqual([['in-list', 'unique_words']]);
    expect(notes).toEqual(['bad.py: lines 9-11 could not be parsed: of main only what its calls alone can say']);
    expect(files.map(({ reading, looked }) => [reading, looked.length])).toEqual([['read', 2]]);
  });

  test('a function that does not parse is not counted among those that take no time', () => {
    const result = hintsWithSource(IN_LIST, IN_LIST_SOURCE.replace('print(len(unique_words(words)))', 'print len()'));
    const { unread, cold } = coverageOf(result);
    expect(unread).toMatchObject([{ path: 'bad.py', reading: 'omitted', functions: 1 }]);
    expect(cold.functions).toBe(coverageOf(hintsWithSource(IN_LIST, IN_LIST_SOURCE)).cold.functions);
  });

  test('a function whose name is not at its line any more is told, and not counted as looked at', () => {
    const profile = 'hint-programs/balances-py311.prof';
    const source = readFileSync(join(FIXTURES, 'hint-programs/balances.py'), 'utf8');
    const before = hintsWithSource(profile, source);
    const after = hintsWithSource(profile, source.replace('def middle(', 'def median('));
    const isInMiddle = (hint: { readonly function: string }): boolean => hint.function === 'middle';
    expect([before.hints.some(isInMiddle), before.notes]).toEqual([true, []]);
    expect([after.hints.some(isInMiddle), after.notes]).toEqual([
      false,
      [
        '1 function is not where the profile says: middle (balances.py may have changed since): of it only what its calls alone can say',
      ],
    ]);
    const [{ looked, cold }, now] = [coverageOf(before), coverageOf(after)];
    expect([now.looked.functions, now.cold]).toEqual([looked.functions - 1, cold]);
    expect(now.unread).toMatchObject([{ path: 'balances.py', reading: 'astray', functions: 1 }]);
  });

  test('match and except without parentheses give the hints that they give with them', () => {
    const hintsWith = (subject: string, pattern: string, errors: string): unknown => {
      const more = `    match ${subject}:\n        case ${pattern}:\n            pass\n    try:\n        pass\n    except ${errors}:\n        pass\n`;
      return hintsWithSource(IN_LIST, IN_LIST_SOURCE.replace(/(?<= {4}words = .*\n)/, more)).hints;
    };
    expect(hintsWith('words, 1', '"x", *rest', 'OSError, ValueError')).toEqual(
      hintsWith('(words, 1)', '("x", *rest)', '(OSError, ValueError)'),
    );
    expect(hintsWith('words, 1', '"x", *rest', 'OSError, ValueError')).toHaveLength(1);
  });

  test('a file of which nothing can be parsed is named', () => {
    const { hints, notes } = hintsWithSource(IN_LIST, IN_LIST_SOURCE.replaceAll(/(?<=^def \w+)\(/gm, '[('));
    expect(hints).toEqual([]);
    expect(notes).toEqual(['bad.py could not be parsed: only what its calls alone can say']);
  });
});

function coverageOf(result: HintsResult): HintCoverage {
  return finish(coverageSteps(result, []));
}

describe('without directories', () => {
  test('modules of the standard library are known by name', () => {
    const rulesOf = ({ hints }: HintsResult): readonly string[] => hints.map(({ rule }) => rule);
    expect(rulesOf(hintsStripped(DEEPCOPY))).toEqual(rulesOf(hintsFor(DEEPCOPY)));
    expect(rulesOf(hintsStripped(DEEPCOPY))).toContain('deepcopy');
  });

  test.each(['bad-py311', 'bad-py313', 'good-py311', 'good-py313'])(
    'logging is known by what it alone has: %s',
    (name) => {
      const levelsOf = ({ hints }: HintsResult): readonly string[] =>
        hints.map(({ rule, level }) => `${rule} ${level}`);
      const profile = `hints/log-fstring/${name}.prof`;
      expect(levelsOf(hintsStripped(profile))).toEqual(levelsOf(hintsFor(profile)));
      expect(levelsOf(hintsStripped(profile)).includes('log-fstring confirmed')).toBe(name.startsWith('bad'));
    },
  );

  test("it is said of which functions nobody can tell whether they are a library's", () => {
    expect(hintsStripped('hints/log-fstring/bad-py311.prof').notes.slice(1)).toEqual([
      "no file of this profile has its directory: 55 functions of __init__.py may be a library's, but count as yours, and hints that need to know such calls may be missing",
    ]);
    expect(hintsStripped(DEEPCOPY).notes).toEqual([]);
  });

  test('a program that was run beside its modules is not told to be a library', () => {
    const { notes } = hintsFor('profiles/profile-pyo314/out.prof');
    expect(notes.join()).toContain('source of sudoku.py not found');
    expect(notes.join()).not.toContain('has its directory');
  });
});

test('of sources that were not found the one with the most time is named', () => {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, cumtime: 5 };
  builder.setRow('/a/light.py', 1, 'light', { ...numbers, tottime: 1 });
  builder.endEdges();
  builder.setRow('/a/heavy.py', 1, 'heavy', { ...numbers, tottime: 4 });
  builder.endEdges();
  expect(hintsIn(builder.finish('traced', []), undefined).notes).toEqual([
    '2 sources not found below /a, such as /a/heavy.py: only what their calls alone can say; if you have them, add --map /a=FOLDER',
  ]);
});

describe('names in lines that do not parse', () => {
  const [hinted] = hintsWithSource(IN_LIST, IN_LIST_SOURCE).hints;
  const search = IN_LIST_SOURCE.replace('    seen = []\n', '    global seen\n    seen = []\n');

  test('may be anything: a list of the module is not told to be one', () => {
    expect(hinted?.rule).toBe('in-list');
    expect(hintsWithSource(IN_LIST, shifted(search)).hints.map(({ rule }) => rule)).toEqual(['in-list']);
    const { hints, candidates } = hintsWithSource(IN_LIST, `${shifted(search)}\nseen = set) (\n`);
    expect(hints).toEqual([]);
    expect(candidates().map(({ why }) => why)).toContain('seen also stands in lines that could not be parsed');
  });

  test('may be set by what cannot be read: no slots for their class', () => {
    const profile = 'hints/slots/bad-py311.prof';
    const text = readFileSync(join(FIXTURES, 'hints/slots/bad.py'), 'utf8');
    const ruleIn = (source: string): readonly string[] =>
      hintsWithSource(profile, source)
        .candidates()
        .flatMap(({ rule, why }) => (rule === 'slots' ? [why] : []));
    expect(ruleIn(text).join()).not.toContain('could not be parsed');
    expect(ruleIn(`${text}\nprint Point(1, 2)\n`)).toEqual(['Point also stands in lines that could not be parsed']);
  });
});

/** The program with one line more in its first function: the others stay where the profile has them. */
function shifted(source: string): string {
  return source.replace('    return seen\n\n\n', '    return seen\n\n');
}

describe('every place that matched', () => {
  test('is explained, whether it was reported or not', () => {
    const { candidates } = hintsFor('hint-programs/clean-py311.prof');
    expect(candidates().length).toBeGreaterThan(5);
    for (const { why } of candidates()) expect(why).not.toBe('');
  });
});

describe('a sampled profile', () => {
  test('says that its counts are samples', () => {
    const { notes } = hintsFor('profiles/sampled-sudoku-pyo315/out.prof');
    expect(notes[0]).toMatch(/^this profile was sampled/);
  });

  test('confirms nothing, for that takes calls', () => {
    const table = decodeProfile(readFileSync(join(FIXTURES, DEEPCOPY)));
    const source = readFileSync(join(FIXTURES, 'hints/deepcopy/bad.py'));
    const { hints } = hintsIn({ ...table, kind: 'sampled' }, source);
    expect(hints).toEqual([]);
  });
});

describe('a saving', () => {
  test.each(['py311', 'py313'])(
    'of sorted(key=...)[0] leaves out the calls of the key, which min makes too: %s',
    (python) => {
      const [hint] = hintsFor(`hints/sorted0/bad-${python}.prof`).hints.filter((one) => one.function === 'nearest');
      const calls = /of the ([\d.]+) ms of its calls sorted itself takes ([\d.]+) ms/.exec(hint?.saving.basis ?? '');
      expect(Number(calls?.[2])).toBeLessThan(0.9 * Number(calls?.[1]));
      if (hint?.saving.unit === 'seconds') expect(hint.saving.high).toBeLessThan(1.4001 * hint.cost);
      expect(hint?.saving.basis).toContain('the key is still asked of every item');
    },
  );
});
