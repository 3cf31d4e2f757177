import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PRACTICES } from '../../src/hints/practices.ts';
import { RULES } from '../../src/hints/rules.ts';
import { FIXTURES } from './hint-fixtures.ts';
import { brokenSnippetsOf, isPython, snippetsOf } from './shown-code.ts';

test('what is no Python is found', () => {
  expect(['sum(x for x in', 'print "x"', 'x for x in y'].filter(isPython)).toEqual([]);
});

/** The code of a page: paragraphs that are moved in by four blanks. */
function codeOf(page: string): readonly string[] {
  const blocks = page.match(/(?:^ {4}.*\n(?:^[ \t]*\n(?=^ {4}))*)+/gm) ?? [];
  return blocks.map((block) => block.replace(/^ {4}/gm, ''));
}

describe('what a page of docs/hints shows as code is Python', () => {
  test.each([...RULES.map(({ id }) => id), 'practices'])('%s', (id) => {
    const blocks = codeOf(readFileSync(join(FIXTURES, `../docs/hints/${id}.md`), 'utf8'));
    expect(id === 'practices' || blocks.length >= 2).toBe(true);
    expect(blocks.filter((block) => !isPython(block))).toEqual([]);
  });
});

/** Of the other profiles programs.test.ts and rules.test.ts say it. */
const PROFILES = ['hint-advice', 'hint-practices', 'hint-distortions'].flatMap((folder) =>
  readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prof'))
    .map((name) => join(folder, name)),
);

describe('what is written before and after is Python, of every hint, distortion and practice', () => {
  test.each(PROFILES)('of %s', (profile) => {
    expect(brokenSnippetsOf(profile)).toEqual([]);
  });

  test('of every practice there is some', () => {
    const shown = new Set(PROFILES.flatMap((profile) => snippetsOf(profile).map(({ of }) => of)));
    expect(PRACTICES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });
});
