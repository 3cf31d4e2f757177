import { calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';
import { rowsInDumpOrder } from '../../select/sort-rows.ts';
import type { CallDirection } from '../call-list.ts';
import { recentResults } from '../recent-results.ts';
import { recentSteps } from '../recent-steps.ts';
import { cycleHeads } from './cycle-heads.ts';

/** Where the trees of a whole program start: from each function there is a path of callers to one of these. */
export type ProgramRoots = {
  /** The functions that no other function of the profile calls, in the order of the dump, and then the {@link cyclic}. */
  readonly rows: Int32Array;
  /** How many of them are in a cycle that nothing else calls: of each such cycle the one with the most cumtime. */
  readonly cyclic: number;
};

const recentRoots = recentSteps<ProgramRoots>(1);
const recentRows = recentResults<Int32Array>(1);

/** Downwards the roots of the program; upwards one may start from every function. */
export function startingRows(table: ProfileTable, direction: CallDirection): Int32Array {
  if (direction === 'callees') return programRoots(table).rows;
  return recentRows(table, 'all', () => rowsInDumpOrder(table));
}

/** A ghost that calls is no root: the dump has no numbers for it. */
export function programRoots(table: ProfileTable): ProgramRoots {
  return finish(programRootSteps(table));
}

/** {@link programRoots} in slices. */
export function programRootSteps(table: ProfileTable): Steps<ProgramRoots> {
  return recentRoots(table, 'roots', function* () {
    const uncalled = yield* rowsWithoutCallers(table);
    const heads = cycleHeads(table, yield* rowsNotBelow(table, uncalled));
    return { rows: Int32Array.from([...uncalled, ...heads]), cyclic: heads.length };
  });
}

function* rowsWithoutCallers(table: ProfileTable): Steps<readonly FunctionIndex[]> {
  const { start, caller } = table.edges();
  const found: FunctionIndex[] = [];
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      let isCalled = false;
      for (let edge = start[row]!; edge < start[row + 1]! && !isCalled; edge++) {
        isCalled = caller[edge] !== row && caller[edge]! < table.length;
      }
      if (!isCalled) found.push(row);
    }
  });
  return found;
}

/** A slice walks down from this many rows. */
const ROWS_A_SLICE = 1 << 14;

/** So often the rows are gone through in their order, before what is left is walked to. */
const MOST_SWEEPS = 8;

/**
 * 1 for each row that no path of calls from the given ones leads to. A walk would go from one end of the memory to the other:
 * sweeps in the order of the dump find nearly all, and only a long chain against that order is left to a walk.
 */
function* rowsNotBelow(table: ProfileTable, from: readonly FunctionIndex[]): Steps<Uint8Array> {
  const isNew = new Uint8Array(table.length + table.edges().ghosts.length).fill(1);
  for (const row of from) isNew[row] = 0;
  let found: Int32Array = Int32Array.from(from);
  for (let sweep = 0; sweep < MOST_SWEEPS && found.length > 0; sweep++) found = yield* sweepBelow(table, isNew);
  yield* walkBelow(table, found, isNew);
  return isNew.subarray(0, table.length); // what is behind them are ghosts, which are no rows
}

/** Takes the rows that one which is not new calls: all that those called which stood before them, too. Returns them. */
function* sweepBelow(table: ProfileTable, isNew: Uint8Array): Steps<Int32Array> {
  const { start, caller } = table.edges();
  const found = new Int32Array(table.length);
  let count = 0;
  yield* inSlices(table.length, (first, end) => {
    for (let row = first; row < end; row++) {
      if (isNew[row] === 0) continue;
      let edge = start[row]!;
      const after = start[row + 1]!;
      while (edge < after && isNew[caller[edge]!] === 1) edge++;
      if (edge === after) continue;
      isNew[row] = 0;
      found[count++] = row;
    }
  });
  return found.subarray(0, count);
}

/** Takes all rows on paths from the given ones. */
function* walkBelow(table: ProfileTable, from: Int32Array, isNew: Uint8Array): Steps<void> {
  if (from.length === 0) return; // as nearly always: then nobody needs the callees
  const { start, edge, callee } = calleeIndex(table);
  const open = new Int32Array(table.length);
  open.set(from);
  let length = from.length;
  for (let walked = 1; length > 0; walked++) {
    if (walked % ROWS_A_SLICE === 0) yield;
    const row = open[--length]!;
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const next = callee[edge[at]!]!;
      if (isNew[next] === 0) continue;
      isNew[next] = 0;
      open[length++] = next;
    }
  }
}
