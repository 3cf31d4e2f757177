import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { type CallNumbers, ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { importTime } from '../../src/views/summary/import-time.ts';
import { mainPath } from '../../src/views/summary/main-path.ts';
import { ownFunctions } from '../../src/views/summary/own-functions.ts';
import { timePlaces } from '../../src/views/summary/places.ts';
import { profilerCost } from '../../src/views/summary/profiler-cost.ts';
import { type Waiting, waitingSteps } from '../../src/views/summary/waiting.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');
const NAMES = readdirSync(PROFILES);

function load(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

describe.each(NAMES)('of %s', (name) => {
  const table = load(name);

  test('whose own time it is adds up to the total', () => {
    expect(timePlaces(table).reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(table.totals.tottime, 9);
  });

  test('the own functions have no more than the total', () => {
    const sum = ownFunctions(table, () => false, table.length).reduce((seconds, found) => seconds + found.seconds, 0);
    expect(sum).toBeLessThanOrEqual(table.totals.tottime * (1 + 1e-9));
  });

  test('the few own functions that are named are the first of all', () => {
    const all = ownFunctions(table, () => false, table.length);
    expect(all.map(({ seconds }) => seconds)).toEqual(all.map(({ seconds }) => seconds).toSorted((a, b) => b - a));
    expect(ownFunctions(table, () => false, 3)).toEqual(all.slice(0, 3));
  });

  test('the main path goes down from call to call, and never gains time', () => {
    const path = mainPath(table);
    if (path === null) return;
    expect(new Set(path.rows).size).toBe(path.rows.length);
    const times = path.rows.map((row) => table.cumtime[row]!);
    expect(path.seconds).toBeLessThanOrEqual(Math.max(...times) * (1 + 1e-9));
    for (const [at, seconds] of times.slice(1).entries()) expect(seconds).toBeGreaterThanOrEqual(0.8 * times[at]!);
  });

  test('waiting, imports and the profiler are parts of the total', () => {
    const total = table.totals.tottime * (1 + 1e-9);
    expect(waiting(table)?.seconds ?? 0).toBeLessThanOrEqual(total);
    expect(profilerCost(table)?.atLeast ?? 0).toBeLessThanOrEqual(total);
  });
});

/** What Python's own marshal.load says of `_find_and_load` in the dump. */
test.each([
  ['logreport-py311', 0.05800174],
  ['generators-py311', 0.301338471],
  ['shop-py38', 0.201825789],
])('imports of %s take what importlib took', (name, seconds) => {
  expect(importTime(load(name))?.seconds).toBeCloseTo(seconds, 8);
});

type Row = readonly [file: string, name: string, tottime: number, caller?: readonly [file: string, name: string]];

function profileOf(...rows: readonly Row[]): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = (tottime: number): CallNumbers => ({ ncalls: 1, primitiveCalls: 1, tottime, cumtime: tottime });
  for (const [file, name, tottime] of rows) builder.setRow(file, file === '~' ? 0 : 1, name, numbers(tottime));
  for (const [, , tottime, caller] of rows) {
    if (caller !== undefined) builder.setEdge(caller[0], 1, caller[1], numbers(tottime), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

const waiting = (table: ProfileTable): Waiting | null => finish(waitingSteps(table));

describe('waiting', () => {
  test.each([
    ['threads', "<method 'acquire' of '_thread.lock' objects>"],
    ['threads', "<method 'acquire' of 'thread.lock' objects>"],
    ['threads', "<method 'get' of '_queue.SimpleQueue' objects>"],
    ['threads', "<method 'join' of '_thread._ThreadHandle' objects>"],
    ['events', "<method 'poll' of 'select.epoll' objects>"],
    ['events', '<built-in method select.select>'],
    ['network', "<method 'recv_into' of '_socket.socket' objects>"],
    ['network', "<method 'read' of '_ssl._SSLSocket' objects>"],
    ['processes', '<built-in method posix.waitpid>'],
    ['processes', '<built-in method _winapi.WaitForSingleObject>'],
    ['sleep', '<built-in method time.sleep>'],
    ['input', '<built-in method builtins.input>'],
  ])('for %s: %s', (what, name) => {
    expect(waiting(profileOf(['~', name, 2]))).toMatchObject({ seconds: 2, parts: [{ what, row: 0 }] });
  });

  test('is no socket beside a loop of events: such sockets never wait', () => {
    const table = profileOf(
      ['~', "<method 'poll' of 'select.epoll' objects>", 1],
      ['~', "<method 'recv' of '_socket.socket' objects>", 2],
    );
    expect(waiting(table)?.seconds).toBe(1);
  });

  test('is reading where a process is at the other end, and not of a file', () => {
    const read = '<built-in method posix.read>';
    expect(waiting(profileOf(['~', read, 2, ['/usr/lib/python3.11/subprocess.py', '_execute_child']]))?.seconds).toBe(
      2,
    );
    expect(waiting(profileOf(['~', read, 2, ['/srv/app/main.py', 'load']]))).toBeNull();
  });

  test('is for other processes where subprocess alone looks for events', () => {
    const poll = "<method 'poll' of 'select.poll' objects>";
    const subprocess = ['/usr/lib/python3.11/subprocess.py', '_communicate'] as const;
    expect(waiting(profileOf(['~', poll, 2, subprocess]))?.parts).toMatchObject([{ what: 'processes' }]);
    const own = ['/srv/app/main.py', 'loop'] as const;
    expect(waiting(profileOf(['~', poll, 2, own]))?.parts).toMatchObject([{ what: 'events' }]);
  });

  test('is none of work', () => {
    expect(waiting(profileOf(['~', "<method 'sort' of 'list' objects>", 2], ['app.py', 'acquire', 1]))).toBeNull();
  });
});

test('the cheapest call is no measure of the profiler where it worked: of list.insert nothing is told', () => {
  const builder = new ProfileBuilder();
  const insert = { ncalls: 20000, primitiveCalls: 20000, tottime: 0.03, cumtime: 0.03 };
  builder.setRow('~', 0, "<method 'insert' of 'list' objects>", insert);
  builder.setRow('/usr/lib/python3.11/site.py', 1, 'main', { ...insert, ncalls: 1, primitiveCalls: 1 });
  builder.endEdges();
  builder.endEdges();
  expect(profilerCost(builder.finish('traced', []))).toBeNull();
});

test("the profiler's cost is told for cProfile of CPython alone", () => {
  expect(profilerCost(load('words-py311'))?.atLeast).toBeGreaterThan(0);
  for (const name of ['profile-py311', 'yappi-deb', 'sudoku-pypy', 'sampled-sudoku-pyo315'])
    expect(profilerCost(load(name))).toBeNull();
});
