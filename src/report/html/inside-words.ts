import { plural } from '../../profile/notes.ts';
import type { Block } from '../document.ts';
import { listOf, type Phrase, strong } from '../phrase.ts';
import type { Report, ReportSection } from '../report.ts';
import { groupedDigits } from '../time-unit.ts';
import { MOST_FUNCTIONS } from './profile-data.ts';

/** What the page gives away to whoever gets it: at its top, since a page is made to be sent. */
export function insideBlock(report: Report, sections: readonly ReportSection[]): Block {
  const has = (id: string): boolean => sections.some((section) => section.id === id);
  const { table, memory, hints, baseline } = report;
  const count = Math.min(table.length, MOST_FUNCTIONS);
  const functions = has('functions') ? plural(groupedDigits(String(count)), 'function') : 'the functions that it names';
  const parts: Phrase[] = [[`names, paths and numbers of ${functions}`]];
  if (baseline !== null) parts.push(['what they were before']);
  if (has('memory') && memory.length > 0) parts.push(['live memory by function and by line']);
  if (has('hints') && hints !== null && hints.hints.length > 0) parts.push([hintsWords(has('source'))]);
  const source: Phrase = has('source')
    ? [strong('It has source code'), ': that of the functions under “Source of the hot functions”.']
    : ['It has no source files.'];
  return { kind: 'sentences', phrases: [['This page holds ', ...listOf(parts), '.'], source] };
}

function hintsWords(hasSource: boolean): string {
  return hasSource ? 'hints with the lines that they are about' : 'hints that quote expressions of the source';
}
