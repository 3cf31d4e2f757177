import { type CountColumn, compareCounts } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { compareCodePoints } from '../text/code-points.ts';
import type { SortColumn, SortField, SortOrder } from './sort-keys.ts';

type Compare = (a: FunctionIndex, b: FunctionIndex) => number;

/** All rows in dump order. */
export function rowsInDumpOrder(table: ProfileTable): Int32Array {
  return Int32Array.from({ length: table.length }, (_, row) => row);
}

/**
 * The rows in an order, as `Stats.sort_stats` sorts them: stable, so ties stay in dump order; text by code point;
 * a NaN compares equal to everything, which makes the result depend on the algorithm.
 */
export function sortRows(table: ProfileTable, order: SortOrder): Int32Array {
  const columns = order.fields.map((field) => sortColumn(table, field));
  const compare = compareBy(columns.map(({ compare: byColumn }) => byColumn));
  const rows = rowsInDumpOrder(table);
  const hasNaN = columns.some(({ values }) => values.some(Number.isNaN));
  if (!hasNaN) return rows.sort((a, b) => compare(a, b) || a - b);
  // V8's Array sort is the TimSort of CPython up to 3.12: the same permutation in 400 of 400 lists with NaN.
  return Int32Array.from(Array.from(rows).sort(compare));
}

function compareBy(compares: readonly Compare[]): Compare {
  const [first, ...others] = compares;
  if (first !== undefined && others.length === 0) return first;
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

type Values = Float64Array | Int32Array;

function sortColumn(table: ProfileTable, field: SortField): { readonly values: Values; readonly compare: Compare } {
  const values = columnValues(table, field.column);
  const counts = countColumnOf(table, field.column);
  const ascending = counts !== null && counts.odd.size > 0 ? exactly(counts) : numerically(values);
  return { values, compare: field.order === 'asc' ? ascending : (a, b) => ascending(b, a) };
}

function numerically(values: Values): Compare {
  return (a, b) => {
    const left = values[a]!;
    const right = values[b]!;
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

function exactly(counts: CountColumn): Compare {
  return (a, b) => compareCounts(counts, a, b);
}

function countColumnOf(table: ProfileTable, column: SortColumn): CountColumn | null {
  if (column === 'ncalls') return table.ncalls;
  return column === 'primitiveCalls' ? table.primitiveCalls : null;
}

/** A number for each row that sorts as the column does: the column itself, or the ranks of its texts. */
function columnValues(table: ProfileTable, column: SortColumn): Values {
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
      return stringRanks(table, table.functions.file);
    case 'name':
      return stringRanks(table, table.functions.name);
    case 'standardName':
      return ranks(Array.from({ length: table.length }, (_, row) => standardName(table, row)));
  }
}

/** Seconds a call. A function without calls has none and sorts behind all others. */
function perCall(seconds: Float64Array, calls: CountColumn): Float64Array {
  return seconds.map((value, row) => (calls.values[row] === 0 ? Number.NEGATIVE_INFINITY : value / calls.values[row]!));
}

/** The rank of each row's string; every distinct string is compared once, however many rows have it. */
function stringRanks(table: ProfileTable, ids: Int32Array): Int32Array {
  const used = [...new Set(ids)];
  const rankOfUsed = ranks(used.map((id) => table.strings.text(id)));
  const rankOfId = new Int32Array(table.strings.count);
  for (const [at, id] of used.entries()) rankOfId[id] = rankOfUsed[at]!;
  return ids.map((id) => rankOfId[id]!);
}

/** For each text its place among the distinct texts, by code point. */
function ranks(texts: readonly string[]): Int32Array {
  const order = Int32Array.from({ length: texts.length }, (_, at) => at);
  order.sort((a, b) => compareCodePoints(texts[a]!, texts[b]!));
  const result = new Int32Array(texts.length);
  for (let at = 1; at < order.length; at++) {
    const isSame = texts[order[at]!] === texts[order[at - 1]!];
    result[order[at]!] = result[order[at - 1]!]! + (isSame ? 0 : 1);
  }
  return result;
}
