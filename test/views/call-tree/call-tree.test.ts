import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import type { CallNode, CallTree } from '../../../src/views/call-tree/call-node.ts';
import { childCount, childNodes, type TreeSort } from '../../../src/views/call-tree/children.ts';
import { fc } from '../../properties.ts';
import { anyTables, type Call, dumpOf, inclusive, programs } from './made-programs.ts';

const SORT: TreeSort = { by: 'cumtime', isReversed: false };

/** Every node of a tree, by walking it whole: only for small ones. */
function allNodes(tree: CallTree, most: number = 5000): readonly CallNode[] {
  const nodes: CallNode[] = [...childNodes(tree, null, SORT, 0, 99)];
  for (const node of nodes) {
    if (nodes.length > most) break;
    nodes.push(...childNodes(tree, node, SORT, 0, 99));
  }
  return nodes;
}

/** From the start of the tree to the node. */
function pathOf(node: CallNode): readonly CallNode[] {
  return node.parent === null ? [node] : [...pathOf(node.parent), node];
}

function lineOf({ functions }: ProfileTable, row: number): number {
  return functions.line[row]!;
}

/** What the program really did on the path of a node: how often, and how long in all. */
function truthOf(program: readonly Call[], tree: CallTree, node: CallNode): { ncalls: number; cumtime: number } {
  const steps = pathOf(node).map(({ function: row }) => lineOf(tree.table, row));
  const stack = tree.direction === 'callees' ? steps : [...steps].reverse();
  const truth = { ncalls: 0, cumtime: 0 };
  const visit = (call: Call, above: readonly number[]): void => {
    const here = [...above, call.of];
    if (here.slice(-stack.length).join() === stack.join()) {
      truth.ncalls += 1;
      truth.cumtime += inclusive(call);
    }
    for (const next of call.calls) visit(next, here);
  };
  for (const call of program) visit(call, []);
  return truth;
}

describe.each(['callees', 'callers'] as const)('the tree of a program by %s', (direction) => {
  test('says only what the program did, where it does not say that it estimates', () => {
    fc.assert(
      fc.property(programs, fc.boolean(), (program, isOfOne) => {
        const table = dumpOf(program);
        const tree: CallTree = { table, direction, start: isOfOne ? 0 : null };
        for (const node of allNodes(tree)) {
          if (!node.isEstimate) expect(node.numbers).toMatchObject(truthOf(program, tree, node));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has every path of the program', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const table = dumpOf(program);
        const shown = new Set(
          allNodes({ table, direction, start: null }).map((node) =>
            pathOf(node)
              .map(({ function: row }) => lineOf(table, row))
              .join(),
          ),
        );
        const visit = (call: Call, above: readonly number[]): void => {
          const here = [...above, call.of];
          const isFromRoot = direction === 'callers' || !table.edges().caller.length || isRoot(table, here[0]!);
          if (isFromRoot) expect(shown).toContain((direction === 'callees' ? here : [...here].reverse()).join());
          for (const next of call.calls) visit(next, here);
        };
        for (const call of program) visit(call, []);
      }),
      { numRuns: 100 },
    );
  });

  test('shares out what there is and no more, whatever the dump says', () => {
    fc.assert(
      fc.property(anyTables, (table) => {
        const nodes = allNodes({ table, direction, start: null });
        for (const parent of nodes) {
          const parts = nodes.filter((node) => node.parent === parent && node.isEstimate && node.recursion === 'none');
          const sum = parts.reduce((total, { numbers }) => total + (numbers.cumtime ?? 0), 0);
          expect(sum).toBeLessThanOrEqual((parent.numbers.cumtime ?? Number.MAX_VALUE) * (1 + 1e-9) + 1e-12);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('ends on every path, at the latest where a function comes again', () => {
    fc.assert(
      fc.property(anyTables, (table) => {
        const tree: CallTree = { table, direction, start: null };
        for (const node of allNodes(tree)) {
          const above = pathOf(node).slice(0, -1);
          const isAgain = above.some(({ function: row }) => row === node.function);
          expect(node.recursion !== 'none').toBe(isAgain);
          if (isAgain) expect(childCount(tree, node)).toBe(0);
          expect(node.depth).toBeLessThanOrEqual(table.length + 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Whether nothing in the profile calls the function of that number. */
function isRoot(table: ProfileTable, number: number): boolean {
  const row = Array.from(table.functions.line).indexOf(number);
  const { start } = table.edges();
  return start[row] === start[row + 1];
}

/** The two programs in the drawing of call-node.ts: both leave this dump. */
function sharedParse(): ProfileTable {
  const builder = new ProfileBuilder();
  const second = (seconds: number, tottime: number = 0) => ({
    ncalls: seconds,
    primitiveCalls: seconds,
    tottime,
    cumtime: seconds,
  });
  for (const name of ['main', 'load', 'save', 'parse', 'scan', 'check']) {
    const seconds = name === 'main' || name === 'parse' ? 2 : 1;
    builder.setRow('x.py', 1, name, second(seconds, name === 'scan' || name === 'check' ? 1 : 0));
  }
  const calls = [[], ['main'], ['main'], ['load', 'save'], ['parse'], ['parse']];
  for (const callers of calls) {
    for (const caller of callers) builder.setEdge('x.py', 1, caller, second(1), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

test('what two callers share is split between them and marked', () => {
  const tree: CallTree = { table: sharedParse(), direction: 'callees', start: null };
  const texts = allNodes(tree).map((node) => {
    const name = tree.table.strings.text(tree.table.functions.name[node.function]!);
    return `${' '.repeat(node.depth)}${name} ${node.isEstimate ? '~' : ''}${node.numbers.cumtime}`;
  });
  expect(texts).toEqual([
    'main 2',
    ' load 1',
    ' save 1',
    '  parse 1',
    '  parse 1',
    '   scan ~0.5',
    '   check ~0.5',
    '   scan ~0.5',
    '   check ~0.5',
  ]);
});
