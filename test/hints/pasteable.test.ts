import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PRACTICES } from '../../src/hints/practices.ts';
import { RULES } from '../../src/hints/rules.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { buildHintsView } from '../../src/views/hints-view.ts';
import { FIXTURES, hintsFor } from './hint-fixtures.ts';

const read = await loadSourceReader();

/** A head of a statement and a decorator are Python with what belongs below them. */
function isPython(snippet: string): boolean {
  const last = snippet.trimEnd().split('\n').at(-1) ?? '';
  const rest = /:$/.test(last)
    ? `\n${/^\s*/.exec(last)?.[0] ?? ''}    pass\n`
    : last.startsWith('@')
      ? '\nclass A: pass\n'
      : '\n';
  return read(new TextEncoder().encode(snippet + rest)).tree !== null;
}

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

const PROFILES = ['hints', 'hint-programs', 'hint-advice', 'hint-practices', 'hint-distortions'].flatMap((folder) =>
  readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prof'))
    .map((name) => join(folder, name)),
);

describe('what is written before and after is Python, of every hint, distortion and practice', () => {
  const shown = new Set<string>();

  test.each(PROFILES)('of %s', (profile) => {
    const view = buildHintsView(hintsFor(profile), { level: 'practice', rules: [] });
    const fixes = [
      ...view.hints.map(({ rule, fix }) => ({ of: rule, fix })),
      ...view.slowedTexts.map(({ fix }) => ({ of: 'slowed-text', fix })),
      ...view.practices.map(({ practice, fix }) => ({ of: practice, fix })),
    ];
    const snippets = fixes.flatMap(({ of, fix: { before, after } }) => [
      ...(before === undefined ? [] : [{ of, code: before }]),
      ...(after === undefined ? [] : [{ of, code: after }]),
    ]);
    for (const { of } of snippets) shown.add(of);
    expect(snippets.filter(({ code }) => !isPython(code))).toEqual([]);
  });

  test('of every practice there is some', () => {
    expect(PRACTICES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });
});
