import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countAt } from '../../src/profile/count-column.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { resolveSortOrder, SORT_KEYS, type SortColumn, type SortOrder } from '../../src/select/sort-keys.ts';
import { sortRows } from '../../src/select/sort-rows.ts';
import { compareCodePoints } from '../../src/text/code-points.ts';
import { fc } from '../properties.ts';

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

/** The plain way: compare two rows field by field, ties by dump order. The other ways must agree with it. */
describe('all ways of sorting agree', () => {
  const name = fc.oneof(fc.constantFrom('a', 'ab', 'a:1(', 'b', '<x>', 'é', '～', '😀'), fc.string({ maxLength: 3 }));
  const time = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, 1, 2));
  const count = fc.oneof(fc.nat(3), fc.integer(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 3n }));
  const file = fc.oneof(name, fc.constant('~'));
  const row = fc.record({ file, line: fc.oneof(fc.constant(0), fc.nat(120)), name, count, time });
  const keys = fc.array(fc.constantFrom(...SORT_KEYS.map((key) => key.name)), { minLength: 1, maxLength: 2 });

  test.each([
    [12, 'few rows'],
    [700, 'enough rows to count digits'],
  ])('for %i rows: %s', (size) => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: size, maxLength: size }),
        keys,
        fc.boolean(),
        fc.nat(size + 2),
        (rows, words, reverse, first) => {
          const builder = new ProfileBuilder();
          for (const { file, line, name, count, time } of rows)
            builder.setRow(file, line, name, { ncalls: count, primitiveCalls: 1, tottime: time, cumtime: -time });
          const table = builder.finish('traced', []);
          const order = resolveSortOrder(words);
          if (order === null) return;
          const expected = plainly(table, order);
          if (reverse) expected.reverse();
          expect([...sortRows(table, order, { reverse })]).toEqual(expected);
          expect([...sortRows(table, order, { reverse, first })]).toEqual(expected.slice(0, first));
        },
      ),
      { numRuns: size > 100 ? 60 : 300 },
    );
  });

  function plainly(table: ProfileTable, order: SortOrder): number[] {
    const rows = Array.from({ length: table.length }, (_, at) => at);
    return rows.sort((a, b) => {
      for (const { column, order: direction } of order.fields) {
        const sign = compareCells(cellOf(table, column, a), cellOf(table, column, b));
        if (sign !== 0) return direction === 'asc' ? sign : -sign;
      }
      return a - b;
    });
  }

  function compareCells(left: number | bigint | string, right: number | bigint | string): number {
    if (typeof left === 'string' && typeof right === 'string') return Math.sign(compareCodePoints(left, right));
    return left < right ? -1 : left > right ? 1 : 0;
  }

  function cellOf(table: ProfileTable, column: SortColumn, at: number): number | bigint | string {
    const { strings, functions } = table;
    const values: Record<SortColumn, () => number | bigint | string> = {
      ncalls: () => countAt(table.ncalls, at),
      primitiveCalls: () => countAt(table.primitiveCalls, at),
      tottime: () => table.tottime[at]!,
      cumtime: () => table.cumtime[at]!,
      tottimePerCall: () =>
        Number(countAt(table.ncalls, at)) === 0 ? -Infinity : table.tottime[at]! / Number(countAt(table.ncalls, at)),
      cumtimePerCall: () => table.cumtime[at]!,
      file: () => strings.text(functions.file[at]!),
      line: () => functions.line[at]!,
      name: () => strings.text(functions.name[at]!),
      standardName: () => standardName(table, at),
    };
    return values[column]();
  }
});
