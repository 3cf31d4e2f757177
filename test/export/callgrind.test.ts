import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { saySkipped } from '../python/pythons.ts';
import { AWKWARD_NAMES, exported, FIXTURES, fixtureTable, tableOfAwkwardNames } from './exported.ts';

const NANOSECONDS = 1e9;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-callgrind-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The rows that callgrind_annotate prints: the cost of each `file:function`. */
async function annotated(table: ProfileTable): Promise<ReadonlyMap<string, number>> {
  const file = join(folder, 'callgrind.out');
  writeFileSync(file, await exported('callgrind', table));
  const { status, stdout, stderr } = spawnSync('callgrind_annotate', ['--auto=no', '--threshold=100', file], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const rows = stdout.slice(stdout.indexOf('file:function')).matchAll(/^ *([\d,]+) \([ \d.]+%\) {2}(.*)$/gm);
  return new Map([...rows].map(([, cost = '', name = '']) => [name, Number(cost.replaceAll(',', ''))]));
}

const hasReader = spawnSync('callgrind_annotate', ['--version']).error === undefined;
const reader = hasReader ? 'callgrind_annotate' : saySkipped('callgrind_annotate (Debian: valgrind) is not here');

describe.skipIf(!hasReader)(`${reader} reads`, () => {
  test.each(FIXTURES)('every function of %s with its own time, to the nanosecond', async (name) => {
    const table = fixtureTable(name);
    const wanted = [...table.tottime].map((seconds) => Math.max(0, Math.round(seconds * NANOSECONDS)));
    const costs = [...(await annotated(table)).values()];
    // it prints no row that took nothing
    const positive = (all: readonly number[]) => all.filter((cost) => cost > 0).sort((a, b) => a - b);
    expect(positive(costs)).toEqual(positive(wanted));
  });

  test('functions whose names mean something to the format, each as one', async () => {
    const costs = await annotated(tableOfAwkwardNames());
    expect(costs.size).toBe(AWKWARD_NAMES.length);
    expect([...costs.keys()]).toContain('dir;1/a "b".py:two\\x0alines');
    expect([...costs.keys()].filter((name) => name.includes('a;b'))).toEqual([
      'dir;1/a "b".py:a;b:13',
      'dir;1/a "b".py:a;b:2',
    ]);
  });
});

test('writes the same bytes for the same profile', async () => {
  const [once, again] = await Promise.all([1, 2].map(() => exported('callgrind', fixtureTable('shop-py38'))));
  expect(once).toEqual(again);
});

test('has each call with its count and its cumulative time', async () => {
  const text = (await exported('callgrind', fixtureTable('recursion-py311'))).toString('utf8');
  const table = fixtureTable('recursion-py311');
  const calls = [...text.matchAll(/^calls=(\d+) \d+\n\d+ (\d+)$/gm)];
  const edges = table.edges();
  expect(calls.length).toBe(edges.length);
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0);
  expect(sum(calls.map(([, count]) => Number(count)))).toBe(sum(edges.ncalls.values));
  expect(sum(calls.map(([, , time]) => Number(time))) / NANOSECONDS).toBeCloseTo(sum(edges.cumtime), 6);
});
