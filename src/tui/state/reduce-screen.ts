import type { CallDirection } from '../../views/call-list.ts';
import { positionOf } from '../../views/functions-view.ts';
import { follow, type ListBounds, type ListState, type Movement, move, select } from './list-state.ts';
import { functionsBounds, paneBounds, paneView, selectedCall, selectedFunction, viewOf } from './looked-at.ts';
import type { SortTarget } from './sort-choices.ts';
import {
  currentScreen,
  type FunctionScreen,
  type FunctionsScreen,
  functionScreen,
  type PaneState,
  type Screen,
  type ViewerState,
} from './viewer-state.ts';

/** The state with another screen in front. */
export function withScreen(state: ViewerState, change: (screen: Screen) => Screen): ViewerState {
  const screen = currentScreen(state);
  const changed = change(screen);
  if (changed === screen) return state;
  const [first, ...others] = state.screens;
  return { ...state, screens: others.length === 0 ? [changed] : [first, ...others.slice(0, -1), changed] };
}

export function movedOnScreen(state: ViewerState, movement: Movement): ViewerState {
  return withScreen(state, (screen) =>
    withLists(state, screen, (list, bounds) => move(list, movement, bounds), 'active'),
  );
}

/** Every list of the screen in front, scrolled so that its selection is in the window, whatever the window's height. */
export function refitted(state: ViewerState): ViewerState {
  return withScreen(state, (screen) =>
    withLists(state, screen, (list, bounds) => select(list, list.selected, bounds), 'all'),
  );
}

function withLists(
  state: ViewerState,
  screen: Screen,
  change: (list: ListState, bounds: ListBounds) => ListState,
  which: 'active' | 'all',
): Screen {
  if (screen.kind === 'functions') return { ...screen, list: change(screen.list, functionsBounds(state)) };
  const changePane = (direction: CallDirection): PaneState => {
    const pane = screen[direction];
    const isMeant = which === 'all' || direction === screen.active;
    return isMeant ? { ...pane, list: change(pane.list, paneBounds(state, screen, direction)) } : pane;
  };
  return { ...screen, callers: changePane('callers'), callees: changePane('callees') };
}

/** Sorts the list that is being looked at; a key that sorts anew begins in its own direction. */
export function sortedBy(state: ViewerState, { functions, calls }: SortTarget): ViewerState {
  return withScreen(state, (screen) => {
    if (screen.kind === 'function') {
      return calls === undefined
        ? screen
        : resortedPane(state, screen, { ...screen[screen.active], sort: calls, isReversed: false });
    }
    return functions === undefined
      ? screen
      : resorted(state, screen, { ...screen, ordering: functions, isReversed: false });
  });
}

export function reversed(state: ViewerState): ViewerState {
  return withScreen(state, (screen) => {
    if (screen.kind === 'functions') return resorted(state, screen, { ...screen, isReversed: !screen.isReversed });
    const pane = screen[screen.active];
    return resortedPane(state, screen, { ...pane, isReversed: !pane.isReversed });
  });
}

/**
 * The selected function stays selected, wherever the new order puts it. Only at the top one stays at the top:
 * who presses `t` there wants to see which functions lead.
 */
function resorted(state: ViewerState, from: FunctionsScreen, to: FunctionsScreen): FunctionsScreen {
  const selected = selectedFunction(state, from);
  const isAtTop = from.list.selected === 0 || selected === undefined;
  const wanted = isAtTop ? 0 : positionOf(viewOf(state, to), selected);
  return { ...to, list: follow(from.list, wanted, functionsBounds(state)) };
}

function resortedPane(state: ViewerState, screen: FunctionScreen, to: PaneState): FunctionScreen {
  const { active } = screen;
  const from = screen[active];
  const edge = paneView(state, screen, active).calls[from.list.selected]?.edge;
  const sorted = { ...screen, [active]: to };
  const isAtTop = from.list.selected === 0;
  const wanted = isAtTop ? 0 : paneView(state, sorted, active).calls.findIndex((call) => call.edge === edge);
  return { ...screen, [active]: { ...to, list: follow(from.list, wanted, paneBounds(state, screen, active)) } };
}

export function switchedPane(screen: Screen): Screen {
  if (screen.kind === 'functions') return screen;
  return { ...screen, active: screen.active === 'callers' ? 'callees' : 'callers' };
}

/** Opens the selected function. A caller without a row has nothing to show; the key table says so. */
export function entered(state: ViewerState): ViewerState {
  const screen = currentScreen(state);
  const target = screen.kind === 'functions' ? selectedFunction(state, screen) : selectedCall(state, screen);
  if (target === undefined || target >= state.table.length) return state;
  return { ...state, screens: [...state.screens, functionScreen(state.table, target)] };
}
