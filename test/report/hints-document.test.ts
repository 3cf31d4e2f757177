import { describe, expect, test } from 'vitest';
import { documentMarkdown } from '../../src/report/document-markdown.ts';
import { documentText } from '../../src/report/document-text.ts';
import { ALL_HINTS, hintsDocument } from '../../src/report/hints-document.ts';
import { buildHintsView, type HintsView } from '../../src/views/hints-view.ts';
import { hintsFor } from '../hints/hint-fixtures.ts';

const VIEW = buildHintsView(hintsFor('hint-programs/growth-py311.prof'), { level: 'possible', rules: [] });

/** Only what is read: letters and digits in their order. */
function readOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ');
}

function written(view: HintsView, most: number): { readonly text: string; readonly markdown: string } {
  const blocks = hintsDocument(view, { ...ALL_HINTS, most });
  return { text: documentText(blocks, Number.POSITIVE_INFINITY), markdown: documentMarkdown(blocks) };
}

describe('hints', () => {
  test('have their evidence, saving, advice and page in text and in Markdown', () => {
    const { text, markdown } = written(VIEW, Number.POSITIVE_INFINITY);
    expect(VIEW.hints.length).toBeGreaterThan(1);
    for (const { title, rule, evidence, saving, fix, documentation } of VIEW.hints) {
      const said = [title, rule, ...evidence.map((line) => line.text), saving.basis, fix.text, documentation];
      for (const one of said) {
        expect(readOf(text)).toContain(readOf(one).trim());
        expect(readOf(markdown)).toContain(readOf(one).trim());
      }
    }
    expect(markdown.match(/^<details>$/gm)).toHaveLength(VIEW.hints.length);
    expect(text.match(/^\d+\. /gm)).toHaveLength(VIEW.hints.length);
  });

  test('are marked by + among all candidates, and those that are less sure than what is shown by ?', () => {
    const marksOf = (level: 'likely' | 'possible'): readonly string[] => {
      const view = buildHintsView(hintsFor('hint-programs/growth-py311.prof'), { level, rules: [] });
      const text = documentText(hintsDocument(view, { ...ALL_HINTS, explain: true }), Number.POSITIVE_INFINITY);
      return [...text.matchAll(/^\W*([+?-]) [a-z-]+ growth\.py:\d+ in /gm)].map(([, mark = '']) => mark);
    };
    const [likely, possible] = [marksOf('likely'), marksOf('possible')];
    expect([likely.includes('?'), possible.includes('?')]).toEqual([true, false]);
    expect(likely.map((mark) => mark.replace('?', '+'))).toEqual(possible);
  });

  test('that are not told are counted', () => {
    const more = VIEW.hints.length - 1;
    const { text, markdown } = written(VIEW, 1);
    expect(text).toMatch(new RegExp(`^${more} more hints?: pyprof-view hints tells them\\.$`, 'm'));
    expect(markdown.match(/^<details>$/gm)).toHaveLength(1);
    expect(markdown).toMatch(new RegExp(`^${more} more hints?: \`pyprof-view hints\` tells them\\.$`, 'm'));
  });
});
