import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type FilterTerm, foldText, type NameFilter } from './name-filter.ts';

/**
 * Tests single functions, as {@link filterRows} does all. Nothing guards against a regex that takes for ever: a page
 * accepts no regex, and neither do the viewer's pictures.
 */
export function filterTest(table: ProfileTable, filter: NameFilter): (index: FunctionIndex) => boolean {
  return (index) => filter.every((term) => isIn(table, term, index) !== term.isNegated);
}

function isIn(table: ProfileTable, { field, test }: FilterTerm, index: FunctionIndex): boolean {
  const { file, name } = functionKey(table, index);
  const has = (text: string): boolean =>
    test.kind === 'regex' ? test.regex.test(text) : foldText(text).includes(test.folded);
  if (field === 'file') return has(table.strings.text(file));
  if (field === 'function') return has(table.strings.text(name));
  if (test.kind === 'regex' || /[:()]/.test(test.folded)) return has(standardName(table, index));
  return has(table.strings.text(file)) || has(table.strings.text(name));
}
