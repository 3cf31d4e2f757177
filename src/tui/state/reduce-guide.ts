import { guideLines } from '../rows/guide-lines.ts';
import { LIST_START, type ListBounds, type ListState, move } from './list-state.ts';
import type { GuideOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import type { ViewerState } from './viewer-state.ts';
import { overlayHeight } from './window-heights.ts';

/** A text to read: it scrolls. */
export const GUIDE: OverlayLogic<GuideOverlay> = {
  opened: () => ({ kind: 'memory-guide', list: LIST_START }),
  reduce: (state, overlay, action) => {
    if (action.type !== 'move') return state;
    const bounds = boundsOf(state);
    const list = scrolled(move({ ...overlay.list, selected: overlay.list.top }, action.movement, bounds), bounds);
    return { ...state, overlay: { ...overlay, list } };
  },
  refitted: (state, overlay) => ({ ...overlay, list: scrolled(overlay.list, boundsOf(state)) }),
};

/** The window begins at the selected line, as far as there are lines to fill it. */
function scrolled({ selected }: ListState, { length, height }: ListBounds): ListState {
  const top = Math.max(0, Math.min(selected, length - height));
  return { selected: top, top };
}

function boundsOf({ size }: ViewerState): ListBounds {
  return { length: guideLines(size.columns).length, height: overlayHeight(size) };
}
