import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import { countsDiffer } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type ProfileTable, type Seconds } from '../profile/profile-table.ts';

/** Functions of which each spends nearly all its time in a call of the next; `seconds`: what the last took on this way. */
export type Way = { readonly rows: readonly FunctionIndex[]; readonly seconds: Seconds };

/** A step goes on with at least this part of the time. */
const NEARLY_ALL = 0.9;

/**
 * At least this part of a callee's time must come from this caller; else what it does further down belongs to other
 * paths too.
 */
const ITS_OWN = 0.95;

/** Fewer functions are no chain: each stands for itself. */
const LEAST_CHAIN = 3;

/** A call is inside of its caller, but for the last digit. */
const ROUNDING = 1 + 1e-9;

/** A call: of whom, or by whom, and the time of it. */
type Step = { readonly row: FunctionIndex; readonly seconds: Seconds };

/** The calls of a function, or the calls to it. */
export type StepsOf = (row: FunctionIndex) => Iterable<Step>;

type WayOptions = { readonly most?: number; readonly stepsOf?: StepsOf };

/** What a function's time goes through, in the summary, in reports and in the tree; null where it is no chain. */
export function chainFrom(table: ProfileTable, start: FunctionIndex, options: WayOptions = {}): Way | null {
  return chainOrNull(table, wayDown, start, options);
}

/** The same upwards: by whom nearly all of a function's time was asked for, and so on. */
export function chainTo(table: ProfileTable, start: FunctionIndex, options: WayOptions = {}): Way | null {
  return start >= table.length ? null : chainOrNull(table, wayUp, start, options);
}

function chainOrNull(
  table: ProfileTable,
  wayOf: typeof wayDown,
  start: FunctionIndex,
  options: WayOptions,
): Way | null {
  if (table.edges().countsOnly !== null) return null; // nobody knows where the time went
  if (isRecursive(table, start)) return null;
  const way = wayOf(table, start, options);
  return way.rows.length >= LEAST_CHAIN ? way : null;
}

/** A function, and what nearly all its time goes on to, from call to call, at most so many in all. */
export function wayDown(table: ProfileTable, start: FunctionIndex, options: WayOptions = {}): Way {
  const { stepsOf = (row) => callsBelow(table, row) } = options;
  return walk(table, start, options, (row, seconds) => stepDown(table, row, seconds, stepsOf(row)));
}

function wayUp(table: ProfileTable, start: FunctionIndex, options: WayOptions = {}): Way {
  const { stepsOf = (row) => callsAbove(table, row) } = options;
  return walk(table, start, options, (row, seconds) => stepUp(table, row, seconds, stepsOf(row)));
}

function* callsBelow(table: ProfileTable, row: FunctionIndex): Generator<Step> {
  const index = calleeIndex(table);
  const { cumtime } = table.edges();
  for (const edge of calleeEdges(index, row)) yield { row: index.callee[edge]!, seconds: cumtime[edge]! };
}

function* callsAbove(table: ProfileTable, row: FunctionIndex): Generator<Step> {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  for (let edge = start; edge < end; edge++) yield { row: edges.caller[edge]!, seconds: edges.cumtime[edge]! };
}

function walk(
  { cumtime }: ProfileTable,
  start: FunctionIndex,
  { most = Number.POSITIVE_INFINITY }: WayOptions,
  next: (row: FunctionIndex, seconds: Seconds) => Step | null,
): Way {
  const rows = new Set([start]);
  let seconds = cumtime[start]!;
  for (let step = next(start, seconds); step !== null && rows.size < most; step = next(step.row, seconds)) {
    if (rows.has(step.row)) break;
    rows.add(step.row);
    seconds = step.seconds;
  }
  return { rows: [...rows], seconds };
}

function stepDown(table: ProfileTable, row: FunctionIndex, seconds: Seconds, calls: Iterable<Step>): Step | null {
  let step: Step | null = null;
  for (const call of calls) {
    const isInside = call.row !== row && call.seconds <= seconds * ROUNDING;
    if (isInside && (step === null || call.seconds > step.seconds)) step = call;
  }
  if (step === null || !isNearlyAll(step.seconds, seconds)) return null;
  return step.seconds >= ITS_OWN * table.cumtime[step.row]! && !isRecursive(table, step.row) ? step : null;
}

/** The call that nearly all of a function's time is for. Whatever else its caller does, this time is for the caller. */
function stepUp(table: ProfileTable, row: FunctionIndex, seconds: Seconds, calls: Iterable<Step>): Step | null {
  if (isRecursive(table, row)) return null;
  for (const call of calls) {
    const part = call.seconds / table.cumtime[row]!;
    if (call.row < table.length && isNearlyAll(part, 1) && part <= ROUNDING)
      return { row: call.row, seconds: seconds * part };
  }
  return null;
}

function isNearlyAll(part: number, whole: number): boolean {
  return part > 0 && part >= NEARLY_ALL * whole;
}

/** Calls of a recursion are inside of each other, and so are the times of its edges: no way can be told through it. */
export function isRecursive({ ncalls, primitiveCalls }: ProfileTable, row: FunctionIndex): boolean {
  return countsDiffer(ncalls, primitiveCalls, row);
}
