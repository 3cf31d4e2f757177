import { formatCount } from '../../profile/count-column.ts';
import { buildSummary } from '../../views/summary/summary.ts';
import { countJson } from '../function-json.ts';
import type { JsonValue } from '../json-text.ts';
import { joinBlocks, markdownTable } from '../markdown-text.ts';
import { type Phrase, phraseMarkdown, phraseText } from '../phrase.ts';
import type { Report } from '../report.ts';
import { summarySentences } from '../summary-words.ts';
import { groupedDigits, timeWithUnit } from '../time-unit.ts';

/** The answer in sentences, and what was profiled in one small table. */
export function renderSummary(report: Report): string {
  const sentences = answer(report).map(phraseMarkdown);
  return joinBlocks([sentences.map((sentence) => `- ${sentence}`).join('\n'), sizeTable(report)]);
}

function answer({ table, hints }: Report): readonly Phrase[] {
  return summarySentences(buildSummary(table, hints));
}

function sizeTable({ table, names, unit }: Report): string {
  const isTraced = table.kind === 'traced';
  const calls = groupedDigits(formatCount(table.totals.ncalls));
  const primitive = groupedDigits(formatCount(table.totals.primitiveCalls));
  const counts = isTraced
    ? ['calls', calls === primitive ? calls : `${calls} (${primitive} not by recursion)`]
    : ['samples', primitive];
  return markdownTable(
    [
      { title: 'what', align: 'left' },
      { title: 'how much', align: 'left' },
    ],
    [
      [isTraced ? 'total time' : 'sampled time', timeWithUnit(table.totals.tottime, unit)],
      counts,
      ['functions', groupedDigits(String(table.length))],
      ['kind', isTraced ? 'traced: every call was counted and timed' : 'sampled: the counts are samples, not calls'],
      ...(names.length === 1 ? [] : [['profiles', `${names.length}, added up`]]),
    ],
  );
}

export function summaryData(report: Report): JsonValue {
  const { length, totals } = report.table;
  return {
    sentences: answer(report).map(phraseText),
    totalTime: totals.tottime,
    calls: countJson(formatCount(totals.ncalls)),
    primitiveCalls: countJson(formatCount(totals.primitiveCalls)),
    functions: length,
  };
}
