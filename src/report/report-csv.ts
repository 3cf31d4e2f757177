import type { FunctionIndex } from '../profile/function-keys.ts';
import { lineText } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { joinPieces } from '../text/chunks.ts';
import { escapeControls } from '../text/escape.ts';
import { pythonFloatRepr } from '../text/python-repr.ts';
import { type LineNumbers, lineNumbers } from '../views/line-numbers.ts';
import { type RankOptions, rankRows } from '../views/report-view.ts';

type CsvRow = { readonly row: FunctionIndex; readonly numbers: LineNumbers };

export type CsvColumn = {
  readonly name: string;
  readonly text: (table: ProfileTable, item: CsvRow) => string;
};

/**
 * The columns of the CSV, in order; docs/reports.md lists them.
 *
 * @internal exported for the test of that page
 */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  { name: 'file', text: ({ strings, functions }, { row }) => csvTextCell(strings.text(functions.file[row]!)) },
  { name: 'line', text: ({ functions }, { row }) => lineText(functions.line[row]!) },
  { name: 'function', text: ({ strings, functions }, { row }) => csvTextCell(strings.text(functions.name[row]!)) },
  { name: 'ncalls', text: (_, { numbers }) => numbers.ncalls },
  { name: 'primitive_calls', text: (_, { numbers }) => numbers.primitiveCalls ?? numbers.ncalls },
  ...(['tottime', 'tottimePerCall', 'cumtime', 'cumtimePerCall'] as const).map((key) => timeColumn(key)),
];

function timeColumn(key: 'tottime' | 'tottimePerCall' | 'cumtime' | 'cumtimePerCall'): CsvColumn {
  const seconds = ({ [key]: value }: LineNumbers): string => (value === null ? '' : pythonFloatRepr(value));
  return { name: key.replace('PerCall', '_percall'), text: (_, { numbers }) => seconds(numbers) };
}

/**
 * One row for each function, by RFC 4180 (CRLF, quotes doubled), times in seconds with all digits. In chunks: a million
 * functions are 190 MB of text.
 */
export function renderReportCsv(table: ProfileTable, options: RankOptions): Generator<string> {
  return csvOfRows(table, rankRows(table, options).rows);
}

/** The same for rows that were chosen elsewhere, with more columns at the end. */
export function csvOfRows(table: ProfileTable, rows: Int32Array, more: readonly CsvColumn[] = []): Generator<string> {
  return joinPieces(csvLines(table, rows, [...CSV_COLUMNS, ...more]));
}

function* csvLines(table: ProfileTable, rows: Int32Array, columns: readonly CsvColumn[]): Generator<string> {
  yield `${columns.map(({ name }) => name).join(',')}\r\n`;
  for (const row of rows) {
    const item = { row, numbers: lineNumbers(table, row, true) };
    yield `${columns.map(({ text }) => text(table, item)).join(',')}\r\n`;
  }
}

/**
 * Where a spreadsheet sees the beginning of a formula, in both widths of East Asian keyboards. In countries with a
 * decimal comma, Excel and LibreOffice begin a cell after each semicolon.
 */
const FORMULA = /(?:^|(?<=;))(?=[=+\-@＝＋－＠])/g;

/** What nearly all names are made of: none of it means anything to a spreadsheet or a terminal. */
const PLAIN = /^[\w/<.][\w/<>.-]*$/;

/** A text of the profile: an apostrophe before what a spreadsheet would run, control characters as escapes. */
export function csvTextCell(text: string): string {
  if (PLAIN.test(text)) return text;
  const visible = escapeControls(text);
  const guarded = visible.replace(FORMULA, "'");
  return /[",\r\n]|^ | $/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
