import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { FIXTURES, hintsFor, hintsIn, hintsWithSource } from './hint-fixtures.ts';

const DEEPCOPY = 'hints/deepcopy/bad-py311.prof';
const IN_LIST = 'hints/in-list/bad-py313.prof';
const IN_LIST_SOURCE = readFileSync(join(FIXTURES, 'hints/in-list/bad.py'), 'utf8');

describe('without the source', () => {
  test('only what the calls alone can say is reported, as likely, and one line says what is missing', () => {
    const { hints, notes } = hintsWithSource(DEEPCOPY, undefined);
    expect(hints.map(({ rule, level, function: name }) => ({ rule, level, name }))).toEqual([
      { rule: 'deepcopy', level: 'likely', name: 'job_settings' },
    ]);
    expect(notes).toEqual(['source of bad.py not found: only what its calls alone can say']);
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

  test('a file that does not parse is named', () => {
    const { hints, notes } = hintsWithSource(IN_LIST, `${IN_LIST_SOURCE}\nprint "x"\n`);
    expect(hints).toEqual([]);
    expect(notes).toEqual(['bad.py could not be parsed: no hints for it']);
  });
});

describe('every place that matched', () => {
  test('is explained, whether it was reported or not', () => {
    const { candidates } = hintsFor('hint-programs/clean-py311.prof');
    expect(candidates.length).toBeGreaterThan(5);
    for (const { why } of candidates) expect(why).not.toBe('');
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
      if (hint?.saving.unit === 'seconds') expect(hint.saving.high).toBeLessThan(0.9 * hint.cost);
      expect(hint?.saving.basis).toContain('the key is still asked of every item');
    },
  );
});
