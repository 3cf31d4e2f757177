import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { type CallNumbers, ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { finish } from '../../../src/profile/steps.ts';
import { FOREIGN_ORIGINS } from '../../../src/select/function-origin.ts';
import { hideFunctions } from '../../../src/views/hiding.ts';
import type { Grouping } from '../../../src/views/modules/grouping.ts';
import {
  type ModuleColumn,
  type ModuleLine,
  moduleLines,
  modulesView,
  rowsOfGroup,
} from '../../../src/views/modules/modules-view.ts';
import { fc } from '../../properties.ts';

const PROFILES = process.env['PYPROF_CORPUS'] ?? join(import.meta.dirname, '../../../fixtures/profiles');
const GROUPINGS: readonly Grouping[] = ['file', 'package', 'library'];
const FOREIGN = FOREIGN_ORIGINS.map(({ origin }) => origin);

function readTable(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

function linesOf(table: ProfileTable, by: Grouping, sort: ModuleColumn = 'tottime'): readonly ModuleLine[] {
  return moduleLines(modulesView(table, by, sort, false), 0, Number.POSITIVE_INFINITY);
}

describe.each(readdirSync(PROFILES))('the modules of %s', (name) => {
  const table = readTable(name);

  test.each(GROUPINGS)('by %s have all the time, all the calls and all the functions', (by) => {
    const lines = linesOf(table, by);
    const sum = (of: (line: ModuleLine) => number) => lines.reduce((total, line) => total + of(line), 0);
    expect(sum(({ tottime }) => tottime ?? 0)).toBeCloseTo(table.totals.tottime, 9);
    expect(sum(({ ncalls }) => Number(ncalls))).toBe(Number(table.totals.ncalls));
    expect(sum(({ functions }) => functions)).toBe(table.length);
    const listed = lines.flatMap((line) => [...rowsOfGroup(table, by, line.name, null)]);
    expect(new Set(listed).size).toBe(table.length);
  });

  test.each(GROUPINGS)('by %s have all the time of what is shown, and what was charged to it', (by) => {
    for (const hidden of [FOREIGN, ['builtin'], ['stdlib', 'import']] as const) {
      const hiding = finish(hideFunctions(table, hidden));
      const lines = moduleLines(modulesView(table, by, 'tottime', false, hiding), 0, Number.POSITIVE_INFINITY);
      const sum = lines.reduce((total, { tottime }) => total + (tottime ?? 0), hiding.remainder);
      expect(sum).toBeCloseTo(table.totals.tottime, 9);
      expect(lines.reduce((total, { functions }) => total + functions, 0)).toBe(table.length - hiding.functions);
      for (const { name: group, functions, tottime, cumtime, isEstimate, isTottimeEstimate } of lines) {
        if (isEstimate && cumtime !== null) expect(cumtime).toBeGreaterThanOrEqual(tottime ?? 0);
        const rows = rowsOfGroup(table, by, group, null, hiding);
        expect(rows.length).toBe(functions);
        expect(rows.some((row) => hiding.isHidden[row] === 1)).toBe(false);
        expect(rows.reduce((total, row) => total + hiding.table.tottime[row]!, 0)).toBeCloseTo(tottime ?? 0, 9);
        expect(rows.some((row) => hiding.estimated[row]! > 0)).toBe(isTottimeEstimate);
      }
    }
  });

  test.each(GROUPINGS)('by %s take no less than they do themselves, and no more than there is', (by) => {
    for (const { cumtime, tottime, isEstimate } of linesOf(table, by)) {
      if (cumtime === null) continue;
      expect(cumtime).toBeGreaterThanOrEqual((tottime ?? 0) * 0.999 - 1e-5);
      if (isEstimate) expect(cumtime).toBeLessThanOrEqual(table.totals.tottime * 1.001 + 1e-5);
    }
  });
});

/** A call in a program: of a function of a module. Times are whole numbers, so that sums are exact. */
type Call = { readonly module: number; readonly name: number; readonly own: number; readonly calls: readonly Call[] };

const call: fc.Memo<Call> = fc.memo((depth) =>
  fc.record({
    module: fc.nat({ max: 2 }),
    name: fc.nat({ max: 1 }),
    own: fc.nat({ max: 9 }),
    calls: depth > 1 ? fc.array(call(), { maxLength: 2 }) : fc.constant([]),
  }),
);

type Sums = { ncalls: number; primitiveCalls: number; tottime: number; cumtime: number };

function inclusive({ own, calls }: Call): number {
  return calls.reduce((sum, next) => sum + inclusive(next), own);
}

/** What cProfile would write: a function's cumtime, and an edge's, is that of its outermost calls. */
function dumpOf(program: Call): ProfileTable {
  const rows = new Map<string, Sums>();
  const edges = new Map<string, Sums>();
  const add = (sums: Map<string, Sums>, key: string, of: Call, isOuter: boolean): void => {
    const sum = sums.get(key) ?? { ncalls: 0, primitiveCalls: 0, tottime: 0, cumtime: 0 };
    sum.ncalls += 1;
    sum.tottime += of.own;
    if (isOuter) sum.primitiveCalls += 1;
    if (isOuter) sum.cumtime += inclusive(of);
    sums.set(key, sum);
  };
  const visit = (at: Call, stack: readonly string[]): void => {
    const key = keyOf(at);
    add(rows, key, at, !stack.includes(key));
    const caller = stack.at(-1);
    const isEdgeActive = stack.some((above, index) => above === caller && stack[index + 1] === key);
    if (caller !== undefined) add(edges, `${caller} ${key}`, at, !isEdgeActive);
    for (const next of at.calls) visit(next, [...stack, key]);
  };
  visit(program, []);
  return tableOf(rows, edges);
}

function keyOf({ module, name }: Call): string {
  return `m${module}.py:${name}`;
}

function tableOf(rows: ReadonlyMap<string, Sums>, edges: ReadonlyMap<string, Sums>): ProfileTable {
  const builder = new ProfileBuilder();
  const parts = (key: string): [string, number, string] => [key.split(':')[0] ?? '', Number(key.split(':')[1]), 'f'];
  for (const [key, sums] of rows) builder.setRow(...parts(key), sums satisfies CallNumbers);
  for (const callee of rows.keys()) {
    for (const caller of rows.keys()) {
      const sums = edges.get(`${caller} ${callee}`);
      if (sums !== undefined) builder.setEdge(...parts(caller), sums, false);
    }
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

/** How long the program was in a module, or in what that called. */
function timeIn(module: number, at: Call): number {
  return at.module === module ? inclusive(at) : at.calls.reduce((sum, next) => sum + timeIn(module, next), 0);
}

test('the time of a module is how long the program was in it, where it is not marked as an estimate', () => {
  let exact = 0;
  fc.assert(
    fc.property(call(5), (program) => {
      for (const { name, cumtime, isEstimate } of linesOf(dumpOf(program), 'file')) {
        const truth = timeIn(Number(name.slice(1, 2)), program);
        if (isEstimate) continue;
        exact++;
        expect(cumtime).toBeCloseTo(truth, 2);
      }
    }),
    { numRuns: 1000 },
  );
  expect(exact).toBeGreaterThan(500);
});

test('a module that is called back counts that time once', () => {
  const back = { module: 1, name: 1, own: 1, calls: [] };
  const main = { module: 0, name: 1, own: 2, calls: [back] };
  const program = { module: 0, name: 0, own: 0, calls: [{ module: 1, name: 0, own: 1, calls: [main] }] };
  const lines = linesOf(dumpOf(program), 'file', 'cumtime');
  expect(lines.map(({ name, cumtime }) => [name, cumtime])).toEqual([
    ['m0.py', 4],
    ['m1.py', 4],
  ]);
});

test('without times of calls there is no cumtime, and not a wrong one', () => {
  const lines = linesOf(readTable('profile-py311'), 'file');
  expect(lines.find(({ name }) => name === 'recursion.py')?.cumtime).toBeNull();
});

test('files are sorted by each column, the largest first', () => {
  const table = readTable('words-py311');
  const first = (sort: ModuleColumn) => linesOf(table, 'library', sort)[0];
  expect(first('ncalls')?.name).toBe('builtins');
  expect(first('functions')?.functions).toBe(Math.max(...linesOf(table, 'library').map(({ functions }) => functions)));
  expect(linesOf(table, 'library', 'name').map(({ name }) => name)).toEqual(
    linesOf(table, 'library')
      .map(({ name }) => name)
      .sort(),
  );
});
