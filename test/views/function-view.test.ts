import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { callLines } from '../../src/views/call-list.ts';
import { CALL_SORT_KEYS, type CallSortName, callNumbers, callsView } from '../../src/views/function-view.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function readTable(name: string): ProfileTable {
  return stripDirs(decodeProfile(readFileSync(join(PROFILES, name, 'out.prof'))));
}

function rowOf(table: ProfileTable, name: string): number {
  return Array.from({ length: table.length }, (_, row) => row).find((row) => standardName(table, row) === name) ?? -1;
}

const recursion = readTable('recursion-py311');
const main = rowOf(recursion, 'recursion.py:1(<module>)');

function calleeNames(sort: CallSortName, isReversed: boolean = false): readonly string[] {
  return callsView(recursion, main, 'callees', sort, isReversed).calls.map(({ other }) =>
    standardName(recursion, other),
  );
}

describe('the callees of a function', () => {
  test('are sorted by their time in these calls', () => {
    expect(calleeNames('cumtime').slice(0, 3)).toEqual([
      'recursion.py:8(fib)',
      '{built-in method builtins.sum}',
      'recursion.py:17(ackermann)',
    ]);
  });

  test('are sorted by count, name and file as well', () => {
    expect(calleeNames('ncalls')[0]).toBe('{built-in method builtins.print}');
    expect(calleeNames('name')[0]).toBe('{built-in method builtins.len}');
    expect(calleeNames('filename')[0]).toBe('functools.py:479(lru_cache)');
  });

  test.each(CALL_SORT_KEYS)('sorted by $name are all there, and reversed are in the opposite order', ({ name }) => {
    expect([...calleeNames(name)].sort()).toEqual([...calleeNames('filename')].sort());
    expect([...calleeNames(name, true)].reverse()).toEqual(calleeNames(name));
  });

  test('are sorted once, however often they are drawn', () => {
    const view = () => callsView(recursion, main, 'callees', 'cumtime', false).calls;
    expect(view()).toBe(view());
  });
});

describe('the numbers of a call', () => {
  test('are of the calls from this caller only', () => {
    const fib = rowOf(recursion, 'recursion.py:8(fib)');
    const view = callsView(recursion, fib, 'callers', 'ncalls', false);
    const lines = callNumbers(view, 0, 9);
    expect(lines.map(({ ncalls, primitiveCalls }) => [ncalls, primitiveCalls])).toEqual([
      ['8360', '2'],
      ['1', null],
    ]);
    expect(lines.map(({ other }) => other)).toEqual([fib, main]);
  });

  test('have the share of the time of the function in the middle', () => {
    const [first] = callNumbers(callsView(recursion, main, 'callees', 'cumtime', false), 0, 1);
    expect(first?.share).toBeCloseTo((first?.cumtime ?? 0) / recursion.cumtime[main]!);
  });

  test('of a profile that only counts have no times and no share', () => {
    const counted = readTable('profile-py311');
    const row = rowOf(counted, 'recursion.py:8(fib)');
    const view = callsView(counted, row, 'callers', 'ncalls', false);
    expect(view.hasTimes).toBe(false);
    const [line] = callNumbers(view, 0, 1);
    expect(line).toMatchObject({
      tottime: null,
      tottimePerCall: null,
      cumtime: null,
      cumtimePerCall: null,
      share: null,
    });
  });

  test('are made only for the window', () => {
    const view = callsView(recursion, main, 'callees', 'cumtime', false);
    expect(callNumbers(view, 1, 3).length).toBe(2);
    expect(callNumbers(view, 99, 120)).toEqual([]);
    expect(view.calls.length).toBe(callLines(recursion, main, 'callees').length);
  });
});

test('a caller without a row of its own is listed', () => {
  const builder = new ProfileBuilder();
  const call = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
  builder.setRow('a.py', 1, 'f', call);
  builder.setEdge('gone.py', 9, 'g', call, false);
  const table = builder.finish('traced', []);
  const [line] = callNumbers(callsView(table, 0, 'callers', 'cumtime', false), 0, 1);
  expect(line?.other).toBe(table.length);
  expect(standardName(table, line?.other ?? 0)).toBe('gone.py:9(g)');
});
