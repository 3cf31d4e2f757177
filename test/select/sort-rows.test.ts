import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { resolveSortOrder } from '../../src/select/sort-keys.ts';
import { sortRows } from '../../src/select/sort-rows.ts';

/** `[times with null for NaN, the order in which CPython 3.11 sorts them by 'time']`. */
const NAN_SORTS = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/vectors/nan-sort-3.11.json'), 'utf8'),
) as readonly (readonly [readonly (number | null)[], readonly number[]])[];

type Row = {
  readonly file?: string;
  readonly name?: string;
  readonly ncalls?: number | bigint;
  readonly tottime?: number;
};

function tableOf(rows: readonly Row[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [at, { file = 'f', name = `n${at}`, ncalls = 1, tottime = 0 }] of rows.entries()) {
    builder.setRow(file, at, name, { ncalls, primitiveCalls: 1, tottime, cumtime: 0 });
  }
  return builder.finish('traced', []);
}

function sorted(table: ProfileTable, ...keys: readonly string[]): readonly number[] {
  const order = resolveSortOrder(keys);
  if (order === null) throw new Error('no keys');
  return [...sortRows(table, order)];
}

describe('sorting', () => {
  test('with NaN gives the permutation of CPython 3.11, in all 400 recorded lists', () => {
    const wrong = NAN_SORTS.filter(([times, order]) => {
      const table = tableOf(times.map((tottime) => ({ tottime: tottime ?? Number.NaN })));
      return JSON.stringify(sorted(table, 'time')) !== JSON.stringify(order);
    });
    expect(wrong).toEqual([]);
  });

  test('keeps ties in the order of the dump, whichever way it sorts', () => {
    expect(sorted(tableOf([{ tottime: 1 }, { tottime: 2 }, { tottime: 1 }, { tottime: 2 }]), 'time')).toEqual([
      1, 3, 0, 2,
    ]);
  });

  test('tells counts above 2**53 apart', () => {
    const big = 2n ** 63n;
    expect(
      sorted(tableOf([{ ncalls: big }, { ncalls: big + 1n }, { ncalls: big - 1n }, { ncalls: 5 }]), 'calls'),
    ).toEqual([1, 0, 2, 3]);
  });

  test('orders names by code point', () => {
    expect(sorted(tableOf([{ name: '😀' }, { name: '～' }, { name: 'z' }]), 'name')).toEqual([2, 1, 0]);
  });

  test('by a second key decides ties of the first', () => {
    expect(
      sorted(
        tableOf([
          { name: 'b', tottime: 1 },
          { name: 'a', tottime: 1 },
          { name: 'c', tottime: 2 },
        ]),
        'time',
        'name',
      ),
    ).toEqual([2, 1, 0]);
  });

  test('by time a call puts functions without calls last', () => {
    expect(
      sorted(
        tableOf([
          { ncalls: 0, tottime: 9 },
          { ncalls: 10, tottime: 5 },
          { ncalls: 1, tottime: 1 },
        ]),
        'tottime-percall',
      ),
    ).toEqual([2, 1, 0]);
  });
});
