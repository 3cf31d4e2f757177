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
  const changes = Array.from(functionChanges(comparisonSince(baseline, table)(), NO_LIMITS));
  const sorted = changes.filter(({ kind }) => kind !== 'same').sort((a, b) => compareImpact(metric, a, b));
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
