import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import { countsDiffer } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { pythonOf } from '../profile/python-version.ts';
import { finish, inSlices, type Steps } from '../profile/steps.ts';
import { recentSteps } from './recent-steps.ts';

/** What a profile cannot say of its program, where that matters for its numbers. */
export type Limit =
  /** Other threads ran, and since Python 3.12 cProfile writes their calls as if one thread had made them all. */
  | { readonly kind: 'mixed-threads' }
  /** Rows without primitive calls, as pre-releases of Python 3.12 wrote them: their cumtime is 0 (cpython#106152). */
  | { readonly kind: 'no-primitive-calls'; readonly rows: readonly FunctionIndex[] }
  /**
   * Functions of one file, line and name overwrote each other: `callers` took time in calls that the profile has not.
   * `shared` are rows that stand for several functions, or are likely to.
   */
  | {
      readonly kind: 'lost-time';
      readonly seconds: Seconds;
      readonly callers: readonly FunctionIndex[];
      readonly shared: readonly FunctionIndex[];
    }
  /** The clock of the machine stood still between its ticks, and most calls are shorter than one. */
  | { readonly kind: 'coarse-clock'; readonly tick: Seconds; readonly zeros: number };

/** Each at most once, and only those that apply. */
export function profileLimits(table: ProfileTable): readonly Limit[] {
  return finish(limitSteps(table));
}

const recentLimits = recentSteps<readonly Limit[]>(1);

/** {@link profileLimits} in slices. */
export function limitSteps(table: ProfileTable): Steps<readonly Limit[]> {
  return recentLimits(table, 'limits', () => findLimits(table));
}

function* findLimits(table: ProfileTable): Steps<readonly Limit[]> {
  if (table.kind === 'sampled') return [];
  const threads = mixedThreads(table); // then no time explains another
  yield;
  const uncounted = noPrimitiveCalls(table);
  yield;
  const lost = threads === null && uncounted === null ? yield* lostTime(table) : null;
  yield;
  return [threads, lost, uncounted, coarseClock(table)].filter((limit) => limit !== null);
}

/** The function in which every thread of `threading` begins. */
const THREAD_START = '_bootstrap_inner';

/** Python 3.12 and later: up to 3.11 a profile has this function only where the program profiles its threads itself. */
const MIXING = 12;

function mixedThreads(table: ProfileTable): Limit | null {
  const start = table.strings.find(THREAD_START);
  if (start < 0 || !table.functions.name.includes(start)) return null;
  return hasAllThreads(table) ? { kind: 'mixed-threads' } : null;
}

/** Whether cProfile heard of the calls of all threads, and not only of the one that switched it on; false if unknown. */
export function hasAllThreads(table: ProfileTable): boolean {
  const version = pythonOf(table);
  return version?.major === 3 && version.minor >= MIXING;
}

function noPrimitiveCalls({ ncalls, primitiveCalls, tottime, cumtime, length }: ProfileTable): Limit | null {
  const rows: FunctionIndex[] = [];
  for (let row = 0; row < length; row++) {
    const isOdd = primitiveCalls.values[row] === 0 && ncalls.values[row]! > 0 && tottime[row]! > cumtime[row]!;
    if (isOdd) rows.push(row);
  }
  return rows.length === 0 ? null : { kind: 'no-primitive-calls', rows };
}

/** Less than this part of the total is rounding. */
const LEAST_LOST = 0.01;

/**
 * A profile keeps one of all functions with the same file, line and name. What the others called stays: then a function
 * has calls that took longer than itself. What called them has time that no call explains.
 */
function* lostTime(table: ProfileTable): Steps<Limit | null> {
  const edges = yield* table.edges.steps();
  if (edges.length === 0 || edges.countsOnly !== null || !table.functions.line.includes(0)) return null; // yappi has no built-ins
  const unexplained = yield* unexplainedTimes(table);
  const least = LEAST_LOST * table.totals.tottime;
  const callers = rowsWhere(table, (row) => unexplained[row]! > least);
  if (callers.length === 0) return null;
  callers.sort((a, b) => unexplained[b]! - unexplained[a]!);
  const seconds = callers.reduce((sum, row) => sum + unexplained[row]!, 0);
  const shared = rowsWhere(table, (row) => unexplained[row]! < -least && !isStart(table, row));
  shared.sort((a, b) => unexplained[a]! - unexplained[b]!);
  return { kind: 'lost-time', seconds, callers, shared: [...shared, ...likelyShared(table, callers, shared)] };
}

function rowsWhere({ length }: ProfileTable, isMeant: (row: FunctionIndex) => boolean): FunctionIndex[] {
  const rows: FunctionIndex[] = [];
  for (let row = 0; row < length; row++) if (isMeant(row)) rows.push(row);
  return rows;
}

/** What of a function's cumtime is neither its own nor in a call that the profile has; 0 in a recursion, which hides it. */
function* unexplainedTimes({
  ncalls,
  primitiveCalls,
  tottime,
  cumtime,
  edges: read,
  length,
}: ProfileTable): Steps<Float64Array> {
  const edges = yield* read.steps();
  const left = new Float64Array(length);
  for (let row = 0; row < length; row++) left[row] = cumtime[row]! - tottime[row]!;
  yield* inSlices(edges.length, (from, to) => {
    for (let edge = from; edge < to; edge++) {
      const caller = edges.caller[edge]!;
      if (caller < length) left[caller]! -= edges.cumtime[edge]!;
    }
  });
  for (let row = 0; row < length; row++) if (countsDiffer(ncalls, primitiveCalls, row)) left[row] = 0;
  return left;
}

/** `exec` of any text has this name, and the start of `python -m cProfile` too: that one hides another is no loss. */
function isStart({ functions, strings }: ProfileTable, row: FunctionIndex): boolean {
  return strings.text(functions.name[row]!) === '<module>';
}

/**
 * Of the functions that the callers call: those that a program often has several of at one place. Where the row that was
 * kept is another's, none of them is: then all that dataclasses and namedtuples wrote.
 */
function likelyShared(
  table: ProfileTable,
  callers: readonly FunctionIndex[],
  known: readonly FunctionIndex[],
): readonly FunctionIndex[] {
  const index = calleeIndex(table);
  const called = callers.flatMap((row) => [...calleeEdges(index, row)].map((edge) => index.callee[edge]!));
  const likely = [...new Set(called)].filter((row) => !known.includes(row) && isOftenShared(table, row));
  if (known.length + likely.length > 0) return likely;
  return rowsWhere(table, (row) => isWritten(table, row));
}

/** Lambdas may share a line. */
function isOftenShared(table: ProfileTable, row: FunctionIndex): boolean {
  return isWritten(table, row) || table.strings.text(table.functions.name[row]!) === '<lambda>';
}

/** `<string>` holds the methods that dataclasses and namedtuples write. */
function isWritten(table: ProfileTable, row: FunctionIndex): boolean {
  return table.strings.text(table.functions.file[row]!) === '<string>' && !isStart(table, row);
}

/** A clock of Windows ticks each 15.6 ms, one of a browser each 0.1 ms; cProfile up to 3.7 counts microseconds. */
const COARSE = 1e-5;

/** With fewer functions that could show it, times are multiples of each other by chance. */
const ENOUGH_FUNCTIONS = 10;

function coarseClock({ tottime, ncalls, length }: ProfileTable): Limit | null {
  let tick = Number.POSITIVE_INFINITY;
  let timed = 0;
  for (const seconds of tottime) {
    if (!(seconds > 0)) continue;
    timed++;
    if (seconds < tick) tick = seconds;
  }
  const zeros = length - timed;
  if (!(tick >= COARSE) || timed < ENOUGH_FUNCTIONS || zeros < timed / 2) return null;
  const isTicking = tottime.every((seconds) => !(seconds > 0) || isMultiple(seconds, tick));
  const isCalled = ncalls.values.some((count) => count > 1);
  return isTicking && isCalled ? { kind: 'coarse-clock', tick, zeros } : null;
}

/** Sums of ticks carry the rounding of the clock's own numbers. */
function isMultiple(seconds: Seconds, tick: Seconds): boolean {
  const ratio = seconds / tick;
  return Math.abs(ratio - Math.round(ratio)) < 0.001;
}
