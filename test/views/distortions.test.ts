import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { distortionWords } from '../../src/report/distortion-words.ts';
import { phraseText } from '../../src/report/phrase.ts';
import { summarySentences } from '../../src/report/summary-words.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import type { Distortion } from '../../src/views/distortions.ts';
import { buildHintsView, type HintsView } from '../../src/views/hints-view.ts';
import { buildSummary, withHints } from '../../src/views/summary/summary.ts';
import { hintsFor, hintsIn, numbers } from '../hints/hint-fixtures.ts';

const read = await loadSourceReader();

const MINORS = [10, 11, 12, 13] as const;

function viewOf(program: string, minor: number): HintsView {
  return buildHintsView(hintsFor(`hint-distortions/${program}-py3${minor}.prof`), { level: 'likely', rules: [] });
}

function distortionOf<Kind extends Distortion['kind']>(
  program: string,
  minor: number,
  kind: Kind,
): Extract<Distortion, { kind: Kind }> | undefined {
  const isThat = (one: Distortion): one is Extract<Distortion, { kind: Kind }> => one.kind === kind;
  return viewOf(program, minor).distortions().find(isThat);
}

function wordsOf(program: string, minor: number, kind: Distortion['kind']): string {
  const { table, distortions } = viewOf(program, minor);
  const found = distortions().find((one) => one.kind === kind);
  return found === undefined ? '' : distortionWords(table, found).sentences.map(phraseText).join(' ');
}

describe('a local text that grows by +=', () => {
  test('is named on Python 3.11, which copies it at each step while it is profiled', () => {
    const found = distortionOf('text', 11, 'slowed-text');
    expect(found?.text).toMatchObject({ file: 'text.py', line: 11, qualname: 'build', isPythonTold: true });
    expect(found?.share).toBeGreaterThan(0.9);
    const words = wordsOf('text', 11, 'slowed-text');
    expect(words).toContain('Without the profiler it appends in place; join is fast with and without it.');
    expect(words).toMatch(
      /Hints and practices are weighed without this time: their shares are of the other [\d.]+ m?s\. Everywhere else all other shares are too small: without this they would be up to [\d,]+ times as large\./,
    );
    expect(words).not.toContain('seems to have made');
  });

  test.each([10, 12, 13])('is nothing to name on Python 3.%d', (minor) => {
    expect(distortionOf('text', minor, 'slowed-text')).toBeUndefined();
    expect(distortionOf('untold', minor, 'slowed-text')).toBeUndefined();
  });

  test('is named with an "if" where the profile does not say its Python', () => {
    expect(distortionOf('untold', 11, 'slowed-text')?.text.isPythonTold).toBe(false);
    const words = wordsOf('untold', 11, 'slowed-text');
    expect(words).toMatch(/^Python 3\.11 seems to have made this profile, which does not say it: up to /);
    expect(words).toContain('Everywhere else all other shares are too small');
  });

  test('hides no hint that another Python has for the same program', () => {
    const toldOn = (minor: number) =>
      hintsFor(`hint-distortions/beside-py3${minor}.prof`).hints.map(({ rule, line, level }) => ({
        rule,
        line,
        level,
      }));
    expect(toldOn(11)).toEqual(toldOn(13));
  });

  test('is no part of the program of which other hints save a part', () => {
    const { hints } = hintsFor('hint-distortions/beside-py311.prof');
    const hint = hints.find(({ rule }) => rule === 'in-list');
    expect(hint?.share).toBeGreaterThan(0.6);
    expect(hint?.saving.ofProgram?.low).toBeGreaterThan(0.4);
    expect(hint?.saving.ofProgram?.high).toBeLessThan(0.995);
  });

  test('is no part of what hints on its own function save', () => {
    const { hints, table } = hintsFor('hint-distortions/letters-py311.prof');
    const slowed = viewOf('letters', 11).slowedTexts.map(({ qualname, share }) => [qualname, share > 0.3]);
    expect(slowed).toEqual([
      ['numbered', true],
      ['underlined', true],
    ]);
    for (const hint of hints) expect(hint.cost, hint.rule).toBeLessThan(0.15 * table.totals.tottime);
    expect(hints.map(({ rule, qualname }) => [rule, qualname])).toEqual([['char-loop', 'underlined']]);
  });

  test.each([12, 13])(
    'is not named where the Python and the pieces are untold and Python 3.%d may have made it',
    (minor) => {
      expect(distortionOf('pieces', minor, 'slowed-text')).toBeUndefined();
    },
  );

  test('is not what takes the time beside a search in a list that grows', () => {
    const lines = ['def report(names):', '    seen, text = [], ""', '    for name in names:'];
    const searching = [
      ...lines,
      '        if name not in seen: seen.append(name)',
      '        text += name + ","',
      '    return text',
    ];
    const slowedIn = (source: readonly string[]) => {
      const builder = new ProfileBuilder();
      builder.setRow('names.py', 1, 'report', numbers(1, 2.3));
      builder.setRow('~', 0, "<method 'append' of 'list' objects>", numbers(14_000, 0.001));
      builder.setRow('/usr/lib/python3.11/textwrap.py', 9, 'dedent', numbers(1, 0.001));
      return hintsIn(builder.finish('traced', []), new TextEncoder().encode(`${source.join('\n')}\n`)).slowedTexts
        .length;
    };
    expect([slowedIn(searching), slowedIn([...lines, '        text += name + ","', '    return text'])]).toEqual([
      0, 1,
    ]);
  });

  test('is told to be joined in Python that parses', () => {
    const { before, after } = distortionOf('text', 11, 'slowed-text')?.text.fix ?? {};
    for (const snippet of [before, after]) {
      expect(read(new TextEncoder().encode(`${snippet}\n`)).tree).not.toBeNull();
    }
    expect(after).toMatch(/^mymsg_parts = \[\]/);
  });

  test('is no hint', () => {
    expect(viewOf('text', 11).hints).toEqual([]);
  });
});

describe.each(MINORS)('on Python 3.%d', (minor) => {
  test('waiting is told with what it does to the other shares', () => {
    expect(distortionOf('waits', minor, 'waiting')?.share).toBeGreaterThan(0.8);
    expect(wordsOf('waits', minor, 'waiting')).toMatch(
      /is spent sleeping, in time\.sleep\. No rule makes that shorter\./,
    );
  });

  test('a generator that calls itself is told with how many levels each item goes through', () => {
    expect(distortionOf('walk', minor, 'resumed-recursion')).toMatchObject({ asked: 4096, levels: 13 });
    expect(wordsOf('walk', minor, 'resumed-recursion')).toMatch(/^walk \(walk\.py:\d+\) .* the 53,248 counted calls/);
  });

  test('neither is told of a program that has none', () => {
    const kinds = viewOf('tiny', minor)
      .distortions()
      .map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'tiny-calls')).toEqual([]);
  });
});

test.each([11, 12, 13])('tiny calls are told, with the functions that have them, on Python 3.%d', (minor) => {
  const found = distortionOf('tiny', minor, 'tiny-calls');
  const [least = 0, most = 0] = found?.without ?? [];
  expect(found?.share).toBeGreaterThan(0.5);
  expect(least).toBeLessThan(most);
  expect(most).toBeLessThanOrEqual(viewOf('tiny', minor).totalTime);
  expect(wordsOf('tiny', minor, 'tiny-calls')).toContain('clamp (tiny.py:5) (60,000 calls)');
});

test.each([11, 12, 13])('the summary says the same of the profiler as the hints, on Python 3.%d', (minor) => {
  const view = viewOf('tiny', minor);
  const partIn = (text: string): string | undefined => /About ([\d.]+ %).* is the profiler's own /.exec(text)?.[1];
  const told = partIn(wordsOf('tiny', minor, 'tiny-calls'));
  const summaries = [buildSummary(view.table, view), withHints(buildSummary(view.table, null), view)];
  expect(told).toMatch(/ %$/);
  expect(summaries.map((one) => partIn(summarySentences(one).map(phraseText).join(' ')))).toEqual([told, told]);
});

test('a program whose time goes into its own work has no distortion', () => {
  const { distortions } = buildHintsView(hintsFor('hints/sorted0/bad-py313.prof'), { level: 'likely', rules: [] });
  expect(distortions()).toEqual([]);
});

test('where certain rules are asked for there are none', () => {
  const view = buildHintsView(hintsFor('hint-distortions/text-py311.prof'), { level: 'likely', rules: ['array'] });
  expect(view.distortions()).toEqual([]);
});
