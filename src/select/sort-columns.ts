import { type CountColumn, compareCounts } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import type { KeyColumn } from './radix-sort.ts';
import type { SortColumn, SortField } from './sort-keys.ts';
import { standardNameRanks } from './standard-name-ranks.ts';
import { stringRanks } from './text-ranks.ts';

/** One column to compare rows by. `counts` is set where doubles would call two different counts equal. */
export type ComparedColumn = {
  readonly values: KeyColumn;
  readonly order: 'asc' | 'desc';
  readonly counts: CountColumn | null;
};

export type Compare = (a: FunctionIndex, b: FunctionIndex) => number;

/** The columns of a field, the first deciding: mostly one, three for the standard name. */
export function* comparedColumns(table: ProfileTable, { column, order }: SortField): Steps<readonly ComparedColumn[]> {
  if (column === 'standardName') {
    const ranks = yield* standardNameRanks(table);
    return ranks.map((values) => ({ values, order, counts: null }));
  }
  const counts = countsOf(table, column);
  return [
    {
      values: yield* columnValues(table, column),
      order,
      counts: counts !== null && counts.odd.size > 0 ? counts : null,
    },
  ];
}

/** NaN compares equal to all: -1, 0 or 1 as CPython's `TupleComp.compare`. */
export function comparisonOf({ values, order, counts }: ComparedColumn): Compare {
  const sign = order === 'asc' ? 1 : -1;
  if (counts !== null) return (a, b) => sign * compareCounts(counts, a, b);
  return (a, b) => {
    const left = values[a]!;
    const right = values[b]!;
    return left < right ? -sign : left > right ? sign : 0;
  };
}

export function hasNaN(values: KeyColumn): boolean {
  if (values instanceof Int32Array) return false;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) return true;
  return false;
}

function countsOf(table: ProfileTable, column: SortColumn): CountColumn | null {
  if (column === 'ncalls') return table.ncalls;
  return column === 'primitiveCalls' ? table.primitiveCalls : null;
}

function* columnValues(table: ProfileTable, column: Exclude<SortColumn, 'standardName'>): Steps<KeyColumn> {
  switch (column) {
    case 'ncalls':
      return table.ncalls.values;
    case 'primitiveCalls':
      return table.primitiveCalls.values;
    case 'tottime':
      return table.tottime;
    case 'cumtime':
      return table.cumtime;
    case 'tottimePerCall':
      return perCall(table.tottime, table.ncalls);
    case 'cumtimePerCall':
      return perCall(table.cumtime, table.primitiveCalls);
    case 'line':
      return table.functions.line;
    case 'file':
      return yield* stringRanks(table, table.functions.file);
    case 'name':
      return yield* stringRanks(table, table.functions.name);
  }
}

/** Seconds per call. A function without calls has none and sorts after all others. */
function perCall(seconds: Float64Array, calls: CountColumn): Float64Array {
  return seconds.map((value, row) => (calls.values[row] === 0 ? Number.NEGATIVE_INFINITY : value / calls.values[row]!));
}
