import { pythonFloatRepr } from '../../../text/python-repr.ts';
import { documentMarkdown } from '../../document-markdown.ts';
import { code, type Phrase } from '../../phrase.ts';
import { reportTitle } from '../../render-report.ts';
import { type CsvColumn, csvOfRows } from '../../report-csv.ts';
import { groupedDigits } from '../../time-unit.ts';
import { deltaOf } from './changes.ts';
import { element } from './element.ts';
import { type ListRequest, listColumns, listedFunction } from './functions-table.ts';
import type { PageProfile } from './read-profile.ts';

/**
 * Saves the whole list in the order shown, as the command line writes it; in a comparison, with what each time was
 * before.
 */
export function saveCsv(profile: PageProfile, rows: Int32Array): void {
  const changes = profile.before === null ? [] : (['tottime', 'cumtime'] as const).flatMap(changeColumns(profile));
  save('functions.csv', 'text/csv', [...csvOfRows(profile.table, rows, changes)]);
}

/** A time before, and how much more it is now; neither for a new function. */
const changeColumns =
  (profile: PageProfile) =>
  (time: 'tottime' | 'cumtime'): readonly CsvColumn[] => {
    const cell = (row: number, seconds: number | null | undefined): string =>
      profile.before?.isThere[row] === 1 ? pythonFloatRepr(seconds ?? 0) : '';
    return [
      { name: `${time}_before`, text: (_, { row }) => cell(row, profile.before?.[time][row]) },
      { name: `${time}_change`, text: (_, { row }) => cell(row, deltaOf(profile, time, row)) },
    ];
  };

/** The same list as a table to paste into an issue. */
export function saveMarkdown(profile: PageProfile, rows: Int32Array, request: ListRequest, filter: string): void {
  const { kind, unit, names } = profile.facts;
  const { share } = request;
  const text = documentMarkdown([
    { kind: 'title', phrase: reportTitle({ names }) },
    { kind: 'sentences', phrases: [whichFunctions(profile, rows.length, request, filter)] },
    {
      kind: 'table',
      headings: listColumns(profile).map(({ heading, align }) => ({ title: heading(kind, unit, share), align })),
      rows: Array.from(rows, (row) => {
        const line = listedFunction(profile.table, row, share);
        return listColumns(profile).map(({ cell }) => cell(profile, line));
      }),
    },
  ]);
  save('functions.md', 'text/markdown', [text]);
}

/** `12 of 480 functions: filter "models", only own code.` */
function whichFunctions(
  { table }: PageProfile,
  listed: number,
  { filter, onlyOwn }: ListRequest,
  words: string,
): Phrase {
  const limits: Phrase[] = [];
  if (filter.length > 0) limits.push(['those that match ', code(words.trim())]);
  if (onlyOwn) limits.push(['only own code']);
  const count = `${groupedDigits(String(listed))} of ${groupedDigits(String(table.length))} functions`;
  return [count, ...limits.flatMap((limit) => [', ', ...limit]), '.'];
}

/** The browser asks where to put it, or puts it with the other downloads. */
function save(name: string, type: string, texts: string[]): void {
  const url = URL.createObjectURL(new Blob(texts, { type }));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it a little later
}
