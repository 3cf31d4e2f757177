import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type FilterTerm, foldText, type NameFilter } from './name-filter.ts';

/** Tests single functions by the texts of a filter, as {@link filterRows} does all; a regex finds nothing here. */
export function filterTest(table: ProfileTable, filter: NameFilter): (index: FunctionIndex) => boolean {
  return (index) => filter.every((term) => isIn(table, term, index) !== term.isNegated);
}

function isIn(table: ProfileTable, { field, test }: FilterTerm, index: FunctionIndex): boolean {
  if (test.kind !== 'text') return false;
  const { file, name } = functionKey(table, index);
  const has = (text: string): boolean => foldText(text).includes(test.folded);
  if (field === 'file') return has(table.strings.text(file));
  if (field === 'function') return has(table.strings.text(name));
  if (/[:()]/.test(test.folded)) return has(standardName(table, index));
  return has(table.strings.text(file)) || has(table.strings.text(name));
}
