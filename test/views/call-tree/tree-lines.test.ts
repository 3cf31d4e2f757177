import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { standardName } from '../../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import type { CallTree } from '../../../src/views/call-tree/call-node.ts';
import type { TreeSort } from '../../../src/views/call-tree/children.ts';
import { openedBelow, openedHotPath } from '../../../src/views/call-tree/open-many.ts';
import { resorted } from '../../../src/views/call-tree/resort.ts';
import { programRoots } from '../../../src/views/call-tree/starting-rows.ts';
import {
  CHILDREN_AT_ONCE,
  closed,
  firstLines,
  LINES_AT_ONCE,
  lineAbove,
  opened,
  type TreeLine,
  type TreeLines,
} from '../../../src/views/call-tree/tree-lines.ts';
import { treeNumbers } from '../../../src/views/call-tree/tree-numbers.ts';
import { fc } from '../../properties.ts';
import { anyTables } from './made-programs.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');
const BY_CUMTIME: TreeSort = { by: 'cumtime', isReversed: false };

function readTable(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

function whole(table: ProfileTable, direction: CallTree['direction'] = 'callees'): CallTree {
  return { table, direction, start: null };
}

/** `exec` runs `run`, which has `exec` run `main`: this and its `work` take a part of the time of that second call. */
function programRunBy(part: number): CallTree {
  const builder = new ProfileBuilder();
  const numbers = (cumtime: number, tottime = 0) => ({ ncalls: 1, primitiveCalls: 1, tottime, cumtime });
  const names = ['exec', 'run', 'main', 'work'];
  for (const [line, cumtime] of [1, 0.99, part, part].entries()) {
    builder.setRow('app.py', line, names[line]!, numbers(cumtime, line === 3 ? part : 0));
  }
  const calls = [[[1, 0.6]], [[0, 0.99]], [[0, part]], [[2, part]]] as const;
  for (const callers of calls) {
    for (const [line, cumtime] of callers) builder.setEdge('app.py', line, names[line]!, numbers(cumtime), false);
    builder.endEdges();
  }
  return whole(builder.finish('traced', []));
}

/** Each line as its depth in blanks and its name. */
function textsOf({ table }: CallTree, lines: TreeLines): readonly string[] {
  return lines.map((line) => {
    if (line.kind === 'rest') return `${' '.repeat(line.depth)}${line.total - line.shown} more`;
    const again = line.node.recursion === 'none' ? '' : ` (${line.node.recursion} recursion)`;
    return `${' '.repeat(line.node.depth)}${standardName(table, line.node.function).replace(/.*\//, '')}${again}`;
  });
}

/** A function that each of many others calls, each for another time. */
function muchCalled(callers: number): ProfileTable {
  const builder = new ProfileBuilder();
  const seconds = (cumtime: number) => ({ ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime });
  builder.setRow('x.py', 0, 'len', { ...seconds((callers * (callers - 1)) / 2), ncalls: callers });
  for (let at = 0; at < callers; at++) builder.setRow('x.py', 1 + at, 'f', seconds(at));
  for (let at = 0; at < callers; at++) builder.setEdge('x.py', 1 + at, 'f', seconds(at), false);
  return builder.finish('traced', []);
}

/** f0 calls f1 calls f2 ... `outside`: what each takes in calls by nobody. */
function chain(length: number, outside: number = 0): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1e-6, cumtime: 1 };
  for (let at = 0; at < length; at++) builder.setRow('x.py', at, 'f', { ...numbers, cumtime: 1 + outside });
  for (let at = 0; at < length; at++) {
    if (at > 0) builder.setEdge('x.py', at - 1, 'f', numbers, false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

describe('a tree', () => {
  const recursion = readTable('recursion-py311');
  const tree = whole(recursion);
  const first = firstLines(tree, BY_CUMTIME);

  test('starts with what nothing calls, the heaviest first', () => {
    expect(textsOf(tree, first)).toEqual([
      '{built-in method builtins.exec}',
      "{method 'disable' of '_lsprof.Profiler' objects}",
    ]);
  });

  test('of one function starts with its children shown', () => {
    const start = first[0]?.kind === 'node' ? first[0].node.function : null;
    expect(textsOf(tree, firstLines({ ...tree, start }, BY_CUMTIME))).toEqual([
      '{built-in method builtins.exec}',
      ' recursion.py:1(<module>)',
    ]);
  });

  test('opens a line and closes it again', () => {
    const open = opened(tree, first, 0, BY_CUMTIME);
    expect(textsOf(tree, open).slice(0, 2)).toEqual(['{built-in method builtins.exec}', ' recursion.py:1(<module>)']);
    expect(closed(opened(tree, open, 1, BY_CUMTIME), 0)).toEqual(first);
    expect(lineAbove(open, 1)).toBe(0);
    expect(lineAbove(open, 0)).toBe(-1);
  });

  test('says recursion where a function comes again on its path, and goes no further', () => {
    const { lines, isWhole } = openedBelow(tree, first, 0, BY_CUMTIME);
    expect(isWhole).toBe(true);
    const texts = textsOf(tree, lines);
    expect(texts).toContain('   recursion.py:8(fib) (direct recursion)');
    expect(texts.filter((text) => text.includes('is_even'))).toEqual([
      '  recursion.py:25(is_even)',
      '    recursion.py:25(is_even) (indirect recursion)',
    ]);
  });

  test('follows the heaviest path to where the time is spent', () => {
    const { lines, selected } = openedHotPath(tree, first, 0, BY_CUMTIME);
    expect(textsOf(tree, lines)[selected]).toBe('   recursion.py:8(fib) (direct recursion)');
  });

  test('follows what python -m runs past the recursion of exec', () => {
    const program = programRunBy(0.58);
    const { lines, selected } = openedHotPath(program, firstLines(program, BY_CUMTIME), 0, BY_CUMTIME);
    expect(textsOf(program, lines)[selected]).toBe('  app.py:3(work)');
    expect(lineAbove(lines, lineAbove(lines, selected))).toBe(0);
  });

  test('ends at a recursion where no other callee is known to be the way', () => {
    const imports = programRunBy(0.3);
    const { lines, selected } = openedHotPath(imports, firstLines(imports, BY_CUMTIME), 0, BY_CUMTIME);
    expect(textsOf(imports, lines)[selected]).toBe('  app.py:0(exec) (indirect recursion)');
  });

  test('ends somewhere in any graph, on a line that is there', () => {
    fc.assert(
      fc.property(anyTables, fc.constantFrom('callees' as const, 'callers' as const), (table, direction) => {
        const any = whole(table, direction);
        const before = firstLines(any, BY_CUMTIME);
        const { lines, selected } = openedHotPath(any, before, 0, BY_CUMTIME);
        expect(selected).toBeLessThan(Math.max(1, lines.length));
        expect(resorted(any, lines, BY_CUMTIME)).toEqual(lines);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps open what is open in another order', () => {
    const { lines } = openedBelow(tree, first, 0, BY_CUMTIME);
    const byCalls = resorted(tree, lines, { by: 'ncalls', isReversed: false });
    expect([...textsOf(tree, byCalls)].sort()).toEqual([...textsOf(tree, lines)].sort());
    expect(resorted(tree, byCalls, BY_CUMTIME)).toEqual(lines);
  });

  test('has for any graph the lines of the same tree opened by hand, one by one', () => {
    fc.assert(
      fc.property(anyTables, fc.constantFrom('callees' as const, 'callers' as const), (table, direction) => {
        const any = whole(table, direction);
        let lines = firstLines(any, BY_CUMTIME);
        for (let at = 0; at < lines.length && lines.length < 300; at++) lines = opened(any, lines, at, BY_CUMTIME);
        fc.pre(lines.length < 300);
        let atOnce = firstLines(any, BY_CUMTIME);
        for (let at = atOnce.length - 1; at >= 0; at--) atOnce = openedBelow(any, atOnce, at, BY_CUMTIME).lines;
        expect(atOnce).toEqual(lines);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a tree of many lines', () => {
  test('shows some of a thousand callers, and more when asked', () => {
    const called = whole(muchCalled(1200), 'callers');
    const first = firstLines({ ...called, start: 0 }, BY_CUMTIME);
    expect(first.length).toBe(1 + CHILDREN_AT_ONCE + 1);
    expect(textsOf(called, first).at(-1)).toBe(' 700 more');
    const more = opened(called, first, first.length - 1, BY_CUMTIME);
    const all = opened(called, more, more.length - 1, BY_CUMTIME);
    expect(all.length).toBe(1 + 1200);
    expect(textsOf(called, all).at(-1)).toBe(' x.py:1(f)');
  });

  test('is never opened whole by one key', () => {
    const table = readTable('logreport-py311');
    const tree = whole(table);
    const first = firstLines(tree, BY_CUMTIME);
    const { lines, isWhole } = openedBelow(tree, first, 0, BY_CUMTIME);
    expect(isWhole).toBe(false);
    expect(lines.length - first.length).toBeLessThanOrEqual(LINES_AT_ONCE);
    expect(openedBelow(tree, lines, 0, BY_CUMTIME).lines.length).toBeGreaterThan(lines.length);
  });

  test('may be as deep as a dump likes', () => {
    const tree = whole(chain(20_000, 1));
    let lines = firstLines(tree, BY_CUMTIME);
    for (let press = 0; press < 3; press++) {
      lines = openedHotPath(tree, lines, lines.length - 1, BY_CUMTIME).lines;
    }
    expect(lines.length).toBeGreaterThan(3 * LINES_AT_ONCE);
    const again = resorted(tree, lines, { by: 'ncalls', isReversed: true });
    expect(again.map(shortForm)).toEqual(lines.map(shortForm)); // a whole node is as large as it is deep
  });
});

function shortForm(line: TreeLine): unknown {
  return line.kind === 'node' ? { ...line, node: line.node.function, last: line.last.function } : line;
}

describe('where a tree starts', () => {
  test('every function is reached from there', () => {
    for (const name of ['merged-py311', 'threads-py311', 'flags-py310', 'sudoku-pypy', 'profile-py27', 'yappi-deb']) {
      const table = readTable(name);
      const seen = new Set<number>(programRoots(table).rows);
      const { start, caller } = table.edges();
      let before = -1;
      while (seen.size !== before) {
        before = seen.size;
        for (let row = 0; row < table.length; row++) {
          if (caller.subarray(start[row], start[row + 1]).some((index) => seen.has(index))) seen.add(row);
        }
      }
      expect(seen.size).toBe(table.length);
    }
  });

  test('a long way up through the rows of the dump leads to all of them', () => {
    const builder = new ProfileBuilder();
    const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 1 };
    const lines = Array.from({ length: 50 }, (_, line) => line);
    for (const line of lines) builder.setRow('x.py', line, 'f', numbers);
    for (const line of lines) {
      if (line + 1 < lines.length) builder.setEdge('x.py', line + 1, 'f', numbers, false);
      builder.endEdges();
    }
    expect(programRoots(builder.finish('traced', []))).toEqual({ rows: Int32Array.of(49), cyclic: 0 });
  });

  test('in a cycle that nothing calls it is the function with the most cumtime', () => {
    const builder = new ProfileBuilder();
    const numbers = (cumtime: number) => ({ ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime });
    for (const [name, cumtime] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
      ['alone', 1],
      ['below', 9],
    ] as const) {
      builder.setRow('x.py', 1, name, numbers(cumtime));
    }
    for (const callers of [['c'], ['a'], ['b'], [], ['b', 'alone']]) {
      for (const name of callers) builder.setEdge('x.py', 1, name, numbers(1), false);
      builder.endEdges();
    }
    const table = builder.finish('traced', []);
    expect(programRoots(table)).toEqual({ rows: Int32Array.of(3, 1), cyclic: 1 });
  });
});

test('counts without times are no estimate of a time', () => {
  const table = readTable('profile-py311');
  const tree = whole(table);
  const { lines } = openedBelow(tree, firstLines(tree, BY_CUMTIME), 0, BY_CUMTIME);
  const below = lines.filter((line) => line.kind === 'node').filter(({ depth }) => depth > 0);
  expect(below.length).toBeGreaterThan(5);
  for (const line of below) expect(treeNumbers(tree, line, 'cumtime')).toMatchObject({ cumtime: null, share: null });
});
