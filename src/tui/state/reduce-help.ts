import { helpLines } from '../rows/help-lines.ts';
import { LIST_START, type ListBounds, type ListState, move } from './list-state.ts';
import type { HelpOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import type { ViewerState } from './viewer-state.ts';
import { overlayHeight } from './window-heights.ts';

export const HELP: OverlayLogic<HelpOverlay> = {
  opened: () => ({ kind: 'help', list: LIST_START }),
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

function boundsOf(state: ViewerState): ListBounds {
  return { length: helpLines(state).length, height: overlayHeight(state.size) };
}
