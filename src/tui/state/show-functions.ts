import { type FunctionsRequest, type FunctionsView, positionOf } from '../../views/functions-view.ts';
import { type Anchor, canBeAtOnce, type FunctionsScreen, searchOf, viewAtOnce, wanted } from './functions-screen.ts';
import { follow } from './list-state.ts';
import { selectedFunction } from './looked-at.ts';
import { withScreen } from './trail.ts';
import type { Screen, ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

/** What is changed of what a screen shows. */
export type RequestChange = Partial<FunctionsRequest>;

/** Asks for other functions or another order. Where that takes longer than a key may, the view stays for now. */
export function requested(
  state: ViewerState,
  screen: FunctionsScreen,
  change: RequestChange,
  anchor?: Anchor,
): ViewerState {
  const request = { ...wanted(screen), ...change };
  return canBeAtOnce(state.table, request)
    ? withScreen(state, arrived(state, screen, viewAtOnce(state.table, request), anchor))
    : withScreen(state, { ...screen, pending: request });
}

/** The view that some screen waits for; one that nobody waits for any more is dropped. */
export function withArrived(state: ViewerState, view: FunctionsView): ViewerState {
  const receive = (screen: Screen): Screen =>
    screen.kind === 'functions' && screen.pending === view.request ? arrived(state, screen, view) : screen;
  return { ...state, ...everyScreen(state, receive) };
}

/** What was asked for cannot be had: what is shown stays. */
export function withFailed(state: ViewerState, request: FunctionsRequest, message: string): ViewerState {
  const forget = (screen: Screen): Screen =>
    screen.kind === 'functions' && screen.pending === request ? { ...screen, pending: null } : screen;
  const forgotten: ViewerState = { ...state, ...everyScreen(state, forget) };
  const { overlay } = state;
  return overlay?.kind === 'filter-line'
    ? { ...forgotten, overlay: { ...overlay, problem: message } }
    : { ...forgotten, message };
}

function everyScreen(
  { screens: [first, ...others], ahead }: ViewerState,
  change: (screen: Screen) => Screen,
): Pick<ViewerState, 'screens' | 'ahead'> {
  return { screens: [change(first), ...others.map(change)], ahead: ahead.map(change) };
}

function arrived(
  state: ViewerState,
  screen: FunctionsScreen,
  view: FunctionsView,
  anchor: Anchor = anchorOf(state, screen, view.request),
): FunctionsScreen {
  const search = searchOf(view) ?? screen.search;
  const list = follow(screen.list, linePosition(screen, view, anchor), {
    length: view.length,
    height: functionsHeight(state.size),
  });
  // A list of nothing has nothing selected: what was is waited for until there are lines again.
  return { ...screen, view, pending: null, anchor: view.length === 0 ? anchor : null, search, list };
}

/**
 * The selected function stays selected, wherever the new view has it. At the top one stays at the top: who presses `t`
 * there wants to see which functions lead. Who lifts a filter wants to see what stands around the selected function.
 */
function anchorOf(state: ViewerState, screen: FunctionsScreen, request: FunctionsRequest): Anchor {
  if (state.overlay?.kind === 'filter-line') return state.overlay.anchor;
  if (screen.anchor !== null) return screen.anchor;
  const isLifted = request.filter.terms.length === 0 && screen.view.request.filter.terms.length > 0;
  if (screen.list.selected === 0 && !isLifted) return 'first';
  return selectedFunction(screen) ?? 'same-line'; // not known yet: G was pressed before the order was there
}

function linePosition({ list }: FunctionsScreen, view: FunctionsView, anchor: Anchor): number {
  if (anchor === 'same-line') return list.selected;
  return anchor === 'first' ? 0 : Math.max(0, positionOf(view, anchor));
}
