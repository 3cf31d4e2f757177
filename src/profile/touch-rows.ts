import { AT_ONCE, keep } from './at-once.ts';
import type { FunctionTable } from './profile-table.ts';

/**
 * To be called at each place of a list of rows before they are written: now and then it reads a little of all that the
 * next ones have. Rows in an order lie anywhere in memory, and a processor waits for many places at once in a loop like
 * this one, but for one after the other where each is written first.
 */
export function touchRows(table: FunctionTable, rows: Int32Array, at: number): void {
  if (at % AT_ONCE === 0) touch(table, rows.subarray(at, at + AT_ONCE));
}

function touch(table: FunctionTable, rows: Int32Array): void {
  const { functions, strings, ncalls, primitiveCalls, tottime, cumtime } = table;
  const { bytes, start, length } = strings.slices();
  let sum = 0;
  for (const row of rows) {
    const file = functions.file[row]!;
    const name = functions.name[row]!;
    sum += functions.line[row]! + ncalls.values[row]! + primitiveCalls.values[row]! + tottime[row]! + cumtime[row]!;
    sum += bytes[start[file]!]! + length[file]! + bytes[start[name]!]! + length[name]!;
  }
  keep(sum);
}
