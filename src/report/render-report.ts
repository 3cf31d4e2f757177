import { codeText, joinBlocks } from './markdown-text.ts';
import type { Report, ReportSection } from './report.ts';

/** A comment on GitHub has at most so many characters, and so have its issues and pull requests. */
export const COMMENT_CHARACTERS = 65_536;

/** Of many merged profiles the first are named. */
const MOST_NAMES = 4;

type Part = { readonly section: ReportSection; readonly text: string };

/** A report in Markdown: its sections one below the other. */
export function renderReport(report: Report, sections: readonly ReportSection[]): string {
  return documentOf(report, partsOf(report, sections), []);
}

/**
 * The same in at most `characters`: the least important sections are left out until it fits, and then the lists get
 * shorter. The report says what is missing.
 */
export function renderReportWithin(report: Report, sections: readonly ReportSection[], characters: number): string {
  const parts = partsOf(report, sections);
  const leastFirst = parts.toSorted((a, b) => a.section.importance - b.section.importance);
  for (let dropped = 0; dropped < parts.length; dropped++) {
    const out = new Set(leastFirst.slice(0, dropped));
    const text = documentOf(
      report,
      parts.filter((part) => !out.has(part)),
      parts.filter((part) => out.has(part)),
    );
    if (text.length <= characters) return text;
  }
  if (report.top === 1) return documentOf(report, [], parts);
  return renderReportWithin({ ...report, top: report.top >> 1 }, sections, characters);
}

function partsOf(report: Report, sections: readonly ReportSection[]): readonly Part[] {
  return sections.map((section) => ({ section, text: section.render(report) })).filter(({ text }) => text !== '');
}

function documentOf({ names }: Report, parts: readonly Part[], missing: readonly Part[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  const title = `# Profile of ${names.slice(0, MOST_NAMES).map(codeText).join(', ')}${more}`;
  return `${joinBlocks([title, ...parts.map(({ text }) => text), missingSentence(missing)])}\n`;
}

function missingSentence(missing: readonly Part[]): string {
  if (missing.length === 0) return '';
  return `> Left out to fit: ${missing.map(({ section }) => section.title).join('; ')}.`;
}
