import { pageLines } from '../../report/page-lines.ts';
import { cutEnd } from '../../text/display.ts';
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

/** The page as plain text, to search in. */
export function pageTexts({ size }: ViewerState, { page }: HintPageOverlay): readonly string[] {
  return pageLines(page, size.columns).map(({ text }) => text);
}

function paintLines({ page }: HintPageOverlay, columns: number, { glyphs, paint }: Theme): readonly string[] {
  return pageLines(page, columns).map(({ text, kind }) => {
    const shown = cutEnd(text.trimEnd(), columns, glyphs.ellipsis);
    return kind === 'heading' ? paint('title', shown) : shown;
  });
}
