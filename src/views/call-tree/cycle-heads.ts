import { calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';

/**
 * Of each cycle of calls that is called from nowhere else, the function with the most cumtime (of equals the first).
 *
 * The row that a depth-first walk leaves last is in such a cycle: nothing outside of the cycle leads to it. All that leads
 * to it is then the cycle; all that it leads to is below the cycle; and so on with the rest (the reasoning of Kosaraju's
 * algorithm).
 *
 * @param isMember 1 for the rows to look at: all those that can only be reached from a cycle
 */
export function cycleHeads(table: ProfileTable, isMember: Uint8Array): readonly FunctionIndex[] {
  if (!isMember.includes(1)) return [];
  const left = isMember.slice();
  const heads: FunctionIndex[] = [];
  for (const row of rowsAsLeft(table, isMember).reverse()) {
    if (left[row] === 0) continue;
    heads.push(mostCumtime(table, callersAbove(table, row, isMember)));
    for (const below of calleesBelow(table, row, left)) left[below] = 0;
  }
  return heads;
}

/** The rows in the order in which a depth-first walk over their callees leaves them. The stack is an array of ours. */
function rowsAsLeft(table: ProfileTable, isMember: Uint8Array): FunctionIndex[] {
  const { start, edge, callee } = calleeIndex(table);
  const next = start.slice();
  const isSeen = new Uint8Array(table.length);
  const finished: FunctionIndex[] = [];
  for (let first = 0; first < table.length; first++) {
    if (isMember[first] === 0 || isSeen[first] === 1) continue;
    const stack = [first];
    isSeen[first] = 1;
    while (stack.length > 0) {
      const row = stack[stack.length - 1]!;
      if (next[row]! >= start[row + 1]!) {
        finished.push(row);
        stack.pop();
        continue;
      }
      const below = callee[edge[next[row]!++]!]!;
      if (isMember[below] === 0 || isSeen[below] === 1) continue;
      isSeen[below] = 1;
      stack.push(below);
    }
  }
  return finished;
}

function calleesBelow(table: ProfileTable, from: FunctionIndex, isMember: Uint8Array): ReadonlySet<FunctionIndex> {
  const { start, edge, callee } = calleeIndex(table);
  return reached(from, isMember, (row, visit) => {
    for (let at = start[row]!; at < start[row + 1]!; at++) visit(callee[edge[at]!]!);
  });
}

function callersAbove(table: ProfileTable, from: FunctionIndex, isMember: Uint8Array): ReadonlySet<FunctionIndex> {
  const { start, caller } = table.edges();
  return reached(from, isMember, (row, visit) => {
    for (let edge = start[row]!; edge < start[row + 1]!; edge++) visit(caller[edge]!);
  });
}

function reached(
  from: FunctionIndex,
  isMember: Uint8Array,
  forEachNext: (row: FunctionIndex, visit: (next: FunctionIndex) => void) => void,
): ReadonlySet<FunctionIndex> {
  const found = new Set([from]);
  // a Set hands out what is added to it while one goes through it
  for (const row of found) {
    forEachNext(row, (next) => {
      if (isMember[next] === 1) found.add(next);
    });
  }
  return found;
}

function mostCumtime({ cumtime }: ProfileTable, rows: Iterable<FunctionIndex>): FunctionIndex {
  let most = -1;
  for (const row of rows) {
    const isMore = most < 0 || cumtime[row]! > cumtime[most]! || (cumtime[row] === cumtime[most] && row < most);
    if (isMore) most = row;
  }
  return most;
}
