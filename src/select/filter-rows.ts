import type { FunctionIndex } from '../profile/function-keys.ts';
import { standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { containsText } from './match-strings.ts';
import { type FilterField, type FilterTerm, foldText, type NameFilter } from './name-filter.ts';
import type { MatchNames } from './restrict-rows.ts';

/** Which rows are kept: 1 for a row that is, 0 for one that is not. */
export type KeptRows = Uint8Array;

/** This many names are made and given to a regex at once. */
const NAMES_A_SLICE = 1 << 11;

/**
 * The rows that match a filter.
 *
 * Texts come before regexes, which need the names of all rows that are left. `matchNames` guards against a regex that
 * backtracks without end; what it throws ends the work.
 */
export function* filterRows(table: ProfileTable, filter: NameFilter, matchNames: MatchNames): Steps<KeptRows> {
  const kept = new Uint8Array(table.length).fill(1);
  const texts = filter.filter(({ test }) => test.kind === 'text');
  for (const term of texts) yield* keepTexts(table, kept, term);
  for (const term of filter) {
    if (term.test.kind !== 'regex') continue;
    if (term.field === 'any') yield* keepWholeNames(table, kept, term, matchNames);
    else yield* keepStrings(table, kept, term, matchNames);
  }
  return kept;
}

function* keepTexts(table: ProfileTable, kept: KeptRows, { field, isNegated, test }: FilterTerm): Steps<void> {
  if (test.kind !== 'text') return;
  const matches = textTest(table, field, test.folded);
  yield* inSlices(table.length, (from, to) => keepSlice(kept, from, to, matches, isNegated));
}

function keepSlice(
  kept: KeptRows,
  from: number,
  to: number,
  matches: (row: FunctionIndex) => boolean,
  isNegated: boolean,
): void {
  for (let row = from; row < to; row++) if (kept[row] === 1 && matches(row) === isNegated) kept[row] = 0;
}

function textTest(table: ProfileTable, field: FilterField, folded: string): (row: FunctionIndex) => boolean {
  const { file, name } = table.functions;
  if (field !== 'any') {
    const ids = field === 'file' ? file : name;
    const contains = containsText(table.strings, folded);
    return (row) => contains(ids[row]!);
  }
  if (/[:()]/.test(folded)) return wholeNameTest(table, folded);
  const contains = containsText(table.strings, folded);
  return (row) => contains(file[row]!) || contains(name[row]!);
}

/**
 * For a text that may span more than one part of `file:line(name)`. The names of a million rows take a second to make,
 * so only those are made whose file or function has the parts of the text that cannot be in a line number.
 */
function wholeNameTest(table: ProfileTable, folded: string): (row: FunctionIndex) => boolean {
  const { file, name } = table.functions;
  const parts = folded.split(/[:()]/).filter((part) => !/^\d*$/.test(part));
  const tests = parts.map((part) => containsText(table.strings, part));
  return (row) =>
    tests.every((contains) => contains(file[row]!) || contains(name[row]!)) &&
    foldText(standardName(table, row)).includes(folded);
}

function* keepWholeNames(
  table: ProfileTable,
  kept: KeptRows,
  { isNegated, test }: FilterTerm,
  matchNames: MatchNames,
): Steps<void> {
  if (test.kind !== 'regex') return;
  for (const rows of slices(kept)) {
    const names = rows.map((row) => standardName(table, row));
    const isMatch = matchNames(test.regex, names, test.pattern);
    for (const [at, row] of rows.entries()) if (isMatch[at] === isNegated) kept[row] = 0;
    yield;
  }
}

/** As {@link keepWholeNames} for a regex that looks at the file or at the name: each string is tested once. */
function* keepStrings(
  table: ProfileTable,
  kept: KeptRows,
  { field, isNegated, test }: FilterTerm,
  matchNames: MatchNames,
): Steps<void> {
  if (test.kind !== 'regex') return;
  const ids = table.functions[field === 'file' ? 'file' : 'name'];
  const known = new Map<number, boolean>();
  for (const rows of slices(kept)) {
    const unknown = [...new Set(rows.map((row) => ids[row]!))].filter((id) => !known.has(id));
    const texts = unknown.map((id) => table.strings.text(id));
    const isMatch = texts.length === 0 ? [] : matchNames(test.regex, texts, test.pattern);
    for (const [at, id] of unknown.entries()) known.set(id, isMatch[at] === true);
    for (const row of rows) if (known.get(ids[row]!) === isNegated) kept[row] = 0;
    yield;
  }
}

/** The kept rows, some at a time. */
function* slices(kept: KeptRows): Generator<readonly FunctionIndex[]> {
  let rows: FunctionIndex[] = [];
  for (let row = 0; row < kept.length; row++) {
    if (kept[row] === 1) rows.push(row);
    if (rows.length < NAMES_A_SLICE) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}
