import { blocksMarkdown } from './document-markdown.ts';
import { joinBlocks } from './markdown-text.ts';
import { codes, type Phrase } from './phrase.ts';
import type { Report, ReportSection } from './report.ts';

/** The most characters in a comment, an issue or a pull request on GitHub. */
export const COMMENT_CHARACTERS = 65_536;

/** The most profiles that are named, where many were merged. */
const MOST_NAMES = 4;

type Part = { readonly section: ReportSection; readonly text: string };

/** A report in Markdown: its sections one below the other. */
export function renderReport(report: Report, sections: readonly ReportSection[]): string {
  return documentOf(report, partsOf(report, sections), [], report.top);
}

/** Sections of at least this importance stay while their lists can be shortened: a report is nothing without them. */
const ESSENTIAL = 90;

/**
 * The same in at most `characters`: the least important sections are left out until it fits, and then the lists get
 * shorter. The report says what is missing.
 */
export function renderReportWithin(report: Report, sections: readonly ReportSection[], characters: number): string {
  return renderWithin(report, sections, characters, report.top);
}

/** `wanted`: how long the lists should have been. */
function renderWithin(report: Report, sections: readonly ReportSection[], characters: number, wanted: number): string {
  const parts = partsOf(report, sections);
  const leastFirst = parts.toSorted((a, b) => a.section.importance - b.section.importance);
  const essential = report.top === 1 ? 0 : parts.filter(({ section }) => section.importance >= ESSENTIAL).length;
  const most = Math.min(parts.length - 1, parts.length - essential);
  for (let dropped = 0; dropped <= most; dropped++) {
    const out = new Set(leastFirst.slice(0, dropped));
    const text = documentOf(
      report,
      parts.filter((part) => !out.has(part)),
      parts.filter((part) => out.has(part)),
      wanted,
    );
    if (text.length <= characters) return text;
  }
  if (report.top === 1) return documentOf(report, [], parts, wanted);
  return renderWithin({ ...report, top: report.top >> 1 }, sections, characters, wanted);
}

function partsOf(report: Report, sections: readonly ReportSection[]): readonly Part[] {
  return sections
    .map((section) => ({ section, text: blocksMarkdown(section.blocks(report)) }))
    .filter(({ text }) => text !== '');
}

/** What a report is called. */
export function reportTitle({ names }: Pick<Report, 'names'>): Phrase {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return ['Profile of ', ...codes(names.slice(0, MOST_NAMES)), more];
}

function documentOf(report: Report, parts: readonly Part[], missing: readonly Part[], wanted: number): string {
  const left = [...missingPhrase(missing), ...shorterPhrase(report.top, wanted)];
  return `${joinBlocks([
    blocksMarkdown([{ kind: 'title', phrase: reportTitle(report) }]),
    ...parts.map(({ text }) => text),
    blocksMarkdown([{ kind: 'notes', phrases: left }]),
  ])}\n`;
}

function missingPhrase(missing: readonly Part[]): readonly Phrase[] {
  if (missing.length === 0) return [];
  return [[`left out to fit: ${missing.map(({ section }) => section.title).join('; ')}`]];
}

function shorterPhrase(top: number, wanted: number): readonly Phrase[] {
  return top === wanted ? [] : [[`lists cut to fit: ${top} functions at most instead of ${wanted}`]];
}
