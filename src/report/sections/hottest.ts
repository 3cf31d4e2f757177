import type { FunctionIndex } from '../../profile/function-keys.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { resolveSortOrder } from '../../select/sort-keys.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { type CallsView, callNumbers, callsView, type NumberedCall } from '../../views/function-view.ts';
import { lineNumbers, shareOf } from '../../views/line-numbers.ts';
import { rankRows } from '../../views/report-view.ts';
import { type Document, type Heading, heading, left, right, type TableRow } from '../document.ts';
import { functionJson, namedJson, numbersJson } from '../function-json.ts';
import { JsonRows, type JsonValue, type PlainJson } from '../json-text.ts';
import { code } from '../phrase.ts';
import type { Report } from '../report.ts';
import { functionName } from '../short-name.ts';
import { callsText, countedCalls, percentText, timeText, timeWithUnit } from '../time-unit.ts';

/** So many functions are opened, and so many of their callers and callees listed. */
const MOST_FUNCTIONS = 5;
const MOST_CALLS = 8;

/** A program gets so many unless it asks for another number, with all their callers and callees. */
const FUNCTIONS_FOR_PROGRAMS = 15;

/** The functions that the time is spent in, each behind a fold, with callers and callees. */
export function hottestSection(report: Report): Document {
  const rows = hottestRows(report, Math.min(MOST_FUNCTIONS, report.top));
  const folds = Array.from(rows).flatMap((row) => fold(report, row));
  return folds.length === 0 ? [] : [heading('The hottest functions, and who calls them'), ...folds];
}

export function hottestData(report: Report): JsonValue {
  const { table, top } = report;
  const rows = hottestRows(report, Number.isFinite(top) ? top : FUNCTIONS_FOR_PROGRAMS);
  return { rows: new JsonRows(hottestJson(table, rows)), hidden: { functions: table.length - rows.length } };
}

function* hottestJson(table: ProfileTable, rows: Int32Array): Generator<PlainJson> {
  for (const row of rows) {
    yield {
      ...functionJson(table, row),
      callers: callsJson(table, row, 'callers'),
      callees: callsJson(table, row, 'callees'),
    };
  }
}

function callsJson(table: ProfileTable, row: FunctionIndex, direction: CallDirection): PlainJson {
  const view = hotCalls(table, row, direction);
  return callNumbers(view, 0, view.calls.length).map((call) => ({
    ...namedJson(table, call.other),
    ...numbersJson(call),
    share: call.share,
  }));
}

function hottestRows({ table }: Report, top: number): Int32Array {
  return rankRows(table, { sort: resolveSortOrder(['tottime']), reverse: false, top }).rows;
}

/** The calls that took most time first; where the dump has no times, the most first. */
function hotCalls(table: ProfileTable, row: FunctionIndex, direction: CallDirection): CallsView {
  return callsView(table, row, direction, table.edges().countsOnly === null ? 'cumtime' : 'ncalls', false);
}

function fold(report: Report, row: FunctionIndex): Document {
  const blocks = [...calls(report, row, 'callers'), ...calls(report, row, 'callees')];
  if (blocks.length === 0) return [];
  const { table, unit } = report;
  const { ncalls, tottime } = lineNumbers(table, row, true);
  const share = percentText(shareOf(tottime, table.totals.tottime));
  const numbers = `${timeWithUnit(tottime ?? 0, unit)}${share === '' ? '' : `, ${share}`}, ${countedCalls(table.kind, ncalls)}`;
  return [{ kind: 'fold', title: [code(functionName(report, row)), `: ${numbers}`], blocks }];
}

function calls(report: Report, row: FunctionIndex, direction: CallDirection): Document {
  const { table } = report;
  const view = hotCalls(table, row, direction);
  if (view.calls.length === 0) return [];
  const listed = callNumbers(view, 0, MOST_CALLS);
  const rows = listed.map((call) => callCells(report, call, view.hasTimes));
  const hidden = view.calls.length - listed.length;
  const rest = hidden === 0 ? '' : plural(hidden, direction === 'callers' ? 'more caller' : 'more callee');
  return [{ kind: 'table', headings: headings(report, direction, view.hasTimes), rows, rest }];
}

function headings({ unit, table }: Report, direction: CallDirection, hasTimes: boolean): readonly Heading[] {
  const times = hasTimes ? [`cumtime (${unit})`, 'of its cumtime', `tottime (${unit})`] : [];
  const counted = table.kind === 'traced' ? 'calls' : 'samples';
  return [...[...times, counted].map(right), left(direction === 'callers' ? 'called by' : 'calls')];
}

function callCells(report: Report, call: NumberedCall, hasTimes: boolean): TableRow {
  const { ncalls, primitiveCalls, cumtime, tottime } = call;
  const time = (seconds: number | null): string => (seconds === null ? '' : timeText(seconds, report.unit));
  const times = hasTimes ? [time(cumtime), percentText(call.share), time(tottime)] : [];
  return [...times, callsText(ncalls, primitiveCalls), [code(functionName(report, call.other))]];
}
