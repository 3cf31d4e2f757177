import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { resolveSortOrder } from '../../select/sort-keys.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { callNumbers } from '../../views/function-view.ts';
import { lineNumbers, shareOf } from '../../views/line-numbers.ts';
import { rankRows } from '../../views/report-view.ts';
import { callsTable, hotCalls } from '../calls-table.ts';
import { type Document, heading } from '../document.ts';
import { functionJson, namedJson, numbersJson } from '../function-json.ts';
import { JsonRows, type JsonValue, type PlainJson } from '../json-text.ts';
import { code } from '../phrase.ts';
import type { Report } from '../report.ts';
import { functionName } from '../short-name.ts';
import { countedCalls, percentText, timeWithUnit } from '../time-unit.ts';

/** How many functions are opened, and how many of the callers and callees of each are listed. */
const MOST_FUNCTIONS = 5;
const MOST_CALLS = 8;

/** JSON has this many unless asked for another number, with all their callers and callees. */
const FUNCTIONS_FOR_PROGRAMS = 15;

/** The functions that the time is spent in, each in a fold, with callers and callees. */
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

function* hottestJson(table: ProfileTable, rows: Int32Array): Generator<JsonValue> {
  for (const row of rows) {
    yield {
      ...functionJson(table, row),
      callers: new JsonRows(callsJson(table, row, 'callers')),
      callees: new JsonRows(callsJson(table, row, 'callees')),
    };
  }
}

/** A function may have a million callers. */
function* callsJson(table: ProfileTable, row: FunctionIndex, direction: CallDirection): Generator<PlainJson> {
  const view = hotCalls(table, row, direction);
  for (let at = 0; at < view.calls.length; at++) {
    for (const call of callNumbers(view, at, at + 1))
      yield { ...namedJson(table, call.other), ...numbersJson(call), share: call.share };
  }
}

function hottestRows({ table }: Report, top: number): Int32Array {
  return rankRows(table, { sort: resolveSortOrder(['tottime']), reverse: false, top }).rows;
}

function fold(report: Report, row: FunctionIndex): Document {
  const blocks = (['callers', 'callees'] as const).flatMap(
    (direction) => callsTable(report, row, direction, MOST_CALLS)?.table ?? [],
  );
  if (blocks.length === 0) return [];
  const { table, unit } = report;
  const { ncalls, tottime } = lineNumbers(table, row, true);
  const share = percentText(shareOf(tottime, table.totals.tottime));
  const numbers = `${timeWithUnit(tottime ?? 0, unit)}${share === '' ? '' : `, ${share}`}, ${countedCalls(table.kind, ncalls)}`;
  return [{ kind: 'fold', title: [code(functionName(report, row)), `: ${numbers}`], blocks }];
}
