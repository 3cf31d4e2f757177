import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { findCommand, findPackage, loadConsumer } from './consumers.ts';
import {
  AWKWARD_NAMES,
  exported,
  exportedWithNotes,
  FIXTURES,
  fixtureTable,
  tableOfAwkwardNames,
  tableOfChain,
} from './exported.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-pprof-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function totalOf(table: ProfileTable): number {
  return Math.round(table.tottime.reduce((sum, seconds) => sum + Math.max(0, seconds), 0) * 1e9);
}

/** What `go tool pprof -top` prints of all functions, times in nanoseconds. */
async function top(table: ProfileTable): Promise<string> {
  const file = join(folder, 'out.pb');
  writeFileSync(file, await exported('pprof', table));
  const args = ['tool', 'pprof', '-top', '-unit=nanoseconds', '-nodecount=100000', '-nodefraction=0', file];
  const env = { ...process.env, PPROF_TMPDIR: folder, PPROF_BINARY_PATH: folder };
  const { status, stdout, stderr } = spawnSync('go', args, { encoding: 'utf8', env, maxBuffer: 1e9 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'Main binary filename not available.\n' });
  return stdout;
}

const go = findCommand('go', 'golang-go');

describe.skipIf(!go.isHere)(`${go.title} tool pprof`, () => {
  test.each(FIXTURES)('reads the total of %s, and every name', async (name) => {
    const table = fixtureTable(name);
    const text = await top(table);
    expect(text).toMatch(/^out\.prof: call paths are estimated: /);
    expect(text).not.toContain('<unknown>');
    expect(/Total samples = (\d+)ns/.exec(text)?.[1]).toBe(String(totalOf(table)));
  });

  test('keeps names that mean something to it', async () => {
    const rows = (await top(tableOfAwkwardNames())).matchAll(/^ *(\d+)ns .*% {2}(.*)$/gm);
    const times = new Map([...rows].map(([, time, name = '']) => [name, Number(time)]));
    expect(times.size).toBe(AWKWARD_NAMES.length);
    expect(times.get('{module} (a "b".py:1)')).toBe(1_000_000);
    expect(times.get('a;b (a "b".py:13)')).toBe(13_000_000);
    expect(times.get('half\\udce9surrogate (a "b".py:7)')).toBe(7_000_000);
  });
});

type Decoded = {
  readonly sample: readonly {
    readonly locationId: readonly (number | bigint)[];
    readonly value: readonly (number | bigint)[];
  }[];
  readonly location: readonly {
    readonly id: number | bigint;
    readonly line: readonly { readonly functionId: number | bigint }[];
  }[];
  readonly function: readonly {
    readonly id: number | bigint;
    readonly name: number | bigint;
    readonly systemName: number | bigint;
  }[];
  readonly stringTable: { readonly strings: readonly string[] };
  readonly comment: readonly (number | bigint)[];
};

const format = findPackage('pprof-format');

test.skipIf(!format.isHere)(`${format.title} reads the paths, leaf first`, async () => {
  const { Profile } = loadConsumer('pprof-format') as { Profile: { decode: (bytes: Uint8Array) => Decoded } };
  const table = fixtureTable('recursion-py311');
  const {
    sample,
    location,
    function: functions,
    stringTable,
    comment,
  } = Profile.decode(await exported('pprof', table));
  const values = sample.map(({ value }) => Number(value[0]));
  expect(values.reduce((sum, each) => sum + each, 0)).toBe(totalOf(table));
  const nameOf = (id: number | bigint): string => {
    const at = location.find((each) => Number(each.id) === Number(id))?.line[0]?.functionId;
    return stringTable.strings[Number(functions.find((each) => Number(each.id) === Number(at))?.systemName)] ?? '?';
  };
  const longest = sample.map(({ locationId }) => locationId).reduce((a, b) => (b.length > a.length ? b : a));
  expect(nameOf(longest.at(-1) ?? 0)).toBe('<built-in method builtins.exec>');
  expect(stringTable.strings[Number(comment[0])]).toContain('call paths are estimated');
});

test('a chain of 8,000 calls is cut off, and standard error says how much is left out', async () => {
  const { bytes, notes } = await exportedWithNotes('pprof', tableOfChain(8000));
  expect(bytes.length).toBeLessThan(40_000_000);
  // 5,656 paths have 16 million functions together
  expect(notes.at(-1)).toBe(
    '2.344 s are in paths that are left out: the file would be too long; speedscope has room for them',
  );
  expect(bytes.includes('[left out: the file would be too long]')).toBe(true);
});
