import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { moduleCode } from '../../src/hints/code/module-code.ts';
import { PRACTICES } from '../../src/hints/practices.ts';
import type { Fix } from '../../src/hints/rule.ts';
import { RULES } from '../../src/hints/rules.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { FIXTURES } from './hint-fixtures.ts';
import { isPython } from './shown-code.ts';

const read = await loadSourceReader();

const FOLDERS = ['hints', 'hint-advice', 'hint-distortions', 'hint-practices', 'hint-programs', 'hint-rewrites'];

const PROGRAMS = FOLDERS.flatMap((folder) =>
  readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(folder, name)),
);

/** Texts and comments; brackets; blanks. */
const TOKENS =
  /('''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|#.*)|([([{])|([)\]}])| +/g;

/** The same program, with a new line for each blank between brackets: there Python takes one for the other. */
function spread(source: string): string {
  let depth = 0;
  return source.replace(TOKENS, (token, text?: string, opens?: string, closes?: string) => {
    if (opens !== undefined) depth += 1;
    if (closes !== undefined) depth -= 1;
    return text === undefined && opens === undefined && closes === undefined && depth > 0 ? '\n    ' : token;
  });
}

/** All that rules and practices would write of a program, whatever a profile says of it. */
function snippetsIn(program: string): readonly string[] {
  const bytes = new TextEncoder().encode(spread(readFileSync(join(FIXTURES, program), 'utf8')));
  const frames = moduleCode(read(bytes))?.frames ?? [];
  expect(frames.length).toBeGreaterThan(0);
  const fixes = [...RULES, ...PRACTICES].flatMap(({ id, match }) =>
    frames.flatMap((frame): readonly (Fix & { readonly id: string })[] =>
      match(frame).flatMap(({ fix }) => (fix === undefined ? [] : [{ ...fix, id }])),
    ),
  );
  return fixes.flatMap(({ id, before, after }) =>
    [before, after].flatMap((snippet) => (snippet === undefined ? [] : [`${snippet}  # ${id}`])),
  );
}

describe('what is written before and after is Python where the code is spread over several lines', () => {
  test.each(PROGRAMS)('in %s', (program) => {
    expect(snippetsIn(program).filter((snippet) => !isPython(snippet.replace(/ {2}# [\w-]+$/, '')))).toEqual([]);
  });

  test('which much of it is', () => {
    const snippets = PROGRAMS.flatMap(snippetsIn);
    expect(snippets.filter((snippet) => snippet.includes('\n    ')).length).toBeGreaterThan(100);
  });
});
