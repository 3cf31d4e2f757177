import { assertNever } from '../errors.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { costPerRun } from './change-direction.ts';
import { type DiffView, fileOf } from './diff-view.ts';
import { type Change, type FunctionChange, pairedChange, relativeChange } from './function-change.ts';
import type { Gate, GateName } from './gate.ts';
import { functionOfGate } from './gate-function.ts';
import { isSlower, type PairedTimes, pairTimes, pairTotals, steadyTotal, type TimeMetric } from './run-times.ts';

/** A gate that did not hold. `function`: null for the profile as a whole. `pairs`: what decided it; null for calls. */
export type GateFailure = {
  readonly gate: Gate;
  readonly function: FunctionChange | null;
  readonly change: Change;
  readonly pairs: PairedTimes | null;
};

/** `undecided`: a gate on times with too few runs. It is neither held nor failed. */
export type GateResult = {
  readonly gate: Gate;
  readonly status: 'held' | 'failed' | 'undecided';
  readonly failures: readonly GateFailure[];
  /** Functions that are not one's own and exceeded the limit: a gate that looks at one's own alone passes them over. */
  readonly passedOver: readonly GateFailure[];
};

/** A change with the number that 100 % stands for. */
type GateChange = Omit<GateFailure, 'gate'> & { readonly whole: number };

/** What a gate looks at, and what of that grew for sure. Null: nobody can say. */
type Judge = (view: DiffView, gate: Gate) => readonly GateChange[] | null;

/**
 * By how much of the total time a function must have grown to fail a gate on any function. There are hundreds of
 * functions, and each may look slower by chance: with 2 % for cumtime three to four times as many comparisons of a
 * program with itself fail at five runs a side as with 5 %. cumtime counts one cause once for each caller above it, so it
 * needs the higher floor. Of one function that was named the tolerance is enough.
 */
const FLOORS: Readonly<Record<TimeMetric, number>> = {
  tottime: 0.02,
  'tottime-percall': 0.02,
  cumtime: 0.05,
  'cumtime-percall': 0.05,
};

const JUDGES: Readonly<Record<GateName, Judge>> = {
  'total-calls': ({ totals }) =>
    totals.isNoise.ncalls ? [] : [{ function: null, change: totals.ncalls, pairs: null, whole: totals.ncalls.before }],
  calls: (view, gate) =>
    rowsOf(view, gate)
      .filter(({ kind, beforeRow, isNoise }) => beforeRow >= 0 && kind !== 'vanished' && !isNoise.ncalls)
      .map((item) => ({ function: item, change: item.ncalls, pairs: null, whole: item.ncalls.before })),
  new: (view) =>
    view.changes
      .filter(({ kind }) => kind === 'appeared')
      .map((item) => ({ function: item, change: item.cumtime, pairs: null, whole: view.totals.tottime.after })),
  tottime: (view, gate) => grownTimes(view, gate, 'tottime'),
  cumtime: (view, gate) => grownTimes(view, gate, 'cumtime'),
  'tottime-percall': (view, gate) => grownTimes(view, gate, 'tottime-percall'),
  'cumtime-percall': (view, gate) => grownTimes(view, gate, 'cumtime-percall'),
  total: (view) => grownTotal(view),
};

/**
 * What each gate says of a comparison; what failed with the greatest increase first.
 *
 * @throws UsageError 'no-such-function' for a gate on a function that one of the sides does not have
 */
export function judgeGates(gates: readonly Gate[], view: DiffView): readonly GateResult[] {
  return gates.map((gate) => {
    const changes = JUDGES[gate.metric.name](view, gate);
    if (changes === null) return { gate, status: 'undecided', failures: [], passedOver: [] };
    const beyond = changes
      .filter((item) => !(increaseIn(gate, item) <= gate.limit))
      .sort(byCause)
      .map(({ whole: _, ...failure }) => ({ gate, ...failure }));
    const failures = beyond.filter((failure) => isLookedAt(view, failure));
    const passedOver = beyond.filter((failure) => !isLookedAt(view, failure));
    return { gate, status: failures.length === 0 ? 'held' : 'failed', failures, passedOver };
  });
}

/**
 * A gate on any function looks at one's own where the options say which files are ({@link DiffOptions.isGatedFile}), else
 * at all; one on a named function, or on the whole, at that.
 */
function isLookedAt(
  { comparison, options: { isGatedFile } }: DiffView,
  { gate, function: item }: GateFailure,
): boolean {
  return item === null || gate.function !== null || isGatedFile === undefined || isGatedFile(fileOf(comparison, item));
}

/** The function that became slower itself before those that only call it; all else by its increase. */
function byCause(a: GateChange, b: GateChange): number {
  return ownIncrease(b) - ownIncrease(a) || b.change.delta - a.change.delta;
}

function ownIncrease({ function: item, pairs }: GateChange): number {
  if (item === null || pairs === null || item.isNoise.tottime) return 0;
  return Number.isFinite(item.tottime.delta) ? Math.max(0, item.tottime.delta) : 0;
}

/** From nothing to something is more than any percentage. */
function increaseIn({ unit }: Gate, { change, whole }: GateChange): number {
  if (unit === 's' || unit === 'calls') return change.delta;
  if (unit === 'ms') return change.delta * 1000;
  const relative = relativeChange({ ...change, before: whole });
  return relative === null ? (change.delta <= 0 ? 0 : Number.POSITIVE_INFINITY) : relative * 100;
}

function rowsOf(view: DiffView, gate: Gate): readonly FunctionChange[] {
  return gate.function === null ? view.changes : [functionOfGate(view, gate, gate.function)];
}

function grownTotal({ times, certainty }: DiffView): readonly GateChange[] | null {
  if (times === null || certainty !== 'decided') return null;
  const pairs = pairTotals(times);
  return isSlower(pairs) ? [{ function: null, change: pairedChange(pairs), pairs, whole: pairs.before }] : [];
}

/** Functions of both sides that grew by more than the floor, and were slower in nearly all pairs of runs. */
function grownTimes(view: DiffView, gate: Gate, metric: TimeMetric): readonly GateChange[] | null {
  const { times, certainty } = view;
  const rows = rowsOf(view, gate);
  if (times === null || certainty !== 'decided') return null;
  const floor = Math.max(
    view.options.tolerance,
    gate.function === null ? FLOORS[metric] * finite(steadyTotal(times)) : 0,
  );
  return rows
    .filter(({ beforeRow, afterRow }) => beforeRow >= 0 && afterRow >= 0)
    .map((item) => ({ item, pairs: pairTimes(times, metric, item.beforeRow, item.afterRow) }))
    .filter(({ item, pairs }) => isSlower(pairs) && !(costOf(item, metric, pairs) <= floor))
    .map(({ item, pairs }) => ({ function: item, change: pairedChange(pairs), pairs, whole: pairs.before }));
}

/** What the increase adds to the time of a run. */
function costOf(item: FunctionChange, metric: TimeMetric, pairs: PairedTimes): Seconds {
  const change = pairedChange(pairs);
  switch (metric) {
    case 'tottime':
    case 'cumtime':
      return change.delta;
    case 'tottime-percall':
      return costPerRun(change, item.tottime);
    case 'cumtime-percall':
      return costPerRun(change, item.cumtime);
    default:
      return assertNever(metric);
  }
}

/** A total that is no number (of a damaged dump) is a floor of nothing. */
function finite(total: Seconds): Seconds {
  return Number.isFinite(total) ? total : 0;
}
