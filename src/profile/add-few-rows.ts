import { countColumn } from './count-column.ts';
import type { FunctionIndex } from './function-keys.ts';
import type { NumberColumns } from './profile-table.ts';

/** Above it a loop over all rows is as quick. */
const FEW = 64;

/** The rows that have the key of an earlier one, in their order, with that one. */
type Repeated = ReadonlyMap<FunctionIndex, FunctionIndex>;

/**
 * What `addRowSteps` makes of one table in which few rows repeat others: what lies between them is copied as it is. V8 runs a
 * loop over a small dump uncompiled, and makes an object of each number that it reads.
 *
 * @returns null where that is not so, or where doubles would not add up exactly
 */
export function addFewRows(
  { ncalls, primitiveCalls, tottime, cumtime }: NumberColumns,
  repeated: Repeated,
  rowMap: Int32Array,
): NumberColumns | null {
  if (repeated.size > FEW || ncalls.odd.size > 0 || primitiveCalls.odd.size > 0) return null;
  const calls = addUp(ncalls.values, repeated, rowMap);
  const primitive = addUp(primitiveCalls.values, repeated, rowMap);
  for (const row of repeated.keys()) {
    const target = rowMap[row]!;
    if (ncalls.values[row]! < 0 || primitiveCalls.values[row]! < 0) return null; // a sum on the way may be larger
    if (!Number.isSafeInteger(calls[target]) || !Number.isSafeInteger(primitive[target])) return null;
  }
  return {
    ncalls: countColumn(calls),
    primitiveCalls: countColumn(primitive),
    tottime: addUp(tottime, repeated, rowMap),
    cumtime: addUp(cumtime, repeated, rowMap),
  };
}

/** A copy without the repeated rows, each of which is added to the row that its key became. */
function addUp(column: Float64Array, repeated: Repeated, rowMap: Int32Array): Float64Array {
  const sums = column.slice(0, column.length - repeated.size);
  let from = 0;
  let left = 0;
  for (const row of repeated.keys()) {
    sums.set(column.subarray(from, row), from - left++);
    from = row + 1;
  }
  sums.set(column.subarray(from), from - left);
  for (const row of repeated.keys()) sums[rowMap[row]!]! += column[row]!;
  return sums;
}
