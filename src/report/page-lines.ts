import { displayWidth, padCellsEnd } from '../text/display.ts';
import { wrapWords } from '../text/wrap.ts';

/** Lines longer than that are hard to read, however wide the window is. */
const WIDEST = 88;

const INDENT = '  ';

export type PageLine = { readonly text: string; readonly kind: 'heading' | 'text' | 'as-it-is' };

/** A page of Markdown in lines for a terminal: paragraphs are wrapped, code and tables keep their lines. */
export function pageLines(page: string, columns: number): readonly PageLine[] {
  const width = Math.min(WIDEST, columns - 1) - INDENT.length;
  const blocks = page.trim().split(/\n{2,}/);
  return blocks.flatMap((block, at) => [...(at === 0 ? [] : [BLANK]), ...blockLines(block, width)]);
}

const BLANK: PageLine = { text: '', kind: 'text' };

function blockLines(block: string, width: number): readonly PageLine[] {
  if (block.startsWith('#')) {
    return wrapWords(block.replace(/^#+ /, ''), width).map((text) => ({ text: ` ${text}`, kind: 'heading' }));
  }
  if (block.startsWith('    ')) return block.split('\n').map((line) => ({ text: INDENT + line, kind: 'as-it-is' }));
  if (block.startsWith('|')) return tableLines(block).map((line) => ({ text: INDENT + line, kind: 'as-it-is' }));
  return paragraphsOf(block).flatMap((text) =>
    wrapWords(text, width).map((line): PageLine => ({ text: INDENT + line, kind: 'text' })),
  );
}

/** The lines of a paragraph are one text; each entry of a list is one of its own. */
function paragraphsOf(block: string): readonly string[] {
  return block.split(/\n(?=- )/).map((part) => part.replaceAll(/\s*\n\s*/g, ' '));
}

/** The columns of a table below each other, without the rules between them. */
function tableLines(block: string): readonly string[] {
  const rows = block
    .split('\n')
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim()),
    );
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => displayWidth(row[at] ?? ''))));
  return rows.map((row) => row.map((cell, at) => padCellsEnd(cell, widths[at] ?? 0)).join('  '));
}
