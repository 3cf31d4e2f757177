import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { standardName } from '../../../profile/function-name.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { type FilterTerm, foldText, type NameFilter } from '../../../select/name-filter.ts';
import { lastOfKind } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';

/** What `/` looks for in a picture: words, as in the list of functions. */
export type Sought = { readonly text: string; readonly terms: NameFilter };

/** Tests whether a function is looked for: with `/` in the picture, else with `/` or `*` elsewhere; null for nothing. */
export function soughtTest(state: ViewerState, sought: Sought | null): ((row: FunctionIndex) => boolean) | null {
  if (sought !== null && sought.terms.length > 0) {
    return (row) => sought.terms.every((term) => isIn(state.table, term, row) !== term.isNegated);
  }
  const search = lastOfKind(state, 'functions')?.search ?? null;
  return search === null ? null : (row) => search.matches[row] === 1;
}

function isIn(table: ProfileTable, { field, test }: FilterTerm, row: FunctionIndex): boolean {
  return test.kind === 'text' && foldText(textOf(table, field, row)).includes(test.folded);
}

function textOf(table: ProfileTable, field: FilterTerm['field'], row: FunctionIndex): string {
  if (field === 'any' || row >= table.length) return standardName(table, row);
  return table.strings.text(table.functions[field === 'file' ? 'file' : 'name'][row]!);
}
