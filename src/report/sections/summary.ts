import { formatCount } from '../../profile/count-column.ts';
import { buildSummary } from '../../views/summary/summary.ts';
import { type Document, left, type Table } from '../document.ts';
import { countJson } from '../function-json.ts';
import type { JsonValue } from '../json-text.ts';
import { phraseText } from '../phrase.ts';
import type { Report } from '../report.ts';
import { summaryList, summarySentences } from '../summary-words.ts';
import { groupedDigits, timeWithUnit } from '../time-unit.ts';

/** The answer in sentences, and what was profiled in one small table. */
export function summarySection(report: Report): Document {
  return [summaryList(buildSummary(report.table, report.hints)), sizeTable(report)];
}

function sizeTable({ table, names, unit }: Report): Table {
  const isTraced = table.kind === 'traced';
  const calls = groupedDigits(formatCount(table.totals.ncalls));
  const primitive = groupedDigits(formatCount(table.totals.primitiveCalls));
  const counts = isTraced
    ? ['calls', calls === primitive ? calls : `${calls} (${primitive} not by recursion)`]
    : ['samples', primitive];
  return {
    kind: 'table',
    headings: [left('what'), left('how much')],
    rows: [
      [isTraced ? 'total time' : 'sampled time', timeWithUnit(table.totals.tottime, unit)],
      counts,
      ['functions', groupedDigits(String(table.length))],
      ['kind', isTraced ? 'traced: every call was counted and timed' : 'sampled: the counts are samples, not calls'],
      ...(names.length === 1 ? [] : [['profiles', `${names.length}, added up`]]),
    ],
  };
}

export function summaryData(report: Report): JsonValue {
  const { length, totals } = report.table;
  return {
    sentences: summarySentences(buildSummary(report.table, report.hints)).map(phraseText),
    totalTime: totals.tottime,
    calls: countJson(formatCount(totals.ncalls)),
    primitiveCalls: countJson(formatCount(totals.primitiveCalls)),
    functions: length,
  };
}
