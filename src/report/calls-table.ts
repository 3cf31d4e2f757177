import type { FunctionIndex } from '../profile/function-keys.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { CallDirection } from '../views/call-list.ts';
import { type CallsView, callNumbers, callsView, type NumberedCall } from '../views/function-view.ts';
import { type Heading, left, right, type Table, type TableRow } from './document.ts';
import { code } from './phrase.ts';
import type { Report } from './report.ts';
import { functionName } from './short-name.ts';
import { callsText, percentText, timeOrBlank } from './time-unit.ts';

/** What a table of calls needs of a report. */
type Named = Pick<Report, 'table' | 'unit' | 'fullPaths'>;

/** The callers or callees of a function; `others[i]`: the function that row `i` is about. */
export type ListedCalls = { readonly table: Table; readonly others: readonly FunctionIndex[] };

/** Calls with most time first; where the dump has no times, those made most often. */
export function hotCalls(table: ProfileTable, row: FunctionIndex, direction: CallDirection): CallsView {
  return callsView(table, row, direction, table.edges().countsOnly === null ? 'cumtime' : 'ncalls', false);
}

/** A table of at most `most` calls; null where there are none. */
export function callsTable(
  report: Named,
  row: FunctionIndex,
  direction: CallDirection,
  most: number,
): ListedCalls | null {
  const view = hotCalls(report.table, row, direction);
  if (view.calls.length === 0) return null;
  const listed = callNumbers(view, 0, most);
  const hidden = view.calls.length - listed.length;
  const table: Table = {
    kind: 'table',
    headings: headings(report, direction, view.hasTimes),
    rows: listed.map((call) => callCells(report, call, view.hasTimes)),
    rest: hidden === 0 ? '' : plural(hidden, direction === 'callers' ? 'more caller' : 'more callee'),
  };
  return { table, others: listed.map(({ other }) => other) };
}

function headings({ unit, table }: Named, direction: CallDirection, hasTimes: boolean): readonly Heading[] {
  const times = hasTimes ? [`cumtime (${unit})`, 'of its cumtime', `tottime (${unit})`] : [];
  const counted = table.kind === 'traced' ? 'calls' : 'samples';
  return [...[...times, counted].map(right), left(direction === 'callers' ? 'called by' : 'calls')];
}

function callCells(report: Named, call: NumberedCall, hasTimes: boolean): TableRow {
  const { unit } = report;
  const { ncalls, primitiveCalls, cumtime, tottime } = call;
  const times = hasTimes ? [timeOrBlank(cumtime, unit), percentText(call.share), timeOrBlank(tottime, unit)] : [];
  return [...times, callsText(ncalls, primitiveCalls), [code(functionName(report, call.other))]];
}
