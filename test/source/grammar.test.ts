import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SyntaxNode } from '../../src/source/syntax.ts';
import { walkSyntax } from '../../src/source/walk-syntax.ts';
import { sourceOf } from './read-text.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/source');

const NODES = JSON.parse(readFileSync(join(FOLDER, 'nodes.json'), 'utf8')) as Readonly<Record<string, string[]>>;

test.each(Object.keys(NODES))('%s has the nodes that CPython has, each in its place', (name) => {
  const { tree, problems } = sourceOf(readFileSync(join(FOLDER, 'grammar', name), 'utf8'));
  expect(problems).toEqual([]);
  const ours = tree === null ? [] : [...walkSyntax(tree)].filter(isPlaced).map(place);
  expect(ours.sort()).toEqual(NODES[name]?.map((line) => capitalised(line)).sort());
});

/** The module has a place only here; comments are no nodes of Python's. */
function isPlaced({ nodeType, lineno }: SyntaxNode): boolean {
  return lineno !== undefined && nodeType !== 'Module' && nodeType !== 'Comment';
}

function place({ nodeType, lineno, col_offset: column, end_lineno: last, end_col_offset: end }: SyntaxNode): string {
  return `${nodeType} ${lineno}:${column} ${last}:${end}`;
}

/** CPython writes `arg`, `keyword` and `alias` small. */
function capitalised(line: string): string {
  return line.slice(0, 1).toUpperCase() + line.slice(1);
}
