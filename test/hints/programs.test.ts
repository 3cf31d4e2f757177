import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Hint } from '../../src/hints/hint.ts';
import type { Level } from '../../src/hints/rule.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { FIXTURES, hintsFor, PYTHONS } from './hint-fixtures.ts';
import { brokenSnippetsOf } from './shown-code.ts';

/** A place that is worth a hint, as a comment in the program says: `# PLANT rule`, or `# PLANT-FUNC rule` for its function. */
type Plant = { readonly rule: string; readonly line: number; readonly functionLine: number };

const read = await loadSourceReader();
const FOLDER = join(FIXTURES, 'hint-programs');
const PROGRAMS = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));

function plantsIn(name: string): readonly Plant[] {
  const { lines, scopes } = read(readFileSync(join(FOLDER, name)));
  return lines.flatMap((text, at) => {
    const rules = [...text.matchAll(/# PLANT(?:-FUNC)? ([\w-]+)/g)].flatMap(([, rule]) => rule ?? []);
    const around = scopes.findLast(({ kind, firstLine, lastLine }) => {
      const isFrame = kind === 'function' || kind === 'module';
      return isFrame && firstLine <= at + 1 && at + 1 <= lastLine;
    });
    return rules.map((rule) => ({ rule, line: at + 1, functionLine: around?.firstLine ?? 1 }));
  });
}

function isAbout(hint: Hint, { rule, line, functionLine }: Plant): boolean {
  if (hint.rule !== rule) return false;
  // the tiny function that is called too often is another than the one with the loop
  return rule === 'call-overhead' || hint.functionLine === functionLine || hint.lines.includes(line);
}

describe.each(PYTHONS)('on %s', (python) => {
  test.each(PROGRAMS)('no hint of %s is confirmed or likely but for what was put there to be found', (name) => {
    const { hints, notes } = hintsFor(`hint-programs/${name.replace('.py', '')}-${python}.prof`);
    const plants = plantsIn(name);
    const sure = hints.filter(({ level }) => level !== 'possible');
    expect(notes).toEqual([]);
    expect(
      sure.filter((hint) => !plants.some((plant) => isAbout(hint, plant))).map(({ rule, line }) => ({ rule, line })),
    ).toEqual([]);
  });

  test.each(PROGRAMS)('what is written of %s before and after is Python', (name) => {
    expect(brokenSnippetsOf(`hint-programs/${name.replace('.py', '')}-${python}.prof`)).toEqual([]);
  });

  test('of what was put there, 95 % is found, and 80 % is sure', () => {
    const levels = PROGRAMS.flatMap((name) => {
      const { hints } = hintsFor(`hint-programs/${name.replace('.py', '')}-${python}.prof`);
      return plantsIn(name).map((plant) => hints.filter((hint) => isAbout(hint, plant)).map(({ level }) => level));
    });
    const isSure = (found: readonly Level[]): boolean => found.some((level) => level !== 'possible');
    // the others have so little of the time of their program that they are possible at most
    expect(levels.filter((found) => found.length > 0).length / levels.length).toBeGreaterThanOrEqual(0.95);
    expect(levels.filter(isSure).length / levels.length).toBeGreaterThanOrEqual(0.8);
  });
});
