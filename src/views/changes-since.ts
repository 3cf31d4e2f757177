import { type Comparison, compareSteps } from '../profile/compare.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type MadeOnce, madeOnce } from '../profile/steps.ts';
import { changeOfRow, type FunctionChange, NO_LIMITS } from './function-change.ts';
import { recentResults } from './recent-results.ts';

const recentComparisons = recentResults<Map<ProfileTable, MadeOnce<Comparison>>>(1);

/** A profile against what it was before; compared once for each pair, in slices where there is time. */
export function comparisonSince(baseline: ProfileTable, table: ProfileTable): MadeOnce<Comparison> {
  const known = recentComparisons(table, 'since', () => new Map());
  const comparison = known.get(baseline) ?? madeOnce(() => compareSteps(baseline, table));
  known.set(baseline, comparison);
  return comparison;
}

/** What changed of a function since then. */
export function changeSince(baseline: ProfileTable, table: ProfileTable, row: FunctionIndex): FunctionChange {
  return changeOfRow(comparisonSince(baseline, table)(), row, NO_LIMITS);
}
