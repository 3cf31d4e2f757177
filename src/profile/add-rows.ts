import { CountAdder } from './count-adder.ts';
import type { FunctionTable, NumberColumns } from './profile-table.ts';
import { inSlices, type Steps } from './steps.ts';

/**
 * The numbers of the new rows: those of all old rows that a row map sends there, added in order as `add_func_stats` does.
 *
 * A row that stands alone keeps its numbers to the last bit, so the sums start from -0 (-0 + x is x for every x, and
 * 0 + -0 would be 0). Only functions that come with a later file start from 0 in pstats.
 */
export function* addRowSteps(
  tables: readonly FunctionTable[],
  rowMaps: readonly Int32Array[],
  length: number,
): Steps<NumberColumns> {
  const first = tables.length === 1 ? length : (tables[0]?.length ?? 0);
  const ncalls = new CountAdder(length);
  const primitiveCalls = new CountAdder(length);
  const tottime = new Float64Array(length).fill(-0, 0, first);
  const cumtime = new Float64Array(length).fill(-0, 0, first);
  for (const [index, table] of tables.entries()) {
    const rowMap = rowMaps[index]!;
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
  return { ncalls: ncalls.finish(length), primitiveCalls: primitiveCalls.finish(length), tottime, cumtime };
}
