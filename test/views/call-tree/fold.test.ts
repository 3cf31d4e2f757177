import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import type { CallTree } from '../../../src/views/call-tree/call-node.ts';
import { isChain, nodesOfLine, partAtEnd } from '../../../src/views/call-tree/chains.ts';
import type { TreeSort } from '../../../src/views/call-tree/children.ts';
import { folded, unfolded } from '../../../src/views/call-tree/fold.ts';
import { openedBelow } from '../../../src/views/call-tree/open-many.ts';
import { resorted } from '../../../src/views/call-tree/resort.ts';
import { closed, firstLines, type NodeLine, opened, type TreeLines } from '../../../src/views/call-tree/tree-lines.ts';
import { treeNumbers } from '../../../src/views/call-tree/tree-numbers.ts';
import { fc } from '../../properties.ts';
import { anyTables, dumpOf, programs } from './made-programs.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');
const SORT: TreeSort = { by: 'cumtime', isReversed: false };

/** Each function takes a second itself and calls those below it: `[['main', 'run', 'work'], ['main', 'log']]`. */
function tableOf(calls: readonly (readonly [caller: string | null, name: string, own: number, cumtime: number])[]) {
  const builder = new ProfileBuilder();
  const once = (tottime: number, cumtime: number) => ({ ncalls: 1, primitiveCalls: 1, tottime, cumtime });
  for (const [, name, own, cumtime] of calls) builder.setRow('app.py', 1, name, once(own, cumtime));
  for (const [caller, , own, cumtime] of calls) {
    if (caller !== null) builder.setEdge('app.py', 1, caller, once(own, cumtime), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

const APP = tableOf([
  [null, 'main', 1, 100],
  ['main', 'run', 2, 98],
  ['main', 'log', 1, 1],
  ['run', 'work', 50, 96],
  ['work', 'left', 23, 23],
  ['work', 'right', 23, 23],
]);

function textsOf(tree: CallTree, lines: TreeLines): readonly string[] {
  const nameOf = (row: number): string => tree.table.strings.text(tree.table.functions.name[row]!);
  return lines.map((line) => {
    if (line.kind === 'rest') return `${' '.repeat(line.depth)}more`;
    const { ncalls, tottime, cumtime } = treeNumbers(tree, line, 'cumtime');
    const names = nodesOfLine(line).map((node) => nameOf(node.function));
    return `${' '.repeat(line.depth)}${names.join(' ')} ${ncalls} ${tottime} ${cumtime}`;
  });
}

function nodeLines(lines: TreeLines): readonly NodeLine[] {
  return lines.filter((line) => line.kind === 'node');
}

describe('a chain of calls in the tree', () => {
  const tree: CallTree = { table: APP, direction: 'callees', start: null };
  const first = firstLines(tree, SORT);

  test('is one line, with the cumtime of its first function and the time in all of them', () => {
    expect(textsOf(tree, first)).toEqual(['main run work 1 53 100', ' left 1 23 23', ' right 1 23 23']);
    expect(partAtEnd(nodeLines(first)[0]!)).toBe(0.96);
  });

  test('is unfolded into its functions, with what else they call, and folded again', () => {
    const apart = unfolded(tree, first, 0, SORT);
    expect(textsOf(tree, apart)).toEqual([
      'main 1 1 100',
      ' run 1 2 98',
      '  work 1 50 96',
      '   left 1 23 23',
      '   right 1 23 23',
      ' log 1 1 1',
    ]);
    expect(folded(tree, apart, 0)).toEqual(first);
    expect(folded(tree, closed(apart, 2), 0)).toEqual(closed(first, 0));
  });

  test('stays unfolded in another order', () => {
    const apart = unfolded(tree, first, 0, SORT);
    expect(resorted(tree, resorted(tree, apart, { by: 'ncalls', isReversed: true }), SORT)).toEqual(apart);
  });

  test('stands by tottime where the time in all its functions puts it', () => {
    const table = tableOf([
      [null, 'main', 0, 100],
      ['main', 'one', 40, 40],
      ['main', 'a', 0, 60],
      ['a', 'b', 0, 60],
      ['b', 'c', 60, 60],
    ]);
    const byOwn = firstLines({ ...tree, table }, { by: 'tottime', isReversed: false });
    expect(textsOf({ ...tree, table }, byOwn)).toEqual(['main 1 0 100', ' a b c 1 60 60', ' one 1 40 40']);
  });

  test('has the function that the tree is of on a line of its own', () => {
    const ofMain = { ...tree, start: 0 };
    expect(textsOf(ofMain, firstLines(ofMain, SORT))).toEqual(['main 1 1 100', ' run 1 2 98', ' log 1 1 1']);
  });

  test('leads upwards to those who asked for the time', () => {
    const ofLeft: CallTree = { table: APP, direction: 'callers', start: 4 };
    expect(textsOf(ofLeft, firstLines(ofLeft, SORT))).toEqual(['left 1 23 23', ' work run main 1 23 23']);
  });

  test.each([0, Number.POSITIVE_INFINITY])('begins nowhere on a path by which %f seconds came', (seconds) => {
    const table = tableOf([
      [null, 'main', 1, 100],
      ['main', 'run', 2, 98],
      ['run', 'work', 96, 96],
      ['work', 'leaf', seconds, seconds],
    ]);
    const ofLeaf: CallTree = { table, direction: 'callers', start: 3 };
    const { lines } = openedBelow(ofLeaf, firstLines(ofLeaf, SORT), 0, SORT);
    expect(nodeLines(lines).map(isChain)).toEqual([false, false, false, false]);
  });

  test('ends where a dump has counts and no times', () => {
    const table = decodeProfile(readFileSync(join(PROFILES, 'profile-py311', 'out.prof')));
    const counted = { ...tree, table };
    expect(nodeLines(openedBelow(counted, firstLines(counted, SORT), 0, SORT).lines).some(isChain)).toBe(false);
  });
});

/** A tree with all below its first lines open, as far as it goes at once. */
function openTree(table: ProfileTable, direction: CallTree['direction']): { tree: CallTree; lines: TreeLines } {
  const tree: CallTree = { table, direction, start: direction === 'callees' ? null : table.length - 1 };
  const first = firstLines(tree, SORT);
  return { tree, lines: openedBelow(tree, first, 0, SORT).lines };
}

function expectSameNumbers(table: ProfileTable, direction: CallTree['direction']): number {
  const { tree, lines } = openTree(table, direction);
  const chains = lines.flatMap((line, at) => (line.kind === 'node' && isChain(line) ? [{ line, at }] : []));
  for (const { line, at } of chains) {
    const nodes = nodesOfLine(line);
    const apart = nodeLines(unfolded(tree, lines, at, SORT).slice(at));
    const singles = nodes.map((node) => apart.find((other) => other.node === node && !isChain(other))!);
    const numbers = singles.map((single) => treeNumbers(tree, single, 'cumtime'));
    const { ncalls, tottime, cumtime } = treeNumbers(tree, line, 'cumtime');
    expect({ ncalls, cumtime }).toEqual({ ncalls: numbers[0]!.ncalls, cumtime: numbers[0]!.cumtime });
    const own = numbers.reduce((sum, single) => sum + single.tottime!, 0);
    expect(tottime).toBeCloseTo(direction === 'callees' ? own : numbers[0]!.tottime!, 9);
    expect(partAtEnd(line)).toBeCloseTo(numbers.at(-1)!.cumtime! / cumtime!, 9);
    expect(folded(tree, unfolded(tree, lines, at, SORT), at)).toEqual(lines);
  }
  return chains.length;
}

describe('folded and unfolded, a chain has the same numbers', () => {
  const found = { callees: 0, callers: 0 };

  test.each(readdirSync(PROFILES))('in %s', (name) => {
    const table = decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
    for (const direction of ['callees', 'callers'] as const) found[direction] += expectSameNumbers(table, direction);
  });

  test('in the dumps looked at, upwards and downwards', () => {
    expect(Math.min(found.callees, found.callers)).toBeGreaterThan(10);
  });

  test.each(['callees', 'callers'] as const)('by %s in any program and in any graph', (direction) => {
    const tables = fc.oneof(programs.map(dumpOf), anyTables);
    fc.assert(
      fc.property(tables, (table) => void expectSameNumbers(table, direction)),
      { numRuns: 200 },
    );
  });
});

test('a line stands for a hundred functions at most, and is unfolded also where the next is among the rest', () => {
  const builder = new ProfileBuilder();
  const numbers = (cumtime: number, ncalls: number) => ({ ncalls, primitiveCalls: ncalls, tottime: 0, cumtime });
  const length = 150;
  for (let at = 0; at < length; at++) builder.setRow('x.py', at, 'f', numbers(1, 1));
  for (let at = 0; at < 1200; at++) builder.setRow('y.py', at, 'g', numbers(0, 2));
  for (let at = 0; at < length; at++) {
    if (at > 0) builder.setEdge('x.py', at - 1, 'f', numbers(1, 1), false);
    builder.endEdges();
  }
  for (let at = 0; at < 1200; at++) {
    builder.setEdge('x.py', 0, 'f', numbers(0, 2), false);
    builder.endEdges();
  }
  const tree: CallTree = { table: builder.finish('traced', []), direction: 'callees', start: null };
  const byCalls: TreeSort = { by: 'ncalls', isReversed: false };
  const first = firstLines(tree, byCalls);
  expect(nodeLines(first).map((line) => nodesOfLine(line).length)).toEqual([100, 50]);
  const apart = unfolded(tree, first, 0, byCalls);
  expect(nodeLines(apart).filter(({ node }) => tree.table.functions.line[node.function] === 1).length).toBe(2);
  expect(folded(tree, apart, 0)).toEqual(first);
  expect(opened(tree, apart, 0, byCalls)).toBe(apart);
});
