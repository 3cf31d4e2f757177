import { helpBindings } from '../keymap.ts';
import { LIST_START, type ListBounds, type Movement, move, select } from './list-state.ts';
import { sortedBy } from './reduce-screen.ts';
import { currentChoice, sortChoices } from './sort-choices.ts';
import { currentScreen, type Overlay, type ViewerState } from './viewer-state.ts';
import { overlayHeight } from './window-heights.ts';

/** The sort menu opens on the key in use. */
export function openedOverlay(state: ViewerState, kind: Overlay['kind']): ViewerState {
  const selected = kind === 'sort-menu' ? currentChoice(currentScreen(state)) : 0;
  return { ...state, overlay: { kind, list: select(LIST_START, selected, overlayBounds(state, kind)) } };
}

export function closedOverlay(state: ViewerState): ViewerState {
  return { ...state, overlay: null };
}

/** A menu moves its selection. The help has none: it scrolls. */
export function movedInOverlay(state: ViewerState, movement: Movement): ViewerState {
  if (state.overlay === null) return state;
  const { kind, list } = state.overlay;
  const bounds = overlayBounds(state, kind);
  const moved =
    kind === 'help'
      ? scrolled(move({ ...list, selected: list.top }, movement, bounds), bounds)
      : move(list, movement, bounds);
  return { ...state, overlay: { kind, list: moved } };
}

/** The window begins at the selected line, as far as there are lines to fill it. */
function scrolled(
  { selected }: { readonly selected: number },
  { length, height }: ListBounds,
): { selected: number; top: number } {
  const top = Math.max(0, Math.min(selected, length - height));
  return { selected: top, top };
}

/** Sorts by the selected line of the menu. */
export function chosen(state: ViewerState): ViewerState {
  const { overlay } = state;
  if (overlay?.kind !== 'sort-menu') return state;
  const choice = sortChoices(currentScreen(state))[overlay.list.selected];
  const closed = closedOverlay(state);
  return choice === undefined ? closed : sortedBy(closed, choice);
}

function overlayBounds(state: ViewerState, kind: Overlay['kind']): ListBounds {
  const screen = currentScreen(state);
  const length = kind === 'help' ? helpBindings(screen.kind).length : sortChoices(screen).length;
  return { length, height: overlayHeight(state.size) };
}
