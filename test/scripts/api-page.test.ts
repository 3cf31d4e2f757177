import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');

/** A heading, and what stands below it. */
const entries = PAGE.split(/^### /m)
  .slice(1)
  .map((entry) => ({ name: entry.slice(0, entry.indexOf('\n')), text: entry.slice(entry.indexOf('\n')).trim() }));

describe('docs/api.md', () => {
  test('has a sentence for everything that it names', () => {
    expect(entries.length).toBeGreaterThan(50);
    expect(entries.filter(({ text }) => text.startsWith('```')).map(({ name }) => name)).toEqual([]);
  });

  test('has no tag of a comment in it', () => {
    expect(PAGE.match(/\{@\w+|^@\w+/gm)).toBeNull();
  });

  test('has no constant among the types: a type that is made from one cannot be read, nor the constant imported', () => {
    const [, types = ''] = PAGE.split('## Types');
    expect(types.match(/^const .*|typeof \w+/gm)).toBeNull();
  });

  test('has drawings as blocks of text', () => {
    expect(PAGE).toContain('```text\nrow   file ');
    expect(PAGE.match(/^ {4}\S.*/gm)?.filter((line) => !/[;{}>|*,]/.test(line)) ?? []).toEqual([]);
  });
});
