import { MEMORY_GUIDE } from '../../report/memory-guide.ts';
import { wrapWords } from '../../text/wrap.ts';
import type { ListState } from '../list.ts';
import type { OverlayType } from '../screen.ts';
import type { Theme } from '../theme.ts';
import { CLOSE } from '../trail.ts';
import type { ViewerState } from '../viewer.ts';
import { type Found, refitText, scrollTextActions, searchTextActions, textLines } from './scroll.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly 'memory-guide': GuideOverlay;
  }
}

/** What the numbers of the memory screen mean. */
type GuideOverlay = { readonly kind: 'memory-guide'; readonly list: ListState; readonly found?: Found | null };

export const GUIDE: OverlayType<GuideOverlay> & Required<Pick<OverlayType<GuideOverlay>, 'draw' | 'refit'>> = {
  kind: 'memory-guide',
  actions: {
    ...scrollTextActions<GuideOverlay>(({ size }) => guideLines(size.columns).length),
    ...searchTextActions<GuideOverlay>(guideTexts),
    ...CLOSE,
  },
  refit: (state, over) => refitText(state, over, guideLines(state.size.columns).length),
  draw: (state, { overlay }, theme) => ({
    heading: '',
    position: 'about memory',
    summary: ['', ''],
    status: '',
    lines: textLines('Live memory', paintLines(state.size.columns, theme), overlay, state, theme),
  }),
};

/** Lines longer than that are hard to read, however wide the window is. */
const WIDEST = 88;

const INDENT = '  ';

type GuideLine = { readonly text: string; readonly isHeading: boolean };

/** The guide to live memory in lines that fit into a window. */
function guideLines(columns: number): readonly GuideLine[] {
  const width = Math.min(WIDEST, columns - 2) - INDENT.length;
  return MEMORY_GUIDE.flatMap(({ heading, paragraphs, code = [] }) => [
    { text: ` ${heading}`, isHeading: true },
    ...paragraphs.flatMap((paragraph) => [...wrapWords(paragraph, width).map((line) => INDENT + line), '']).map(toLine),
    ...(code.length === 0 ? [] : [...code.map((line) => `    ${line}`), '']).map(toLine),
  ]);
}

/** The guide as plain text, to search in. */
export function guideTexts({ size }: ViewerState): readonly string[] {
  return guideLines(size.columns).map(({ text }) => text);
}

function toLine(text: string): GuideLine {
  return { text, isHeading: false };
}

function paintLines(columns: number, { paint }: Theme): readonly string[] {
  return guideLines(columns).map(({ text, isHeading }) => (isHeading ? paint('title', text) : text));
}
