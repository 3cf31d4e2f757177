import { FOREIGN_ORIGINS, type ForeignOrigin } from '../../select/function-origin.ts';
import { type FunctionsScreen, wanted } from './functions-screen.ts';
import { LIST_START, type ListBounds, move, select } from './list-state.ts';
import type { HideMenuOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { requested } from './show-functions.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';
import { overlayHeight } from './window-heights.ts';

const ALL_FOREIGN: readonly ForeignOrigin[] = FOREIGN_ORIGINS.map(({ origin }) => origin);

/** Hides and shows what is not one's own, a kind each. It stays open. */
export const HIDE_MENU: OverlayLogic<HideMenuOverlay> = {
  opened: () => ({ kind: 'hide-menu', list: LIST_START }),
  reduce: (state, overlay, action) => {
    if (action.type === 'move')
      return { ...state, overlay: { ...overlay, list: move(overlay.list, action.movement, boundsOf(state)) } };
    return action.type === 'choose' ? toggled(state, overlay) : state;
  },
  refitted: (state, overlay) => ({ ...overlay, list: select(overlay.list, overlay.list.selected, boundsOf(state)) }),
};

function toggled(state: ViewerState, { list }: HideMenuOverlay): ViewerState {
  const screen = currentScreen(state);
  const origin = ALL_FOREIGN[list.selected];
  if (screen.kind !== 'functions' || origin === undefined) return state;
  const { hidden } = wanted(screen);
  const isHidden = hidden.includes(origin);
  return requested(state, screen, {
    hidden: ALL_FOREIGN.filter((o) => (o === origin ? !isHidden : hidden.includes(o))),
  });
}

/** Only one's own code, or again everything. */
export function toggledOwnCode(state: ViewerState, screen: FunctionsScreen): ViewerState {
  const isOwnOnly = wanted(screen).hidden.length === ALL_FOREIGN.length;
  return requested(state, screen, { hidden: isOwnOnly ? [] : ALL_FOREIGN });
}

function boundsOf(state: ViewerState): ListBounds {
  return { length: ALL_FOREIGN.length, height: overlayHeight(state.size) };
}
