import type { Comparison } from '../../profile/compare.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { diffDocument } from '../diff-document.ts';
import { type DiffReport, diffUnit } from '../diff-words.ts';
import type { Block } from '../document.ts';
import { documentHtml } from '../document-html.ts';
import { groupedDigits } from '../time-unit.ts';
import { EXPLORER } from './page-section.ts';
import { MOST_FUNCTIONS, profileData } from './profile-data.ts';
import { type PageTools, wholePage } from './whole-page.ts';

/**
 * The profile after, which the page lets one explore, and how its functions join those before; only for single runs.
 */
export type ExploredRuns = { readonly table: ProfileTable; readonly comparison: Comparison };

/**
 * A comparison as one page: what Markdown says and, after the answer, the picture and the table of the profile after.
 */
export function renderDiffPage(report: DiffReport, explored: ExploredRuns | null, tools: PageTools): Generator<string> {
  const { view, names, fullPaths } = report;
  const data =
    explored === null
      ? null
      : profileData({
          table: explored.table,
          names: names.after,
          unit: diffUnit(view),
          fullPaths,
          baseline: { diff: report, comparison: explored.comparison },
        });
  return wholePage({ title: 'Profile comparison', body: bodyOf(report, explored !== null), data }, tools);
}

function* bodyOf(report: DiffReport, hasExplorer: boolean): Generator<string> {
  const [title, ...blocks] = diffDocument(report);
  const lists = blocks.findIndex(({ kind }) => kind === 'heading');
  const [answer, others] = [blocks.slice(0, lists), blocks.slice(lists)];
  yield `<header>\n${documentHtml([...(title === undefined ? [] : [title]), insideBlock(report, hasExplorer)])}\n</header>\n<main>\n`;
  yield `<section id="answer">\n${documentHtml(answer)}\n</section>\n`;
  if (hasExplorer) yield EXPLORER;
  else yield documentHtml([SEVERAL_RUNS]);
  yield `<section id="changes">\n${documentHtml(others)}\n</section>\n</main>\n`;
}

/** What the page gives away to whoever gets it. */
function insideBlock({ view }: DiffReport, hasExplorer: boolean): Block {
  const count = Math.min(view.functions.after, MOST_FUNCTIONS);
  const functions = hasExplorer ? plural(groupedDigits(String(count)), 'function') : 'the functions that it names';
  const text = `This page holds names, paths and numbers of ${functions}, and what they were before. It has no source files.`;
  return { kind: 'sentences', phrases: [[text]] };
}

const SEVERAL_RUNS: Block = {
  kind: 'notes',
  phrases: [['a picture is of one run: compare one with one to see it']],
};
