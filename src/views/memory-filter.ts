import { functionKey } from '../profile/function-name.ts';
import { type FilterTerm, foldText, type NameFilter } from '../select/name-filter.ts';
import { groupsOf, type MemoryGrouping, type MemoryOwner, memoryOwner, type ProfileMemory } from './memory-view.ts';
import { recentResults } from './recent-results.ts';

/** What a filter looks at in a row: folded, as the words of the filter are. */
type RowText = { readonly file: string; readonly function: string; readonly any: string };

const recentTexts = recentResults<readonly RowText[]>(4);

/** The rows that match all terms. Regexes are not looked at: one of a user's may take forever. */
export function matchingRows(
  source: ProfileMemory,
  grouping: MemoryGrouping,
  rows: Int32Array,
  filter: NameFilter,
): Int32Array {
  const texts = textsOf(source, grouping);
  return rows.filter((row) => filter.every((term) => isMatch(texts[row]!, term)));
}

function isMatch(text: RowText, { field, isNegated, test }: FilterTerm): boolean {
  return test.kind === 'regex' || text[field].includes(test.folded) !== isNegated;
}

function textsOf(source: ProfileMemory, grouping: MemoryGrouping): readonly RowText[] {
  const groups = groupsOf(source, grouping);
  return recentTexts(source, grouping, () =>
    Array.from({ length: groups.length }, (_, row) => rowText(source, memoryOwner({ source, grouping, groups }, row))),
  );
}

function rowText(source: ProfileMemory, owner: MemoryOwner): RowText {
  const row = 'function' in owner ? owner.function : null;
  const name = row === null ? '' : source.table.strings.text(functionKey(source.table, row).name);
  const places = placesOf(source, owner);
  return { file: foldText(places), function: foldText(name), any: foldText(`${places}(${name})`) };
}

/** `file:line` of all that the row stands for. */
function placesOf({ table }: ProfileMemory, owner: MemoryOwner): string {
  switch (owner.kind) {
    case 'function': {
      const { file, line } = functionKey(table, owner.function);
      return `${table.strings.text(file)}:${line}`;
    }
    case 'outside':
    case 'file':
      return owner.file;
    case 'line':
      return `${owner.site.file}:${owner.site.line}`;
    case 'traceback':
      return owner.frames.map(({ file, line }) => `${file}:${line}`).join(' ');
  }
}
