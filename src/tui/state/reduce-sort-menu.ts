import { LIST_START, type ListBounds, move, select } from './list-state.ts';
import type { SortMenuOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { frontScreen } from './screens.ts';
import type { ViewerState } from './viewer-state.ts';
import { overlayHeight } from './window-heights.ts';

/** Opens on the key in use. */
export const SORT_MENU: OverlayLogic<SortMenuOverlay> = {
  opened: (state) => ({
    kind: 'sort-menu',
    list: select(LIST_START, frontScreen(state).sortMenu().current, boundsOf(state)),
  }),
  reduce: (state, overlay, action) => {
    if (action.type === 'move')
      return { ...state, overlay: { ...overlay, list: move(overlay.list, action.movement, boundsOf(state)) } };
    return action.type === 'choose' ? chosen(state, overlay) : state;
  },
  refitted: (state, overlay) => ({ ...overlay, list: select(overlay.list, overlay.list.selected, boundsOf(state)) }),
};

/** Sorts by the selected line of the menu. */
function chosen(state: ViewerState, { list }: SortMenuOverlay): ViewerState {
  const choice = frontScreen(state).sortMenu().choices[list.selected];
  const closed = { ...state, overlay: null };
  return choice === undefined ? closed : frontScreen(closed).reduce({ type: 'sort', by: choice.by });
}

function boundsOf(state: ViewerState): ListBounds {
  return { length: frontScreen(state).sortMenu().choices.length, height: overlayHeight(state.size) };
}
