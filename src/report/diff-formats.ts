import { renderDiffMarkdown, renderDiffText } from './diff-document.ts';
import { renderDiffJson } from './diff-json.ts';
import type { DiffReport } from './diff-words.ts';

/** What a comparison can be written as, but for a page. The JSON is that of docs/diff.schema.json. */
export type ComparisonFormat = 'text' | 'markdown' | 'json';

export const DIFF_WRITERS: Readonly<Record<ComparisonFormat, (report: DiffReport) => string>> = {
  text: renderDiffText,
  markdown: renderDiffMarkdown,
  json: renderDiffJson,
};
