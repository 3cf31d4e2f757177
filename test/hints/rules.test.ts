import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/hints/rules.ts';
import { FIXTURES, hintsFor, pythonsOf } from './hint-fixtures.ts';
import { brokenSnippetsOf, snippetsOf } from './shown-code.ts';

type Expected = { readonly rule: string; readonly level: string; readonly line: number; readonly function: string };

const SECTIONS = ['What it finds', 'Why it costs', 'Example', 'Instead', 'When it does not matter', 'Measured'];

describe.each(RULES)('$id', ({ id }) => {
  const pythons = pythonsOf(id);
  const folder = join(FIXTURES, 'hints', id);
  const hasMemory = existsSync(join(folder, 'bad-py311.tracemalloc'));
  const snapshot = (name: string): string | undefined => (hasMemory ? `hints/${id}/${name}.tracemalloc` : undefined);

  test('has its file, its page with all sections, and its programs', () => {
    expect(existsSync(join(FIXTURES, `../src/hints/rules/${id}.ts`))).toBe(true);
    const page = readFileSync(join(FIXTURES, `../docs/hints/${id}.md`), 'utf8');
    expect(SECTIONS.filter((section) => !page.includes(`## ${section}`))).toEqual([]);
    for (const name of ['bad.py', 'good.py', 'expected.json']) expect(existsSync(join(folder, name))).toBe(true);
  });

  test.each(pythons)('finds the bad program of %s', (python) => {
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as readonly Expected[];
    const { hints } = hintsFor(`hints/${id}/bad-${python}.prof`, snapshot(`bad-${python}`));
    const isMeant = ({ rule }: { readonly rule: string }): boolean =>
      expected.some((one) => one.rule === rule && one.level === 'possible'); // a rule that is never surer
    const told = hints.filter((hint) => hint.level !== 'possible' || isMeant(hint));
    const found = told.map(({ rule, level, line, function: name }) => ({ rule, level, line, function: name }));
    expect(found.sort((a, b) => a.line - b.line)).toEqual(expected);
  });

  test.each(pythons)('has a number, a reason and something to do instead, on %s', (python) => {
    const { hints } = hintsFor(`hints/${id}/bad-${python}.prof`, snapshot(`bad-${python}`));
    for (const { evidence, saving, fix, share } of hints) {
      expect(evidence.some(({ text }) => /\d/.test(text))).toBe(true);
      expect(saving.basis).not.toBe('');
      expect(saving.low).toBeLessThanOrEqual(saving.high);
      expect(fix.text).not.toBe('');
      expect(share).toBeLessThanOrEqual(1);
    }
  });

  test.each(pythons)('finds nothing in the good program of %s', (python) => {
    const { hints } = hintsFor(`hints/${id}/good-${python}.prof`, snapshot(`good-${python}`));
    expect(hints.filter(({ level }) => level !== 'possible')).toEqual([]);
  });

  test.each(pythons)('what is written before and after is Python, on %s', (python) => {
    for (const name of ['bad', 'good']) expect(brokenSnippetsOf(`hints/${id}/${name}-${python}.prof`)).toEqual([]);
  });
});

test('there is code before and after to be read', () => {
  const ofRules = RULES.filter(({ id }) => snippetsOf(`hints/${id}/bad-py311.prof`).length > 1);
  expect(ofRules.length).toBeGreaterThan(20);
});
