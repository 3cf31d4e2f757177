import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { usableTime } from '../../../src/views/call-paths/edge-times.ts';
import { estimatePaths } from '../../../src/views/call-paths/estimate-paths.ts';
import {
  functionsAbove,
  knownShare,
  nodesBelow,
  type PathChildren,
  type PathTree,
  pathChildren,
  pathStart,
} from '../../../src/views/call-paths/path-tree.ts';
import { fc } from '../../properties.ts';
import { anyTables, type Call, dumpOf, programs } from '../call-tree/made-programs.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');
const read = (name: string): ProfileTable => decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0);

/** CPU time of the quickest of three runs: a busy machine makes some of them longer. */
function leastMicroseconds(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 3 }, () => {
      const begin = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(begin);
      return user + system;
    }),
  );
}

/** What must hold of the estimate of any dump whatsoever. Looked at in loops of our own: there are very many nodes. */
function check(tree: PathTree): void {
  const { length, self, rest, inclusive: whole, unplaced, total, table } = tree;
  const close = Math.max(1e-12 * total, Number.MIN_VALUE);
  expect(Math.abs(sum(self) + sum(rest) + unplaced - total)).toBeLessThanOrEqual(close);
  const ofFunction = new Float64Array(table.length);
  for (let node = 0; node < length; node++) ofFunction[tree.row[node]!]! += self[node]!;
  const tooMuch = [...ofFunction.keys()].filter((row) => ofFunction[row]! > Math.max(0, table.tottime[row]!) + close);
  expect(tooMuch).toEqual([]);
  const nodes = Array.from({ length }, (_, node) => node);
  expect(nodes.filter((node) => !(Math.min(self[node]!, rest[node]!, whole[node]!) >= 0))).toEqual([]);
  expect(nodes.filter((node) => tree.isKnown[node] === 1 && !isRecorded(tree, node))).toEqual([]);
  expect(nodes.filter((node) => hasRepeat(tree, node))).toEqual([]);
  const children = pathChildren(tree);
  expect(nodes.filter((node) => !addsUp(tree, node, children, close))).toEqual([]);
}

/** Whether the dump has what a node took itself. */
function isRecorded({ table, row, edge, self, holdsAllCalls }: PathTree, node: number): boolean {
  const ofAllCalls = holdsAllCalls[node] === 1;
  const recorded = usableTime(ofAllCalls ? table.tottime[row[node]!]! : table.edges().tottime[edge[node]!]!);
  return Math.abs(self[node]! - recorded) <= 1e-8 * recorded + Number.MIN_VALUE;
}

function hasRepeat(tree: PathTree, node: number): boolean {
  const path = [...functionsAbove(tree, node), tree.row[node]!];
  return new Set(path).size !== path.length;
}

/** Each node has what it took itself, what is left out below it, and what its children have. */
function addsUp(tree: PathTree, node: number, children: PathChildren, close: number): boolean {
  const below = sum(Array.from(nodesBelow(children, node), (child) => tree.inclusive[child]!));
  return Math.abs(tree.inclusive[node]! - tree.self[node]! - tree.rest[node]! - below) <= close;
}

function times(tottime: number, cumtime: number, ncalls = 1) {
  return { ncalls, primitiveCalls: ncalls, tottime, cumtime };
}

/** Functions by number; each row: own time, whole time, and what calls it with the time of those calls. */
function graph(rows: readonly { own: number; whole: number; callers: ReadonlyMap<number, number> }[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [at, { own, whole }] of rows.entries()) builder.setRow('g.py', at, `f${at}`, times(own, whole));
  for (const { callers, own, whole } of rows) {
    for (const [caller, seconds] of callers)
      builder.setEdge('g.py', caller, `f${caller}`, times((own * seconds) / whole, seconds), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

describe.each(readdirSync(PROFILES))('the paths of %s', (name) => {
  test.each([1e-3, 1e-5])('keep all its time, at a cutoff of %s', (cutoff) => {
    const table = read(name);
    const tree = estimatePaths(table, { cutoff });
    check(tree);
    expect(tree.total).toBeCloseTo(sum(table.tottime.map((seconds) => Math.max(0, seconds))), 9);
  });

  test('can be shown in more detail below a node, which keeps its time', () => {
    const tree = estimatePaths(read(name), { cutoff: 1e-2 });
    for (let node = 0; node < tree.length; node += 1 + Math.ceil(tree.length / 8)) {
      const finer = estimatePaths(tree.table, { cutoff: 1e-3, starts: [pathStart(tree, node)] });
      check(finer);
      if (tree.inclusive[node]! > 0)
        expect([finer.row[0], finer.inclusive[0], finer.unplaced]).toEqual([
          tree.row[node],
          expect.closeTo(tree.inclusive[node]!, 9),
          0,
        ]);
    }
  });
});

describe('any graph with any numbers', () => {
  test('keeps its time, and no function has more than it took', () => {
    fc.assert(
      fc.property(
        anyTables,
        fc.constantFrom(0, 1e-4, 0.03),
        fc.integer({ min: 1, max: 60 }),
        (table, cutoff, mostNodes) => {
          const tree = estimatePaths(table, { cutoff, mostNodes });
          expect(tree.length).toBeLessThanOrEqual(mostNodes);
          check(tree);
          for (let node = 0; node < Math.min(tree.length, 3); node++)
            check(estimatePaths(table, { cutoff, starts: [pathStart(tree, node)] }));
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What a program took itself on a path. */
function truthOf(program: readonly Call[], path: readonly number[]): number {
  const wanted = path.map((of) => ` ${of}`).join('');
  const visit = ({ of, own, calls }: Call, above: string): number => {
    const here = `${above} ${of}`;
    return (here === wanted ? own : 0) + sum(calls.map((call) => visit(call, here)));
  };
  return sum(program.map((call) => visit(call, '')));
}

test('what is marked as known is what the program did', () => {
  fc.assert(
    fc.property(programs, (program) => {
      const tree = estimatePaths(dumpOf(program), { cutoff: 0 });
      for (let node = 0; node < tree.length; node++) {
        if (tree.isKnown[node] === 0) continue;
        const path = [...functionsAbove(tree, node), tree.row[node]!].map((row) => tree.table.functions.line[row]!);
        expect(tree.self[node]).toBeCloseTo(truthOf(program, path), 9);
      }
    }),
    { numRuns: 300 },
  );
});

test('of two programs that leave one dump behind both paths get half, and none is known', () => {
  const table = graph([
    { own: 0, whole: 2, callers: new Map() }, // main
    { own: 0, whole: 1, callers: new Map([[0, 1]]) }, // load
    { own: 0, whole: 1, callers: new Map([[0, 1]]) }, // save
    {
      own: 0,
      whole: 2,
      callers: new Map([
        [1, 1],
        [2, 1],
      ]),
    }, // parse
    { own: 1, whole: 1, callers: new Map([[3, 1]]) }, // scan
    { own: 1, whole: 1, callers: new Map([[3, 1]]) }, // check
  ]);
  const tree = estimatePaths(table, { cutoff: 0 });
  const leaves = [...tree.row.keys()].filter((node) => tree.row[node]! >= 4);
  const found = leaves.map((node) => ({
    path: [...functionsAbove(tree, node), tree.row[node]].join(),
    self: tree.self[node],
    isKnown: tree.isKnown[node],
  }));
  expect(found.sort((a, b) => a.path.localeCompare(b.path))).toEqual(
    ['0,1,3,4', '0,1,3,5', '0,2,3,4', '0,2,3,5'].map((path) => ({ path, self: 0.5, isKnown: 0 })),
  );
  expect(knownShare(tree)).toBe(0);
});

describe('graphs with more paths than anybody can list', () => {
  test('14 layers of 6 functions that all call each other', () => {
    const layers = 14;
    const width = 6;
    const table = graph(
      Array.from({ length: layers * width }, (_, at) => {
        const layer = Math.floor(at / width);
        const whole = layers - layer;
        const callers = Array.from({ length: width }, (_, of): [number, number] => [
          (layer - 1) * width + of,
          whole / width,
        ]);
        return { own: 1, whole, callers: new Map(layer === 0 ? [] : callers) };
      }),
    );
    const tree = estimatePaths(table, { cutoff: 1e-5 });
    check(tree);
    expect(tree.length).toBeLessThanOrEqual(50_000);
  });

  test('40,000 functions that nobody calls: each is a known path, found without looking through all', () => {
    const roots = (length: number): ProfileTable =>
      graph(Array.from({ length }, () => ({ own: 1, whole: 1, callers: new Map() })));
    const [few, table] = [roots(10_000), roots(40_000)];
    const estimate = (of: ProfileTable): PathTree => estimatePaths(of, { cutoff: 1e-5 });
    // four times as many: 4 times as long, and 13 times when each looked for itself among all
    expect(leastMicroseconds(() => estimate(table)) / leastMicroseconds(() => estimate(few))).toBeLessThan(9);
    const tree = estimate(table);
    expect(tree.length).toBe(40_000);
    expect(knownShare(tree)).toBeCloseTo(1, 9);
  });

  test('a chain of 5,000 functions is 5,000 nodes, and all of it is known', () => {
    const count = 5000;
    const table = graph(
      Array.from({ length: count }, (_, at) => ({
        own: 1,
        whole: count - at,
        callers: new Map(at === 0 ? [] : [[at - 1, count - at]]),
      })),
    );
    const tree = estimatePaths(table, { cutoff: 1e-5 });
    expect([tree.length, sum(tree.rest), tree.unplaced]).toEqual([count, 0, 0]);
    expect([...tree.self].every((seconds) => Math.abs(seconds - 1) < 1e-9)).toBe(true);
    expect(knownShare(tree)).toBeCloseTo(1, 9);
  });

  test('300 functions that all call all: no more calls are looked at than allowed', () => {
    const count = 300;
    const table = graph(
      Array.from({ length: count }, (_, at) => ({
        own: 1,
        whole: count,
        callers: new Map(
          Array.from({ length: count }, (_, of): [number, number] => [of, 1]).filter(([of]) => of !== at),
        ),
      })),
    );
    const mostLooks = 100_000;
    const tree = estimatePaths(table, { cutoff: 1e-9, mostLooks });
    const opened = new Set(tree.parent).size - 1;
    expect(opened).toBeGreaterThan(100);
    expect(opened).toBeLessThanOrEqual(mostLooks / (count - 1) + 1);
    check(tree);
    expect(tree.length).toBeLessThanOrEqual(50_000);
  });
});
