import { CountAdder } from './count-adder.ts';
import { longer } from './growing.ts';
import type { FunctionTable, NumberColumns } from './profile-table.ts';
import { finish, inSlices, type Steps } from './steps.ts';

/**
 * The numbers of the new rows: those of all old rows that a row map sends there, added in order as `add_func_stats` does.
 */
export function* addRowSteps(
  tables: readonly FunctionTable[],
  rowMaps: readonly Int32Array[],
  length: number,
): Steps<NumberColumns> {
  const adder = new RowAdder(length, tables.length === 1 ? length : (tables[0]?.length ?? 0));
  for (const [index, table] of tables.entries()) yield* adder.addSteps(table, rowMaps[index]!);
  return adder.finish(length);
}

/**
 * A row that stands alone keeps its numbers to the last bit, so the sums start from -0 (-0 + x is x for every x, and
 * 0 + -0 would be 0). Only functions that come with a later file start from 0 in pstats.
 */
export class RowAdder {
  private readonly ncalls: CountAdder;
  private readonly primitiveCalls: CountAdder;
  private tottime: Float64Array;
  private cumtime: Float64Array;

  /** @param first how many rows the first file has */
  constructor(length: number, first: number) {
    this.ncalls = new CountAdder(length);
    this.primitiveCalls = new CountAdder(length);
    this.tottime = new Float64Array(length).fill(-0, 0, first);
    this.cumtime = new Float64Array(length).fill(-0, 0, first);
  }

  /** Makes room for so many rows, and for as many again. */
  reach(length: number): void {
    if (length <= this.tottime.length) return;
    const capacity = 2 * length;
    this.ncalls.grow(capacity);
    this.primitiveCalls.grow(capacity);
    this.tottime = longer(this.tottime, capacity);
    this.cumtime = longer(this.cumtime, capacity);
  }

  add(table: FunctionTable, rowMap: Int32Array): void {
    finish(this.addSteps(table, rowMap));
  }

  *addSteps(table: FunctionTable, rowMap: Int32Array): Steps<void> {
    const { ncalls, primitiveCalls, tottime, cumtime } = this;
    const { tottime: ownTimes, cumtime: times } = table;
    yield* inSlices(table.length, (from, to) => {
      ncalls.addRows(rowMap, table.ncalls, from, to);
      primitiveCalls.addRows(rowMap, table.primitiveCalls, from, to);
      for (let row = from; row < to; row++) {
        const target = rowMap[row]!;
        tottime[target]! += ownTimes[row]!;
        cumtime[target]! += times[row]!;
      }
    });
  }

  finish(length: number): NumberColumns {
    return {
      ncalls: this.ncalls.finish(length),
      primitiveCalls: this.primitiveCalls.finish(length),
      tottime: this.tottime.subarray(0, length),
      cumtime: this.cumtime.subarray(0, length),
    };
  }
}
