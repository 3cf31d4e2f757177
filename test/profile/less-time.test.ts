import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { lessTime } from '../../src/profile/less-time.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

const beside = decodeProfile(readFileSync(join(FIXTURES, 'hint-distortions/beside-py311.prof')));

function rowOf(name: string, table: ProfileTable): number {
  return Array.from({ length: table.length }, (_, row) => row).find(
    (row) => table.strings.text(table.functions.name[row]!) === name,
  )!;
}

function lessOf(name: string, seconds: number, table: ProfileTable): ProfileTable {
  return finish(lessTime(table, new Map([[rowOf(name, table), seconds]])));
}

/** `top` calls `left` (1 s of `work`) and `right` (3 s of it); `work` and `again` call each other. */
function twoWays(): ProfileTable {
  const builder = new ProfileBuilder();
  const rows = [
    ['top', 0, 5, []],
    ['left', 0.5, 1.5, [['top', 0.5, 1.5]]],
    ['right', 0.5, 3.5, [['top', 0.5, 3.5]]],
    [
      'work',
      3.8,
      4,
      [
        ['left', 0.9, 1],
        ['right', 2.8, 3],
        ['again', 0.1, 0.1],
      ],
    ],
    ['again', 0.2, 0.3, [['work', 0.2, 0.3]]],
  ] as const;
  for (const [at, [name, tottime, cumtime, callers]] of rows.entries()) {
    builder.setRow('ways.py', at + 1, name, { ncalls: 1, primitiveCalls: 1, tottime, cumtime });
    for (const [caller, own, whole] of callers) {
      const line = rows.findIndex(([one]) => one === caller) + 1;
      builder.setEdge('ways.py', line, caller, { ncalls: 1, primitiveCalls: 1, tottime: own, cumtime: whole }, false);
    }
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

function cumtimes(table: ProfileTable): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Array.from(table.cumtime, (seconds, row) => [table.strings.text(table.functions.name[row]!), seconds]),
  );
}

test('what is taken of a function is taken of the whole, of the calls of it and of all that lead to it', () => {
  const less = lessOf('text_of', 0.02, beside);
  const [own, main, other] = ['text_of', 'main', 'unique'].map((name) => rowOf(name, beside));
  expect(less.totals.tottime).toBeCloseTo(beside.totals.tottime - 0.02, 9);
  for (const row of [own!, main!]) expect(less.cumtime[row]).toBeCloseTo(beside.cumtime[row]! - 0.02, 9);
  expect(less.tottime[own!]).toBeCloseTo(beside.tottime[own!]! - 0.02, 9);
  expect(less.tottime[main!]).toBe(beside.tottime[main!]);
  expect(less.cumtime[other!]).toBe(beside.cumtime[other!]);
  const [edge] = [beside.edges().start[own!]!];
  expect(less.edges().cumtime[edge]).toBeCloseTo(beside.edges().cumtime[edge]! - 0.02, 9);
  expect(less.edges().tottime[edge]).toBeCloseTo(beside.edges().tottime[edge]! - 0.02, 9);
});

test('the profile itself stays as it was', () => {
  const before = [beside.totals.tottime, ...beside.cumtime, ...beside.edges().cumtime];
  lessOf('text_of', 0.02, beside);
  expect([beside.totals.tottime, ...beside.cumtime, ...beside.edges().cumtime]).toEqual(before);
});

test('of several callers each loses by how long its calls took', () => {
  const { left, right, top } = cumtimes(lessOf('work', 2, twoWays()));
  expect(1.5 - left!).toBeCloseTo((3.5 - right!) / 3, 2);
  expect(top).toBeCloseTo(3, 1);
});

test('in a cycle of calls no function loses more than was taken, nor more than it has', () => {
  const table = twoWays();
  const less = lessOf('work', 3.7, table);
  for (let row = 0; row < table.length; row++) {
    expect(less.cumtime[row]).toBeGreaterThanOrEqual(less.tottime[row]!);
    expect(table.cumtime[row]! - less.cumtime[row]!).toBeLessThanOrEqual(3.7 + 1e-9);
  }
  expect(Math.min(...less.edges().cumtime, ...less.edges().tottime)).toBeGreaterThanOrEqual(0);
});
