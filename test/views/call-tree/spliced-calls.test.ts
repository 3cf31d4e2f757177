import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { finish } from '../../../src/profile/steps.ts';
import { FOREIGN_ORIGINS } from '../../../src/select/function-origin.ts';
import type { CallNode, CallTree } from '../../../src/views/call-tree/call-node.ts';
import { childCount, childNodes, type TreeSort } from '../../../src/views/call-tree/children.ts';
import { type SplicedCalls, splicedCallSteps, splicedCallsOf } from '../../../src/views/call-tree/spliced-calls.ts';
import { firstLines, opened, type TreeLines } from '../../../src/views/call-tree/tree-lines.ts';
import { treeNumbers } from '../../../src/views/call-tree/tree-numbers.ts';
import { callsView } from '../../../src/views/function-view.ts';
import { hideFunctions, hideRows, isHiddenBy } from '../../../src/views/hiding.ts';
import { fc } from '../../properties.ts';
import { anyTables, type Call, dumpOf, programs } from './made-programs.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');
const SORT: TreeSort = { by: 'cumtime', isReversed: false };

/** A program in which one function calls all others, so that its tree has all their time. */
const oneMain: fc.Arbitrary<readonly Call[]> = programs.map((calls) => [{ of: 99, own: 1, calls }]);

/** The same program with functions that take no time themselves. */
function withoutOwn(program: readonly Call[], functions: ReadonlySet<number>): readonly Call[] {
  return program.map(({ of, own, calls }) => ({
    of,
    own: functions.has(of) ? 0 : own,
    calls: withoutOwn(calls, functions),
  }));
}

const hiddenSets = fc.uniqueArray(fc.nat({ max: 6 }));

function treeWithout(table: ProfileTable, hidden: readonly number[], direction: CallTree['direction'] = 'callees') {
  const isHidden = new Uint8Array(table.length);
  for (const row of hidden) if (row < table.length) isHidden[row] = 1;
  const shown = splicedCallsOf(table, finish(hideRows(table, isHidden)));
  return { table, direction, start: null, shown } satisfies CallTree;
}

/** Every node of a tree, by walking it whole: only for small ones. */
function allNodes(tree: CallTree): readonly CallNode[] {
  const nodes: CallNode[] = [...childNodes(tree, null, SORT, 0, 99)];
  for (const node of nodes) {
    if (nodes.length > 5000) break;
    nodes.push(...childNodes(tree, node, SORT, 0, 99));
  }
  return nodes;
}

function pathOf(node: CallNode): readonly number[] {
  return node.parent === null ? [node.function] : [...pathOf(node.parent), node.function];
}

/** The times of the nodes of a tree, added up by the shown functions on their paths. */
function timesByPath(tree: CallTree, isShown: (row: number) => boolean): ReadonlyMap<string, [number, number]> {
  const sums = new Map<string, [number, number]>();
  for (const node of allNodes(tree)) {
    if (!isShown(node.function)) continue;
    const key = pathOf(node).filter(isShown).join();
    const [calls, time] = sums.get(key) ?? [0, 0];
    sums.set(key, [calls + node.numbers.ncalls, time + node.numbers.cumtime!]);
  }
  return sums;
}

/** The lines of the function screen are among those of the tree that starts at the function, with the same numbers. */
function expectSameCalls({ table, shown }: { readonly table: ProfileTable; readonly shown: SplicedCalls }): void {
  for (let row = 0; row < table.length; row++) {
    if (isHiddenBy(shown.hiding, row)) continue;
    for (const direction of ['callees', 'callers'] as const) {
      const tree: CallTree = { table, direction, start: row, shown };
      const [start] = childNodes(tree, null, SORT, 0, 1);
      const below = new Map(childNodes(tree, start!, SORT, 0, 9999).map((node) => [node.function, node.numbers]));
      const view = callsView(table, row, direction, 'cumtime', false, shown.hiding);
      for (const { edge, other } of view.calls) {
        const inTree = below.get(other);
        if (other === row && inTree === undefined) continue;
        expect(inTree?.cumtime ?? 0).toBeCloseTo(view.numbers.cumtime[edge]!, 6);
      }
    }
  }
}

describe('the tree without hidden functions', () => {
  test('has what the tree of all functions has below them, added up, where they take no time themselves', () => {
    fc.assert(
      fc.property(oneMain, hiddenSets, (program, hidden) => {
        const numbers = dumpOf(program).functions.line;
        const table = dumpOf(withoutOwn(program, new Set(hidden.map((row) => numbers[row]!))));
        const tree = treeWithout(table, hidden);
        const isShown = (row: number): boolean => !hidden.includes(row);
        const expected = timesByPath({ table, direction: 'callees', start: null }, isShown);
        const found = timesByPath(tree, isShown);
        expect([...found.keys()].filter((path) => !expected.has(path))).toEqual([]);
        for (const [path, [calls, time]] of expected) {
          const [foundCalls, foundTime] = found.get(path) ?? [0, 0]; // what is next to nothing has no line of its own
          expect(Math.abs(foundCalls - calls)).toBeLessThan(found.has(path) ? 1e-6 : 0.05);
          expect(Math.abs(foundTime - time)).toBeLessThan(found.has(path) ? 1e-6 : 0.001 * table.totals.tottime);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has all time: that of its functions, what they were charged for, and what is charged to nobody', () => {
    fc.assert(
      fc.property(oneMain, hiddenSets, (program, hidden) => {
        const table = dumpOf(program);
        const tree = treeWithout(table, hidden);
        const sum = allNodes(tree).reduce((all, { numbers }) => all + numbers.tottime!, 0);
        const total = table.totals.tottime;
        expect(Math.abs(sum + tree.shown.hiding.remainder - total)).toBeLessThan(1e-9 + 0.001 * total);
      }),
      { numRuns: 300 },
    );
  });

  test('is the tree of all functions where none is hidden', () => {
    fc.assert(
      fc.property(programs, fc.constantFrom('callees' as const, 'callers' as const), (program, direction) => {
        const table = dumpOf(program);
        const plain: CallTree = { table, direction, start: null };
        const tree = treeWithout(table, [], direction);
        const linesOf = (of: CallTree) =>
          new Map(
            allNodes(of).map(
              (node) => [pathOf(node).join(), treeNumbers(of, { node, last: node }, 'cumtime')] as const,
            ),
          );
        expect(linesOf(tree)).toEqual(linesOf(plain));
      }),
      { numRuns: 200 },
    );
  });

  test('has the callers and the callees of the function screen', () => {
    fc.assert(
      fc.property(programs, hiddenSets, (program, hidden) => {
        expectSameCalls(treeWithout(dumpOf(program), hidden));
      }),
      { numRuns: 300 },
    );
  });

  test('has the same calls seen from both ends, in any graph', () => {
    fc.assert(
      fc.property(anyTables, hiddenSets, (table, hidden) => {
        const { shown } = treeWithout(table, hidden);
        const rows = Array.from({ length: table.length }, (_, row) => row).filter((row) => !hidden.includes(row));
        for (const row of rows) {
          for (const { other, numbers, isSure } of shown.dividedCallees(row)) {
            const back = shown.callers(other).find((call) => call.other === row);
            expect(back?.isSure).toBe(isSure);
            expect(back!.numbers.ncalls).toBeCloseTo(numbers.ncalls, 6);
            expect(back!.numbers.cumtime ?? 0).toBeCloseTo(numbers.cumtime ?? 0, 6);
          }
          expect(new Set(shown.dividedCallees(row).map(({ other }) => other)).size).toBe(
            shown.dividedCallees(row).length,
          );
        }
        const pairs = (direction: 'callees' | 'callers') =>
          rows.reduce((sum, row) => sum + shown[direction](row).filter(({ other }) => other < table.length).length, 0);
        expect(pairs('callees')).toBe(pairs('callers'));
      }),
      { numRuns: 300 },
    );
  });

  test('shares out what there is and no more, shows every function, and ends, in any graph', () => {
    fc.assert(
      fc.property(anyTables, hiddenSets, (table, hidden) => {
        const tree = treeWithout(table, hidden);
        const nodes = allNodes(tree);
        for (const node of nodes) {
          expect(hidden).not.toContain(node.function);
          const path = pathOf(node);
          if (node.recursion === 'none') expect(new Set(path).size).toBe(path.length);
          else expect(childCount(tree, node)).toBe(0);
          const parts = nodes.filter(
            (child) => child.parent === node && child.isEstimate && child.recursion === 'none',
          );
          const sum = parts.reduce((total, { numbers }) => total + (numbers.cumtime ?? 0), 0);
          expect(sum).toBeLessThanOrEqual((node.numbers.cumtime ?? Number.MAX_VALUE) * (1 + 1e-9) + 1e-12);
        }
        const shownRows = Array.from({ length: table.length }, (_, row) => row).filter((row) => !hidden.includes(row));
        const reached = new Set(nodes.map((node) => node.function));
        expect(shownRows.filter((row) => !reached.has(row))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(readdirSync(PROFILES))('only my code in %s', (name) => {
  const table = decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
  const hiding = finish(
    hideFunctions(
      table,
      FOREIGN_ORIGINS.map(({ origin }) => origin),
    ),
  );
  const tree = { table, direction: 'callees', start: null, shown: splicedCallsOf(table, hiding) } as const;

  test('the function screen has the calls of the tree', () => {
    expectSameCalls(tree);
  });

  test('the first lines have the tottime of the list of functions', () => {
    for (const line of firstLines({ ...tree, direction: 'callers' }, SORT)) {
      if (line.kind === 'rest') continue;
      const { tottime } = treeNumbers(tree, line, 'cumtime');
      expect(tottime).toBe(hiding.table.tottime[line.node.function]);
    }
    const roots = childNodes(tree, null, SORT, 0, 9999).filter(({ isEstimate }) => !isEstimate);
    for (const node of roots) expect(node.numbers.tottime).toBe(hiding.table.tottime[node.function]);
    expect(roots.length > 0).toBe(hiding.functions < table.length);
  });
});

test('are added up in slices of so many functions, also where all hidden ones call each other', () => {
  const slicesOf = (length: number): number => {
    const builder = new ProfileBuilder();
    const once = { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 1 };
    for (let at = 0; at < length; at++) builder.setRow('ring.py', at, 'f', once);
    for (let at = 0; at < length; at++) {
      builder.setEdge('ring.py', (at + 1) % length, 'f', once, false);
      builder.endEdges();
    }
    const table = builder.finish('traced', []);
    const hiding = finish(hideRows(table, new Uint8Array(length).fill(1).fill(0, 0, 1)));
    return [...splicedCallSteps(table, hiding)].length;
  };
  const slices = slicesOf(50_000);
  expect(slices).toBeGreaterThan(20);
  expect(slicesOf(100_000)).toBeGreaterThan(1.7 * slices);
});

test('past very many hidden functions a line says that it may have others below it, and has them when it is opened', () => {
  const builder = new ProfileBuilder();
  const once = { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 1 };
  const hidden = 20_001;
  for (const name of ['main', 'work', 'leaf']) builder.setRow('app.py', 1, name, once);
  for (let at = 0; at < hidden; at++) builder.setRow('library.py', at, 'f', once);
  builder.endEdges();
  for (const caller of ['main', 'work']) {
    if (caller === 'main') builder.setEdge('library.py', 0, 'f', once, false);
    else builder.setEdge('app.py', 1, 'work', once, false);
    builder.endEdges();
  }
  for (let at = 0; at < hidden; at++) {
    builder.setEdge('app.py', 1, 'main', once, false);
    builder.endEdges();
  }
  const table = builder.finish('traced', []);
  const tree = treeWithout(
    table,
    Array.from({ length: hidden }, (_, at) => at + 3),
  );
  const first = firstLines(tree, SORT);
  const linesOf = (lines: TreeLines) =>
    lines.map((line) => (line.kind === 'node' ? [line.node.function, line.depth, line.childCount] : []));
  expect(linesOf(first)).toEqual([
    [0, 0, 1],
    [1, 1, 1],
  ]);
  expect(linesOf(opened(tree, first, 1, SORT))).toEqual([
    [0, 0, 1],
    [1, 1, 1],
    [2, 2, 0],
  ]);
});

test('past very many calls of hidden functions the calls of a line are not added up before it is opened', () => {
  const builder = new ProfileBuilder();
  const rows = Array.from({ length: 460 }, (_, row) => row);
  const once = { ncalls: 1, primitiveCalls: 1, tottime: 0.001, cumtime: 1 };
  for (const row of rows) builder.setRow('app.py', row, 'f', once);
  builder.endEdges();
  for (const row of rows) {
    for (const other of rows) if (other !== row) builder.setEdge('app.py', other, 'f', once, false);
    builder.endEdges();
  }
  const table = builder.finish('traced', []);
  const isLargeWithout = (hidden: number) => treeWithout(table, rows.slice(0, hidden)).shown.isLarge;
  expect([0, 200, 230].map(isLargeWithout)).toEqual([false, false, true]);
});
