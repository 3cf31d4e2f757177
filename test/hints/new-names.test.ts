import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Hint } from '../../src/hints/hint.ts';
import { RULES } from '../../src/hints/rules.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import type { SyntaxNode } from '../../src/source/syntax.ts';
import { walkSyntax } from '../../src/source/walk-syntax.ts';
import { FIXTURES, hintsFor, hintsWithSource } from './hint-fixtures.ts';

const read = await loadSourceReader();

/** A name or an attribute that a piece of code binds; what a comprehension binds is its own. */
function boundIn(code: string): ReadonlySet<string> {
  const tree = read(new TextEncoder().encode(code.endsWith(':') ? `${code}\n    pass\n` : `${code}\n`)).tree;
  return new Set(tree?.body.flatMap((statement) => targetsOf(statement).flatMap(namesIn)) ?? []);
}

function targetsOf(statement: SyntaxNode): readonly SyntaxNode[] {
  if (statement.nodeType === 'Assign') return statement.targets;
  return statement.nodeType === 'For' ? [statement.target] : [];
}

function namesIn(target: SyntaxNode): readonly string[] {
  return [...walkSyntax(target)].flatMap((node) =>
    (node.nodeType === 'Name' || node.nodeType === 'Attribute') && node.ctx.nodeType === 'Store'
      ? [node.nodeType === 'Name' ? node.id : `self.${node.attr}`]
      : [],
  );
}

/** Names that an advice makes up: nothing in the program is called that. */
function newIn({ fix }: Hint, source: string): readonly string[] {
  const isNew = (name: string): boolean => !new RegExp(`\\b${name.replace('self.', '')}\\b`).test(source);
  return [...boundIn(fix.after ?? '')].filter((name) => !name.startsWith('__') && isNew(name));
}

/** The program with the name taken where the hint is: by an argument, by a global, by an attribute. No line moves. */
function withTaken(name: string, hint: Hint, source: string): string {
  if (name.startsWith('self.')) return `${source}\nif 0:\n    ${name} = None\n`;
  if (hint.function === '<module>') return `${source}\nif 0:\n    ${name} = None\n`;
  const lines = source.split('\n');
  const at = lines.findIndex((line, index) => index >= hint.functionLine - 1 && /^\s*(async )?def /.test(line));
  return lines
    .map((line, index) =>
      index === at ? line.replace(/\)( ->.*)?:/, (end) => `, ${name}=None${end}`).replace('(, ', '(') : line,
    )
    .join('\n');
}

type Case = readonly [rule: string, name: string, program: string, hint: Hint];

const FOLDERS = [...RULES.map(({ id }) => join('hints', id)), 'hint-advice', 'hint-programs'];

const CASES: readonly Case[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(FIXTURES, folder))
    .filter((file) => file.endsWith('-py311.prof'))
    .flatMap((file) => casesOf(join(folder, file.slice(0, -'-py311.prof'.length)))),
);

function casesOf(program: string): readonly Case[] {
  const source = readFileSync(join(FIXTURES, `${program}.py`), 'utf8');
  return hintsFor(`${program}-py311.prof`).hints.flatMap((hint) =>
    newIn(hint, source).map((name): Case => [hint.rule, name, program, hint]),
  );
}

describe('a new name in what is to be pasted means nothing else there', () => {
  test('is asked of all rules that make one up', () => {
    expect([...new Set(CASES.map(([rule]) => rule))].sort()).toEqual(
      'call-again counter-add csv-each element-search environ-loop eval-text in-list list-scan made-again re-compile sort-in-loop str-concat-quad'.split(
        ' ',
      ),
    );
  });

  test.each(CASES)('%s: %s of %s', (rule, name, program, { line, ...hint }) => {
    const source = readFileSync(join(FIXTURES, `${program}.py`), 'utf8');
    const taken = withTaken(name, { line, ...hint }, source);
    expect(taken).not.toBe(source);
    const { hints } = hintsWithSource(`${program}-py311.prof`, taken);
    const again = hints.filter((one) => one.rule === rule && one.line === line);
    expect(again).toHaveLength(1);
    expect([...boundIn(again[0]?.fix.after ?? '')]).not.toContain(name);
  });
});
