import { guideLines } from '../rows/guide-lines.ts';
import { LIST_START, type ListBounds } from './list-state.ts';
import type { GuideOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { movedText, refittedText } from './scrolled-text.ts';
import type { ViewerState } from './viewer-state.ts';
import { overlayHeight } from './window-heights.ts';

/** A text to read: it scrolls. */
export const GUIDE: OverlayLogic<GuideOverlay> = {
  opened: () => ({ kind: 'memory-guide', list: LIST_START }),
  reduce: (state, overlay, action) => {
    if (action.type !== 'move') return state;
    const list = movedText(overlay.list, action.movement, boundsOf(state));
    return { ...state, overlay: { ...overlay, list } };
  },
  refitted: (state, overlay) => ({ ...overlay, list: refittedText(overlay.list, boundsOf(state)) }),
};

function boundsOf({ size }: ViewerState): ListBounds {
  return { length: guideLines(size.columns).length, height: overlayHeight(size) };
}
