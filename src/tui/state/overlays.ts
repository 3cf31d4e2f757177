import type { FrontAction } from './action.ts';
import { COMMAND_LINE } from './command-line.ts';
import { EXPORT_LINE, OVERWRITE_QUESTION } from './export-line.ts';
import { FILTER_LINE } from './filter-line.ts';
import { HIDE_MENU } from './hide-menu.ts';
import { MEMORY_FILTER } from './memory-filter-line.ts';
import type { Overlay, OverlayKind, OverlaysByKind } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { GUIDE } from './reduce-guide.ts';
import { HELP } from './reduce-help.ts';
import { SORT_MENU } from './reduce-sort-menu.ts';
import type { ViewerState } from './viewer-state.ts';

/** What each kind of overlay does. */
const OVERLAY_LOGIC: { readonly [K in OverlayKind]: OverlayLogic<OverlaysByKind[K]> } = {
  help: HELP,
  'sort-menu': SORT_MENU,
  'hide-menu': HIDE_MENU,
  'filter-line': FILTER_LINE,
  'memory-guide': GUIDE,
  'memory-filter': MEMORY_FILTER,
  'command-line': COMMAND_LINE,
  'export-line': EXPORT_LINE,
  'overwrite-question': OVERWRITE_QUESTION,
};

export function openedOverlay(state: ViewerState, kind: OverlayKind): ViewerState {
  return { ...state, overlay: OVERLAY_LOGIC[kind].opened(state) };
}

/** What the overlay in front does with the action. */
export function reduceOverlay(state: ViewerState, overlay: Overlay, action: FrontAction): ViewerState {
  return reduceAs(state, overlay.kind, overlay, action);
}

function reduceAs<K extends OverlayKind>(
  state: ViewerState,
  kind: K,
  overlay: OverlaysByKind[K],
  action: FrontAction,
): ViewerState {
  return OVERLAY_LOGIC[kind].reduce(state, overlay, action);
}

export function refittedOverlay(state: ViewerState, overlay: Overlay): Overlay {
  return refittedAs(state, overlay.kind, overlay);
}

function refittedAs<K extends OverlayKind>(state: ViewerState, kind: K, overlay: OverlaysByKind[K]): Overlay {
  return OVERLAY_LOGIC[kind].refitted(state, overlay);
}
