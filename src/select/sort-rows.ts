import type { ProfileTable } from '../profile/profile-table.ts';
import { finish, type Steps } from '../profile/steps.ts';
import { radixSort } from './radix-sort.ts';
import { type Compare, type ComparedColumn, comparedColumns, comparisonOf, hasNaN } from './sort-columns.ts';
import type { SortOrder } from './sort-keys.ts';
import { type FirstLook, topRows } from './top-rows.ts';

/** Below this many rows a comparison sort is as quick as counting digits. */
const FEW_ROWS = 512;

/** How many rows to sort, and which way round. */
export type SortExtent = {
  /** The whole order turned round, ties too, as `Stats.reverse_order` does. */
  readonly reverse?: boolean;
  /** How many rows from the front are wanted: the others then need no order. */
  readonly first?: number | undefined;
};

/** All rows in dump order. */
export function rowsInDumpOrder(table: ProfileTable): Int32Array {
  const rows = new Int32Array(table.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  return rows;
}

/**
 * The rows in an order, as `Stats.sort_stats` sorts them: stable, so ties stay in dump order; text by code point;
 * a NaN compares equal to everything, which makes the result depend on the algorithm. With `first`, only so many of them.
 * Null is the order of the dump.
 */
export function sortRows(table: ProfileTable, order: SortOrder | null, extent: SortExtent = {}): Int32Array {
  return finish(sortSteps(table, order, extent));
}

/**
 * {@link sortRows} in slices. Only what hand-made dumps have, NaN and counts that no double holds, is compared in one go.
 */
export function* sortSteps(
  table: ProfileTable,
  order: SortOrder | null,
  { reverse = false, first }: SortExtent = {},
): Steps<Int32Array> {
  const columns: ComparedColumn[] = [];
  for (const field of order?.fields ?? []) columns.push(...(yield* comparedColumns(table, field)));
  const count = Math.min(first ?? table.length, table.length);
  if (columns.some(({ values }) => hasNaN(values))) return turned(timSort(table, columns), reverse).subarray(0, count);
  if (count * 8 < table.length)
    return topRows(table.length, count, totalOrder(columns, reverse), firstLook(columns, reverse));
  const canCountDigits = table.length >= FEW_ROWS && columns.every(({ counts }) => counts === null);
  const rows = rowsInDumpOrder(table);
  const sorted = canCountDigits ? yield* byDigits(rows, columns) : rows.sort(totalOrder(columns, false));
  return turned(sorted, reverse).subarray(0, count);
}

function firstLook([first]: readonly ComparedColumn[], reverse: boolean): FirstLook | null {
  if (first === undefined) return null;
  return { values: first.values, sign: (first.order === 'asc') === reverse ? -1 : 1 };
}

/** The last column first: every pass keeps the order of those before it among equals. */
function* byDigits(rows: Int32Array, columns: readonly ComparedColumn[]): Steps<Int32Array> {
  let sorted = rows;
  for (const { values, order } of columns.toReversed()) sorted = yield* radixSort(sorted, values, order);
  return sorted;
}

/** V8's Array sort is the TimSort of CPython up to 3.12: the same permutation in 400 of 400 lists with NaN. */
function timSort(table: ProfileTable, columns: readonly ComparedColumn[]): Int32Array {
  return Int32Array.from(Array.from(rowsInDumpOrder(table)).sort(compareBy(columns)));
}

function turned(rows: Int32Array, reverse: boolean): Int32Array {
  return reverse ? rows.reverse() : rows;
}

/** A comparison that tells any two rows apart: ties go by dump order. */
function totalOrder(columns: readonly ComparedColumn[], reverse: boolean): Compare {
  const compare = compareBy(columns);
  return reverse ? (a, b) => compare(b, a) || b - a : (a, b) => compare(a, b) || a - b;
}

function compareBy(columns: readonly ComparedColumn[]): Compare {
  const [first, ...others] = columns.map(comparisonOf);
  if (first === undefined) return () => 0;
  if (others.length === 0) return first;
  return (a, b) => {
    let order = first(a, b);
    for (let at = 0; order === 0 && at < others.length; at++) order = others[at]!(a, b);
    return order;
  };
}
