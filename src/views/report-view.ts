import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileNote } from '../profile/notes.ts';
import type { ProfileKind, ProfileTable, ProfileTotals, Seconds } from '../profile/profile-table.ts';
import type { SortOrder } from '../select/sort-keys.ts';
import { type LineNumbers, lineNumbers, shareOf } from './line-numbers.ts';
import { selectRows } from './selection.ts';

/** What a report says of a profile: its totals, the first functions of an order, and what it leaves out. */
export type ReportView = {
  readonly table: ProfileTable;
  readonly kind: ProfileKind;
  readonly functions: number;
  readonly totals: ProfileTotals;
  /** null: the order of the dump. */
  readonly orderedBy: string | null;
  readonly rows: readonly ReportRow[];
  /** What is not listed: with the rows it makes the totals. */
  readonly hidden: { readonly functions: number; readonly tottime: Seconds };
  readonly notes: readonly ProfileNote[];
};

/** Shares are of the profile's total time; null where that is no number to divide by. */
export type ReportRow = {
  readonly row: FunctionIndex;
  readonly numbers: LineNumbers;
  readonly selfShare: number | null;
  readonly totalShare: number | null;
};

export function buildReportView(
  table: ProfileTable,
  options: { sort: SortOrder | null; reverse: boolean; top: number },
): ReportView {
  const { rows, title } = selectRows(table, { sort: options.sort, reverse: options.reverse });
  const listed = rows.subarray(0, options.top);
  const left = rows.subarray(options.top);
  return {
    table,
    kind: table.kind,
    functions: table.length,
    totals: table.totals,
    orderedBy: title === null || !options.reverse ? title : `${title}, reversed`,
    rows: Array.from(listed, (row) => reportRow(table, row)),
    hidden: { functions: left.length, tottime: left.reduce((sum, row) => sum + table.tottime[row]!, 0) },
    notes: table.notes,
  };
}

function reportRow(table: ProfileTable, row: FunctionIndex): ReportRow {
  const total = table.totals.tottime;
  const numbers = lineNumbers(table, row, true);
  return { row, numbers, selfShare: shareOf(numbers.tottime, total), totalShare: shareOf(numbers.cumtime, total) };
}
