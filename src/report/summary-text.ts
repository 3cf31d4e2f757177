import { wrapWords } from '../text/wrap.ts';
import type { Summary } from '../views/summary/summary.ts';
import { phraseText } from './phrase.ts';
import { summarySentences } from './summary-words.ts';

/** A summary for a terminal or a log: one sentence below the other, wrapped to `width` cells. */
export function renderSummaryText(summary: Summary, width: number): string {
  const lines = summarySentences(summary).flatMap((sentence) => wrapSentence(phraseText(sentence), width));
  return `${lines.join('\n')}\n`;
}

/** A sentence in lines of `width` cells, those behind the first moved in. */
export function wrapSentence(text: string, width: number): readonly string[] {
  const kept = text.replace(/(\d) (?=(?:%|s|ms|us|ns)(?![\p{L}\d]))/gu, '$1\u00a0'); // no line begins with a unit
  return wrapWords(kept, width - 2).map((line, at) => `${at === 0 ? '' : '  '}${line.replaceAll('\u00a0', ' ')}`);
}
