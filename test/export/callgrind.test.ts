import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { findCommand } from './consumers.ts';
import { AWKWARD_NAMES, exported, exportedWithNotes, FIXTURES, fixtureTable, tableOfAwkwardNames } from './exported.ts';

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

const reader = findCommand('callgrind_annotate', 'valgrind');

describe.skipIf(!reader.isHere)(`${reader.title} reads`, () => {
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

test('shares the time of a function out by the calls where a profile counts calls only, and says so', async () => {
  const table = fixtureTable('profile-py311');
  const { bytes, notes } = await exportedWithNotes('callgrind', table);
  expect(notes).toEqual([expect.stringContaining('shared out by the counts')]);
  const text = bytes.toString('utf8');
  expect(text).toContain(`desc: Note: ${notes[0]}`);
  const times = [...text.matchAll(/^calls=.*\n\d+ (\d+)$/gm)].map(([, time]) => Number(time));
  const wanted = [...table.cumtime.keys()].filter((row) => table.edges().start[row] !== table.edges().start[row + 1]);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  expect(sum(times) / NANOSECONDS).toBeCloseTo(sum(wanted.map((row) => Math.max(0, table.cumtime[row]!))), 5);
});
