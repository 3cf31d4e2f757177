import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { type CallNumbers, ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { resolveSortOrder, type SortOrder } from '../../src/select/sort-keys.ts';
import {
  type FunctionsView,
  functionAt,
  functionLines,
  functionsSteps,
  NO_FILTER,
  positionOf,
} from '../../src/views/functions-view.ts';
import { selectRows } from '../../src/views/selection.ts';

const dump = join(import.meta.dirname, '../../fixtures/profiles/recursion-py311/out.prof');
const table = decodeProfile(readFileSync(dump));
const cumulative = resolveSortOrder(['cumulative']);

function numbers(ncalls: number, tottime: number, cumtime: number): CallNumbers {
  return { ncalls, primitiveCalls: ncalls, tottime, cumtime };
}

function functionsView(profile: ProfileTable, order: SortOrder | null, isReversed: boolean): FunctionsView {
  const request = { ordering: { name: order?.title ?? 'none', order }, isReversed, filter: NO_FILTER, hidden: [] };
  return finish(functionsSteps(profile, request, () => []));
}

describe('the functions', () => {
  test.each([['cumulative'], ['tottime'], ['calls'], ['name'], ['nfl'], ['tottime-percall']])(
    'sorted by %s stand as in the text of pstats, reversed too',
    (key) => {
      const order = resolveSortOrder([key]);
      for (const reverse of [false, true]) {
        const view = functionsView(table, order, reverse);
        const rows = Array.from({ length: table.length }, (_, position) => functionAt(view, position));
        expect(rows).toEqual([...selectRows(table, { sort: order, reverse }).rows]);
      }
    },
  );

  test('in the order of the dump are not reversed', () => {
    const view = functionsView(table, null, true);
    expect(functionAt(view, 0)).toBe(0);
  });

  test('are sorted once, however often they are drawn', () => {
    expect(functionsView(table, cumulative, false).rows).toBe(functionsView(table, cumulative, false).rows);
  });

  test('are found where they stand', () => {
    for (const isReversed of [false, true]) {
      const view = functionsView(table, cumulative, isReversed);
      for (let row = 0; row < table.length; row++) expect(functionAt(view, positionOf(view, row))).toBe(row);
    }
  });

  test('are made only for the window', () => {
    const view = functionsView(table, cumulative, false);
    expect(functionLines(view, 2, 5).length).toBe(3);
    expect(functionLines(view, table.length - 1, table.length + 9).length).toBe(1);
    expect(functionLines(view, 0, 0)).toEqual([]);
  });
});

describe('a line', () => {
  test('has both counts only where they differ, and divides by each', () => {
    const lines = functionLines(functionsView(table, cumulative, false), 0, 3);
    const fib = lines.find((line) => standardName(table, line.function).endsWith(':8(fib)'));
    expect(fib).toMatchObject({ ncalls: '8361', primitiveCalls: '1' });
    expect(fib?.cumtimePerCall).toBe(fib?.cumtime);
    expect(lines[0]).toMatchObject({ ncalls: '1', primitiveCalls: null });
  });

  test('has the share of the time that the list is sorted by', () => {
    const line = (key: string) => functionLines(functionsView(table, resolveSortOrder([key]), false), 0, 1)[0];
    expect(line('tottime')?.share).toBeCloseTo((line('tottime')?.tottime ?? 0) / table.totals.tottime);
    expect(line('calls')?.share).toBeCloseTo((line('calls')?.cumtime ?? 0) / table.totals.tottime);
  });

  test('without calls has no time per call', () => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', numbers(0, 1, 1));
    const [line] = functionLines(functionsView(builder.finish('traced', []), null, false), 0, 1);
    expect(line).toMatchObject({ tottimePerCall: null, cumtimePerCall: null, share: 1 });
  });

  test.each([
    ['no time at all', 0, 0],
    ['a time that is no number', Number.NaN, 1],
    ['an endless time', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['a negative time', 1, -1],
  ])('has no share where there is %s', (_, tottime, cumtime) => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', numbers(1, tottime, cumtime));
    const [line] = functionLines(functionsView(builder.finish('traced', []), null, false), 0, 1);
    expect(line?.share).toBeNull();
  });
});
