import type { Document } from '../document.ts';
import { documentHtml } from '../document-html.ts';
import { phraseText } from '../phrase.ts';
import { reportTitle } from '../render-report.ts';
import type { Report, ReportSection } from '../report.ts';
import { insideBlock } from './inside-words.ts';
import { EXPLORER, pageSection } from './page-section.ts';
import { profileData } from './profile-data.ts';
import { type PageTools, wholePage } from './whole-page.ts';

/** The picture and the table of all functions follow this section. */
const BEFORE_EXPLORER = 'summary';

/**
 * A report as one page: its sections as Markdown has them, which need no script and are what is printed; and the whole
 * profile, which the script lets one explore.
 */
export function renderReportPage(
  report: Report,
  sections: readonly ReportSection[],
  tools: PageTools,
): Generator<string> {
  const title = reportTitle(report);
  const data = sections.some(({ id }) => id === 'functions') ? profileData(report) : null;
  return wholePage({ title: phraseText(title), body: bodyOf(report, sections, data !== null), data }, tools);
}

function* bodyOf(report: Report, sections: readonly ReportSection[], hasExplorer: boolean): Generator<string> {
  yield '<header>\n';
  yield documentHtml([{ kind: 'title', phrase: reportTitle(report) }, insideBlock(report, sections)]);
  yield '</header>\n<main>\n';
  const hasSource = sections.some(({ id }) => id === 'source');
  const summary = sections.filter(({ id }) => id === BEFORE_EXPLORER);
  for (const section of summary) yield pageSection(section.id, section.blocks(report));
  if (hasExplorer) yield EXPLORER;
  for (const section of sections) {
    if (section.id === BEFORE_EXPLORER) continue;
    const blocks = section.blocks(report);
    yield pageSection(section.id, hasSource ? blocks : withoutCode(blocks));
  }
  yield '</main>\n';
}

/** Removes the code from hints: the lines that they are about are source. */
function withoutCode(blocks: Document): Document {
  return blocks.flatMap((block): Document => {
    if (block.kind === 'code' && block.language === 'diff') return [];
    return [block.kind === 'fold' ? { ...block, blocks: withoutCode(block.blocks) } : block];
  });
}
