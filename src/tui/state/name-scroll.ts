import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { longestScroll } from '../rows/function-text.ts';

/** Why the names in a window cannot be scrolled a step further, or null. */
export function whyNoScroll(
  table: ProfileTable,
  visible: readonly FunctionIndex[],
  { scroll, step, nameWidth }: { readonly scroll: number; readonly step: number; readonly nameWidth: number },
): string | null {
  if (step < 0) return scroll > 0 ? null : 'The names are not scrolled.';
  const longest = Math.max(0, ...visible.map((index) => longestScroll(table, index, nameWidth)));
  return scroll < longest ? null : 'The names are shown to their ends.';
}
