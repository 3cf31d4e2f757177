import type { Comparison } from '../profile/compare.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { type FunctionChange, functionChanges } from '../views/function-change.ts';

/**
 * Every function of two profiles with its numbers before and after: those of the second profile in its order, then those
 * that only the first one has. Two single runs cannot tell noise from change; `compareRuns` can.
 *
 * @param tolerance a time that changed by no more than so many seconds counts as unchanged
 */
export function listChanges(comparison: Comparison, tolerance: Seconds = 0): readonly FunctionChange[] {
  return Array.from(functionChanges(comparison, { tolerance, runs: null }));
}
