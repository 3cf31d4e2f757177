import { helpLines } from '../rows/help-lines.ts';
import { LIST_START, type ListBounds } from './list-state.ts';
import type { HelpOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { movedText, refittedText } from './scrolled-text.ts';
import type { ViewerState } from './viewer-state.ts';
import { overlayHeight } from './window-heights.ts';

export const HELP: OverlayLogic<HelpOverlay> = {
  opened: () => ({ kind: 'help', list: LIST_START }),
  reduce: (state, overlay, action) => {
    if (action.type !== 'move') return state;
    const list = movedText(overlay.list, action.movement, boundsOf(state));
    return { ...state, overlay: { ...overlay, list } };
  },
  refitted: (state, overlay) => ({ ...overlay, list: refittedText(overlay.list, boundsOf(state)) }),
};

function boundsOf(state: ViewerState): ListBounds {
  return { length: helpLines(state).length, height: overlayHeight(state.size) };
}
