import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import { countsDiffer } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type ProfileTable, type Seconds } from '../profile/profile-table.ts';

/** Functions of which each spends nearly all its time in a call of the next; `seconds`: what the last took on this way. */
export type Way = { readonly rows: readonly FunctionIndex[]; readonly seconds: Seconds };

/** A step goes on with at least this part of the time. */
const NEARLY_ALL = 0.9;

/** So much of a callee's time must come from this caller, or what it does further down is not of this way alone. */
const ITS_OWN = 0.95;

/** Fewer functions are no chain: each stands for itself. */
const LEAST_CHAIN = 3;

/** A call is inside of its caller, but for the last digit. */
const ROUNDING = 1 + 1e-9;

/** What a function's time goes through, in the summary, in reports and in the tree; null where it is no chain. */
export function chainFrom(table: ProfileTable, start: FunctionIndex, most?: number): Way | null {
  return chainOrNull(table, wayDown, start, most);
}

/** The same upwards: by whom nearly all of a function's time was asked for, and so on. */
export function chainTo(table: ProfileTable, start: FunctionIndex, most?: number): Way | null {
  return start >= table.length ? null : chainOrNull(table, wayUp, start, most);
}

function chainOrNull(table: ProfileTable, wayOf: typeof wayDown, start: FunctionIndex, most?: number): Way | null {
  if (table.edges().countsOnly !== null) return null; // nobody knows where the time went
  if (isRecursive(table, start)) return null;
  const way = wayOf(table, start, most);
  return way.rows.length >= LEAST_CHAIN ? way : null;
}

/** A function, and what nearly all its time goes on to, from call to call, at most so many in all. */
export function wayDown(table: ProfileTable, start: FunctionIndex, most: number = Number.POSITIVE_INFINITY): Way {
  return walk(start, table.cumtime[start]!, most, (row, seconds) => stepDown(table, row, seconds));
}

function wayUp(table: ProfileTable, start: FunctionIndex, most: number = Number.POSITIVE_INFINITY): Way {
  return walk(start, table.cumtime[start]!, most, (row, seconds) => stepUp(table, row, seconds));
}

type Step = { readonly row: FunctionIndex; readonly seconds: Seconds };

function walk(
  start: FunctionIndex,
  all: Seconds,
  most: number,
  next: (row: FunctionIndex, seconds: Seconds) => Step | null,
): Way {
  const rows = new Set([start]);
  let seconds = all;
  for (let step = next(start, seconds); step !== null && rows.size < most; step = next(step.row, seconds)) {
    if (rows.has(step.row)) break;
    rows.add(step.row);
    seconds = step.seconds;
  }
  return { rows: [...rows], seconds };
}

function stepDown(table: ProfileTable, row: FunctionIndex, seconds: Seconds): Step | null {
  const index = calleeIndex(table);
  const { cumtime } = table.edges();
  let step: Step | null = null;
  for (const edge of calleeEdges(index, row)) {
    const call = { row: index.callee[edge]!, seconds: cumtime[edge]! };
    if (call.row !== row && call.seconds <= seconds * ROUNDING && (step === null || call.seconds > step.seconds))
      step = call;
  }
  if (step === null || !isNearlyAll(step.seconds, seconds)) return null;
  return step.seconds >= ITS_OWN * table.cumtime[step.row]! && !isRecursive(table, step.row) ? step : null;
}

/** The call that nearly all of a function's time is for. Whatever else its caller does, this time is for the caller. */
function stepUp(table: ProfileTable, row: FunctionIndex, seconds: Seconds): Step | null {
  if (isRecursive(table, row)) return null;
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  for (let edge = start; edge < end; edge++) {
    const part = edges.cumtime[edge]! / table.cumtime[row]!;
    const isRow = edges.caller[edge]! < table.length;
    if (isRow && isNearlyAll(part, 1) && part <= ROUNDING) return { row: edges.caller[edge]!, seconds: seconds * part };
  }
  return null;
}

function isNearlyAll(part: number, whole: number): boolean {
  return part > 0 && part >= NEARLY_ALL * whole;
}

/** Calls of a recursion are inside of each other, and so are the times of its edges: no way can be told through it. */
function isRecursive({ ncalls, primitiveCalls }: ProfileTable, row: FunctionIndex): boolean {
  return countsDiffer(ncalls, primitiveCalls, row);
}
