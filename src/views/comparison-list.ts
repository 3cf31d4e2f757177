import type { ProfileTable } from '../profile/profile-table.ts';
import { comparisonSince } from './changes-since.ts';
import { type DiffMetric, type FunctionChange, functionChanges, NO_LIMITS } from './function-change.ts';
import { recentResults } from './recent-results.ts';

const recentLists = recentResults<Map<ProfileTable, readonly FunctionChange[]>>(4);

/** Every function of which anything changed since the baseline, the greatest change first, whichever way. */
export function changesSince(
  baseline: ProfileTable,
  table: ProfileTable,
  metric: DiffMetric,
  isReversed: boolean,
): readonly FunctionChange[] {
  const lists = recentLists(table, `${metric} ${isReversed}`, () => new Map());
  const list = lists.get(baseline) ?? sortedChanges(baseline, table, metric, isReversed);
  lists.set(baseline, list);
  return list;
}

function sortedChanges(
  baseline: ProfileTable,
  table: ProfileTable,
  metric: DiffMetric,
  isReversed: boolean,
): readonly FunctionChange[] {
  const changes = Array.from(functionChanges(comparisonSince(baseline, table), NO_LIMITS));
  const sorted = changes.filter(({ kind }) => kind !== 'same').sort((a, b) => compareImpact(metric, a, b));
  return isReversed ? sorted.reverse() : sorted;
}

/** By the size of the change; then by the other numbers, so that equal times go by their calls. */
export function compareImpact(metric: DiffMetric, a: FunctionChange, b: FunctionChange): number {
  return (
    size(b[metric].delta) - size(a[metric].delta) ||
    size(b.tottime.delta) - size(a.tottime.delta) ||
    size(b.cumtime.delta) - size(a.cumtime.delta) ||
    size(b.ncalls.delta) - size(a.ncalls.delta)
  );
}

/** A NaN (of a hand-made dump) is no change that could be ranked. */
function size(delta: number): number {
  return Number.isFinite(delta) ? Math.abs(delta) : 0;
}
