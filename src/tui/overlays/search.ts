import type { Drawing, Front, OverlayType } from '../screen.ts';
import type { Theme } from '../theme.ts';
import type { EditedLine } from '../typed-line.ts';
import type { ViewerState } from '../viewer.ts';
import { GUIDE, guideTexts } from './guide.ts';
import { HELP, helpTexts } from './help.ts';
import { HINT_PAGE, pageTexts } from './hint-page.ts';
import { type SearchedText, showMatch } from './scroll.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly 'text-search': SearchOverlay;
  }
}

/** The line in which one types what to search for in the text that is seen above it. */
type SearchOverlay = {
  readonly kind: 'text-search';
  readonly line: EditedLine;
  /** The text at what was found. */
  readonly text: SearchedText;
  /** The text as it was when the line was opened. */
  readonly before: SearchedText;
};

function linesOf(state: ViewerState, text: SearchedText, below: Front): readonly string[] {
  if (text.kind === 'help') return helpTexts(state, below);
  return text.kind === 'hint-page' ? pageTexts(state, text) : guideTexts(state);
}

function drawText(state: ViewerState, text: SearchedText, below: Front, theme: Theme): Drawing {
  if (text.kind === 'help') return HELP.draw(state, { overlay: text, below }, theme);
  if (text.kind === 'hint-page') return HINT_PAGE.draw(state, { overlay: text, below }, theme);
  return GUIDE.draw(state, { overlay: text, below }, theme);
}

function refitSearched(state: ViewerState, text: SearchedText, below: Front): SearchedText {
  if (text.kind === 'help') return HELP.refit(state, { overlay: text, below });
  if (text.kind === 'hint-page') return HINT_PAGE.refit(state, { overlay: text, below });
  return GUIDE.refit(state, { overlay: text, below });
}

/** A text is searched as one types: it goes to the first match, Enter stays there, Esc goes back. */
export const SEARCH_LINE: OverlayType<SearchOverlay> = {
  kind: 'text-search',
  actions: {
    'search.keep': {
      keys: ['enter'],
      group: 'filter',
      help: 'stay there; n and N go on',
      label: 'keep',
      isVital: true,
      run: (state, { overlay }) => ({ ...state, overlay: overlay.text }),
    },
    'search.cancel': {
      keys: ['escape'],
      group: 'filter',
      help: 'back to where the text was',
      label: 'as before',
      isVital: true,
      run: (state, { overlay }) => ({ ...state, overlay: overlay.before }),
    },
  },
  draw: (state, { overlay: { text }, below }, theme) => drawText(state, text, below, theme),
  refit: (state, { overlay, below }) => ({
    ...overlay,
    text: refitSearched(state, overlay.text, below),
    before: refitSearched(state, overlay.before, below),
  }),
  line: {
    show: ({ line, text: { found } }) => ({
      prompt: '/',
      line,
      problem: line.text !== '' && found?.line === -1 ? 'nothing here matches' : null,
      hint: 'what to search for in this text',
    }),
    edit: (state, overlay, line, below) => {
      const { before } = overlay;
      const from = before.found?.line ?? before.list.top;
      const found = { text: line.text, line: Math.max(from, 0) };
      return {
        ...state,
        overlay: { ...overlay, line, text: showMatch(state, before, linesOf(state, before, below), found, 1) },
      };
    },
  },
};
