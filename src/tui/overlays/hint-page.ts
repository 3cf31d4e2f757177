import { cutEnd, displayWidth, padCellsEnd } from '../../text/display.ts';
import { wrapWords } from '../../text/wrap.ts';
import { LIST_START, type ListState } from '../list.ts';
import type { OverlayType } from '../screen.ts';
import type { Theme } from '../theme.ts';
import { CLOSE } from '../trail.ts';
import { forgetLastKey, type ViewerState } from '../viewer.ts';
import { type Found, refitText, scrollTextActions, searchTextActions, textLines } from './scroll.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly 'hint-page': HintPageOverlay;
  }
}

/** The page of a rule: what it finds, why that costs, what to write instead, what was measured. */
type HintPageOverlay = {
  readonly kind: 'hint-page';
  readonly rule: string;
  /** Markdown, as it lies in the package. */
  readonly page: string;
  readonly list: ListState;
  readonly found?: Found | null;
};

export const HINT_PAGE: OverlayType<HintPageOverlay> & Required<Pick<OverlayType<HintPageOverlay>, 'draw' | 'refit'>> =
  {
    kind: 'hint-page',
    actions: {
      ...scrollTextActions<HintPageOverlay>(({ size }, { overlay }) => pageLines(overlay.page, size.columns).length),
      ...searchTextActions<HintPageOverlay>((state, { overlay }) => pageTexts(state, overlay)),
      ...CLOSE,
    },
    refit: (state, over) => refitText(state, over, pageLines(over.overlay.page, state.size.columns).length),
    draw: (state, { overlay }, theme) => ({
      heading: '',
      position: 'about the rule',
      summary: ['', ''],
      status: '',
      lines: textLines(overlay.rule, paintLines(overlay, state.size.columns, theme), overlay, state, theme),
    }),
  };

/** The page that was asked for is read: it is shown over the hints. */
export function showHintPage(state: ViewerState, rule: string, page: string): ViewerState {
  return { ...forgetLastKey(state), overlay: { kind: 'hint-page', rule, page, list: LIST_START } };
}

/** Lines longer than that are hard to read, however wide the window is. */
const WIDEST = 88;

const INDENT = '  ';

type PageLine = { readonly text: string; readonly kind: 'heading' | 'text' | 'as-it-is' };

/** A page in lines for a window: paragraphs are wrapped, code and tables keep their lines. */
function pageLines(page: string, columns: number): readonly PageLine[] {
  const width = Math.min(WIDEST, columns - 1) - INDENT.length;
  const blocks = page.trim().split(/\n{2,}/);
  return blocks.flatMap((block, at) => [...(at === 0 ? [] : [BLANK]), ...blockLines(block, width)]);
}

/** The page as plain text, to search in. */
export function pageTexts({ size }: ViewerState, { page }: HintPageOverlay): readonly string[] {
  return pageLines(page, size.columns).map(({ text }) => text);
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

function paintLines({ page }: HintPageOverlay, columns: number, { glyphs, paint }: Theme): readonly string[] {
  return pageLines(page, columns).map(({ text, kind }) => {
    const shown = cutEnd(text.trimEnd(), columns, glyphs.ellipsis);
    return kind === 'heading' ? paint('title', shown) : shown;
  });
}
