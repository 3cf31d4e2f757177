import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { filterTest } from '../../../select/match-filter.ts';
import type { NameFilter } from '../../../select/name-filter.ts';
import { lastOfKind } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';

/** What `/` looks for in a picture: words, as in the list of functions. */
export type Sought = { readonly text: string; readonly terms: NameFilter };

/** Tests whether a function is looked for: with `/` in the picture, else with `/` or `*` elsewhere; null for nothing. */
export function soughtTest(state: ViewerState, sought: Sought | null): ((row: FunctionIndex) => boolean) | null {
  if (sought !== null && sought.terms.length > 0) return filterTest(state.table, sought.terms);
  const search = lastOfKind(state, 'functions')?.search ?? null;
  return search === null ? null : (row) => search.matches[row] === 1;
}
