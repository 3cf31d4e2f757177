import { documentMarkdown } from '../../document-markdown.ts';
import { codes } from '../../phrase.ts';
import { csvOfRows } from '../../report-csv.ts';
import { element } from './element.ts';
import { type ListRequest, listColumns, listedFunction, shareOfList } from './functions-table.ts';
import type { PageProfile } from './read-profile.ts';

/** The list as it is shown, all of it, as the command line writes it. */
export function saveCsv({ table }: PageProfile, rows: Int32Array): void {
  save('functions.csv', 'text/csv', [...csvOfRows(table, rows)]);
}

/** The same as a table to paste into an issue. */
export function saveMarkdown(profile: PageProfile, rows: Int32Array, request: ListRequest): void {
  const { kind, unit, names } = profile.facts;
  const share = shareOfList(request);
  const text = documentMarkdown([
    { kind: 'title', phrase: ['Functions of ', ...codes(names)] },
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

/** The browser asks where to put it, or puts it with the other downloads. */
function save(name: string, type: string, texts: string[]): void {
  const url = URL.createObjectURL(new Blob(texts, { type }));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it a little later
}
