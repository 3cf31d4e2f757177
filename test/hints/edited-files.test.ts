import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HintsResult } from '../../src/hints/hint.ts';
import { FIXTURES, hintsWithSource } from './hint-fixtures.ts';

const PROFILE = 'hint-programs/balances-py311.prof';
const SOURCE = readFileSync(join(FIXTURES, 'hint-programs/balances.py'), 'utf8');

const before = hintsWithSource(PROFILE, SOURCE);

function told({ hints }: HintsResult): readonly (readonly [string, string, number])[] {
  return hints.map(({ rule, function: name, line }) => [rule, name, line]);
}

/** The hints of all but some functions, so many lines further down from a line on. */
function moved(by: number, from: number, without: readonly string[]): readonly (readonly [string, string, number])[] {
  return told(before).flatMap(([rule, name, line]) =>
    without.includes(name) ? [] : [[rule, name, line < from ? line : line + by] as const],
  );
}

function lineOf(text: string): number {
  return SOURCE.slice(0, SOURCE.indexOf(text)).split('\n').length;
}

describe('a source that was edited since the profile', () => {
  test('has hints of all functions that stand further down, at the lines where they are now', () => {
    const { notes, ...result } = hintsWithSource(PROFILE, `import os\n\n${SOURCE}`);
    expect(before.hints.length).toBeGreaterThan(2);
    expect(told({ ...result, notes })).toEqual(moved(2, 0, []));
    expect(notes).toEqual([
      'balances.py has changed since the profile: its functions are taken where they stand now, and of its top-level code only what its calls alone can say',
    ]);
  });

  test('has none of a function in which lines were put in, and it is named', () => {
    const line = lineOf('def middle(');
    const edited = SOURCE.replace(/(def middle\(.*\n)/, '$1        pass\n');
    const { notes, ...result } = hintsWithSource(PROFILE, edited);
    expect(told(before).some(([, name]) => name === 'middle')).toBe(true);
    expect(told({ ...result, notes })).toEqual(moved(1, line + 1, ['middle', '<module>']));
    expect(notes).toEqual([
      expect.stringMatching(
        /^balances\.py has changed since the profile, and 1 function of it may have been edited or is gone \(middle\)/,
      ),
    ]);
  });

  test('has none of a function that is gone', () => {
    const edited = SOURCE.replace(/def middle\((?:.*\n)+?(?=\n\n)/, '');
    const names = told(hintsWithSource(PROFILE, edited)).map(([, name]) => name);
    expect(names).not.toContain('middle');
    expect(names.length).toBeGreaterThan(0);
  });

  test('is as good as none where no function stands as far from the next one as it did', () => {
    const edited = SOURCE.replace(/^( *def .*\n)/gm, '$1\n');
    const { hints, notes } = hintsWithSource(PROFILE, edited);
    const withoutSource = hintsWithSource(PROFILE, undefined);
    const [last] = [...before.hints].sort((a, b) => b.functionLine - a.functionLine);
    const others = hints.filter(({ function: name }) => name !== last?.function);
    expect(others.map(({ rule }) => rule)).toEqual(withoutSource.hints.map(({ rule }) => rule));
    expect(notes[0]).toMatch(/^balances\.py has changed since the profile/);
  });

  test('with the text that it had is told nothing of', () => {
    expect(before.notes).toEqual([]);
  });
});
