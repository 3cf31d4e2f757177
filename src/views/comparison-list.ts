import { answerFor } from '../profile/late-answer.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type MadeOnce, madeOnce, type Steps, sliceCounter } from '../profile/steps.ts';
import { radixSort } from '../select/radix-sort.ts';
import { comparisonSince } from './changes-since.ts';
import { DIFF_METRICS, type DiffMetric, type FunctionChange, functionChanges, NO_LIMITS } from './function-change.ts';
import { recentResults } from './recent-results.ts';

type Changes = readonly FunctionChange[];

const recentLists = recentResults<Map<ProfileTable, MadeOnce<Changes>>>(4);

/**
 * Every function of which anything changed since the baseline, the greatest change first, whichever way. Of a large profile
 * it takes seconds: who asks may have to wait for it.
 */
export function changesSince(
  baseline: ProfileTable,
  table: ProfileTable,
  metric: DiffMetric,
  isReversed: boolean,
): Changes {
  const lists = recentLists(table, `${metric} ${isReversed}`, () => new Map());
  const list = lists.get(baseline) ?? madeOnce(() => sortedChanges(baseline, table, metric, isReversed));
  lists.set(baseline, list);
  return answerFor(baseline.length + table.length, list);
}

/** A function costs more than a row of a column: its numbers are made objects. */
const CHANGES_A_SLICE = 1 << 12;

function* sortedChanges(
  baseline: ProfileTable,
  table: ProfileTable,
  metric: DiffMetric,
  isReversed: boolean,
): Steps<Changes> {
  const changes: FunctionChange[] = [];
  const isSliceFull = sliceCounter(CHANGES_A_SLICE);
  for (const change of functionChanges(yield* comparisonSince(baseline, table).steps(), NO_LIMITS)) {
    if (change.kind !== 'same') changes.push(change);
    if (isSliceFull(1)) yield;
  }
  let rows: Int32Array = Int32Array.from(changes.keys());
  for (const by of [metric, ...DIFF_METRICS].toReversed())
    rows = yield* radixSort(
      rows,
      Float64Array.from(changes, (change) => size(change, by)),
      'desc',
    );
  const sorted = Array.from(rows, (row) => changes[row]!);
  return isReversed ? sorted.reverse() : sorted;
}

/** By the size of the change; then by the other numbers, so that equal times go by their calls. */
export function compareImpact(metric: DiffMetric, a: FunctionChange, b: FunctionChange): number {
  return (
    size(b, metric) - size(a, metric) ||
    size(b, 'tottime') - size(a, 'tottime') ||
    size(b, 'cumtime') - size(a, 'cumtime') ||
    size(b, 'ncalls') - size(a, 'ncalls')
  );
}

/** Noise is no change that could be ranked, and a NaN (of a hand-made dump) neither. */
function size(change: FunctionChange, metric: DiffMetric): number {
  const { delta } = change[metric];
  return Number.isFinite(delta) && !change.isNoise[metric] ? Math.abs(delta) : 0;
}
