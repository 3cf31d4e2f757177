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
const PROFILES = readdirSync(FOLDER).filter((name) => name.endsWith('.prof'));

const plants = new Map<string, readonly Plant[]>();

/** Looked for once: each test asks for all of them, and each asks on two Pythons. */
function plantsIn(name: string): readonly Plant[] {
  const found = plants.get(name) ?? findPlants(name);
  plants.set(name, found);
  return found;
}

function findPlants(name: string): readonly Plant[] {
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

/** Of the hints that were found above. */
describe.each(PROFILES)('the savings of %s', (profile) => {
  const { hints, totalTime, table } = hintsFor(`hint-programs/${profile}`);
  const isShared = ({ evidence }: Hint): boolean => evidence.some(({ text }) => text.startsWith('this time is shared'));
  const alone = hints.filter((hint) => hint.saving.unit === 'seconds' && !isShared(hint));

  test('in seconds are worth the name: no range from zero, none wider than five times, none of no width', () => {
    for (const { saving, rule } of alone) {
      expect(saving.low, rule).toBeGreaterThanOrEqual(1e-3);
      expect(saving.high, rule).toBeGreaterThan(saving.low);
      expect(saving.high, rule).toBeLessThanOrEqual(5 * saving.low);
    }
  });

  test('are parts of what the program takes, which is less than its profile', () => {
    for (const { saving, rule } of alone) {
      const { low, high } = saving.ofProgram ?? { low: 0, high: 0 };
      expect(low, rule).toBeGreaterThanOrEqual(0.01);
      expect(high, rule).toBeLessThan(0.995); // something of a program is always left
      expect(saving.high / high, rule).toBeLessThanOrEqual(totalTime * (1 + 1e-12));
    }
  });

  test('reach from little to nearly all where two rules share a time and nothing tells how much each has', () => {
    for (const { saving, rule } of hints.filter((hint) => hint.saving.unit === 'seconds' && isShared(hint))) {
      expect(saving.low, rule).toBeGreaterThan(0);
      expect(saving.high, rule).toBeGreaterThan(saving.low);
      expect(saving.ofProgram?.high, rule).toBeLessThan(0.995);
    }
  });

  test('of own time are little more than its function took: that fills the caches for the others too', () => {
    const own = hints.filter(({ saving, isUpperBound }) => isUpperBound && saving.unit === 'seconds');
    for (const { saving, cost, row, rule, lines } of own.filter((hint) => hint.lines.length === 1)) {
      expect(saving.high, `${rule} ${lines}`).toBeLessThanOrEqual(1.4001 * Math.max(cost, table.cumtime[row]!));
    }
  });

  test('are of no more than what the function took', () => {
    // to call a function also takes its callers' time
    const ofTime = hints.filter(({ rule, saving }) => saving.unit !== 'bytes' && rule !== 'call-overhead');
    for (const { cost, row, rule, saving } of ofTime) {
      expect(cost, `${rule} ${saving.unit}`).toBeLessThanOrEqual(table.cumtime[row]! * 1.0001);
    }
  });

  test('are a part of the program where no seconds can be told', () => {
    for (const { saving, rule } of hints.filter((hint) => hint.saving.unit === 'share')) {
      expect(saving.low, rule).toBe(0);
      expect(saving.high, rule).toBeLessThanOrEqual(1);
    }
  });
});
