import { type Comparison, compareProfiles } from '../profile/compare.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { changeOfRow, type FunctionChange, NO_LIMITS } from './function-change.ts';
import { recentResults } from './recent-results.ts';

const recentComparisons = recentResults<Map<ProfileTable, Comparison>>(1);

/** A profile against what it was before; compared once for each pair. */
export function comparisonSince(baseline: ProfileTable, table: ProfileTable): Comparison {
  const known = recentComparisons(table, 'since', () => new Map());
  const comparison = known.get(baseline) ?? compareProfiles(baseline, table);
  known.set(baseline, comparison);
  return comparison;
}

/** What changed of a function since then. */
export function changeSince(baseline: ProfileTable, table: ProfileTable, row: FunctionIndex): FunctionChange {
  return changeOfRow(comparisonSince(baseline, table), row, NO_LIMITS);
}
