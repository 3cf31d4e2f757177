import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './built-wheel.ts';
import { useShell, WITH_IPYTHON } from './ipython-shell.ts';
import { saySkipped } from './pythons.ts';

const PAGE = readFileSync(join(ROOT, 'docs/python.md'), 'utf8');

/** A cell of the page as it was typed: its prompt, then lines that begin with dots, until an empty one. */
const CELL = /^In \[\d+\]: .*(\n +\.\.\.: .*)*/gm;

const PROMPT = /^(In \[\d+\]| +\.\.\.): /gm;

if (WITH_IPYTHON.length === 0) test.skip(saySkipped('the sample of docs/python.md: no Python here has IPython'));

describe.each(WITH_IPYTHON)('the sample of docs/python.md on Python 3.$minor ($path)', ({ path }) => {
  const { lastOf } = useShell(path);

  test('is what its cells print, but for times and folders', async () => {
    const [sample = ''] = /^In \[2\]: [\s\S]*?(?=```)/m.exec(PAGE) ?? [];
    const cells = (sample.match(CELL) ?? []).map((cell) => cell.replaceAll(PROMPT, ''));
    expect(cells).toHaveLength(3);
    const printed = sample.slice(sample.lastIndexOf('In [')).replace(CELL, '');
    expect(stableParts((await lastOf(cells)).out)).toEqual(stableParts(printed));
  });
});

/** The paragraphs without times, folders and line breaks; rows of the table in one order, because equal times have none. */
function stableParts(text: string): string[] {
  return text
    .trim()
    .split(/\n\n+/)
    .map((paragraph) => {
      const lines = paragraph
        .replaceAll(/\S*pyprof-view-\w{8}/g, 'FOLDER')
        .replaceAll(/\d[\d,.]*( (ns|us|µs|ms|s)\b| %)/g, 'TIME')
        .replaceAll(/\d+\.\d+/g, 'TIME')
        .split('\n')
        .map((line) => line.trim().replaceAll(/\s+/g, ' '));
      return (paragraph.includes('ncalls') ? lines.sort() : lines).join(' ');
    });
}
