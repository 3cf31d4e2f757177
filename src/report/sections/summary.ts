import { formatCount } from '../../profile/count-column.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { buildSummary } from '../../views/summary/summary.ts';
import { type Document, left, type Table } from '../document.ts';
import { countJson, namedJson } from '../function-json.ts';
import { hintJson } from '../hints-json.ts';
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

/** The facts behind the sentences, and the sentences. */
export function summaryData({ table, hints }: Report): JsonValue {
  const { length, totals } = table;
  const summary = buildSummary(table, hints);
  const { own, places, path, functions, imports, waiting, profiler, hint } = summary;
  const named = (row: FunctionIndex): JsonValue => namedJson(table, row);
  return {
    sentences: summarySentences(summary).map(phraseText),
    totalTime: totals.tottime,
    calls: countJson(formatCount(totals.ncalls)),
    primitiveCalls: countJson(formatCount(totals.primitiveCalls)),
    functions: length,
    ownCode: { parts: own.parts.map(({ name }) => name), tottime: own.tottime, isGuess: !own.isSaid },
    places: places.map(({ origin, library, seconds, row }) => ({ origin, library, seconds, most: named(row) })),
    mainPath: path === null ? null : { functions: path.rows.map(named), seconds: path.seconds },
    ownFunctions: functions.map(({ row, seconds, isEstimated }) => ({
      ...namedJson(table, row),
      seconds,
      isEstimated,
    })),
    imports:
      imports === null
        ? null
        : {
            seconds: imports.seconds,
            modules: imports.modules.slice(0, MOST_IN_JSON).map(({ name, seconds }) => ({ name, seconds })),
          },
    waiting:
      waiting === null
        ? null
        : {
            seconds: waiting.seconds,
            parts: waiting.parts.map(({ what, seconds, row }) => ({ what, seconds, in: named(row) })),
          },
    profilerAtLeast: profiler?.atLeast ?? null,
    firstHint: hint === null || hint === undefined ? null : hintJson(hint),
  };
}

/** The section `functions` has them all. */
const MOST_IN_JSON = 20;
