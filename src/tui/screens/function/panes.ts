import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { CallDirection } from '../../../views/call-list.ts';
import { type CallSortName, type CallsView, callsView } from '../../../views/function-view.ts';
import { hidingOf } from '../../hiding.ts';
import { LIST_START, type ListState } from '../../list.ts';
import { openScreen } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';

declare module '../../viewer.ts' {
  interface ScreensByKind {
    readonly function: FunctionScreen;
  }
}

/** The callers or the callees of the function in the middle. */
export type CallsPane = { readonly sort: CallSortName; readonly isReversed: boolean; readonly list: ListState };

/** The source of the function. */
type SourcePane = {
  /** Whether the keys are its. */
  readonly isActive: boolean;
  /** null until the user has moved in it. */
  readonly list: ListState | null;
  /** How many columns the source is moved to the left. */
  readonly shift: number;
};

/** One function between its callers and its callees; the keys act on the `active` pane. */
export type FunctionScreen = {
  readonly kind: 'function';
  readonly function: FunctionIndex;
  readonly active: CallDirection;
  readonly callers: CallsPane;
  readonly callees: CallsPane;
  /** How far the names are scrolled: 0 = fitted into their column (see name.ts). */
  readonly scroll: number;
  readonly source: SourcePane;
};

/** The screen of a function as it opens. */
export function functionScreen(state: ViewerState, index: FunctionIndex): FunctionScreen {
  return {
    kind: 'function',
    function: index,
    active: callsOf(state, index, 'callees').calls.length > 0 ? 'callees' : 'callers',
    callers: openPane(state, index, 'callers'),
    callees: openPane(state, index, 'callees'),
    scroll: 0,
    source: { isActive: false, list: null, shift: 0 },
  };
}

/** Calls without times are sorted by their counts. */
function openPane(state: ViewerState, index: FunctionIndex, direction: CallDirection): CallsPane {
  const { hasTimes, calls } = callsOf(state, index, direction);
  return { sort: hasTimes || calls.length === 0 ? 'cumtime' : 'ncalls', isReversed: false, list: LIST_START };
}

/** Opens a function. One without a row of its own has nothing to show. */
export function openFunction(state: ViewerState, index: FunctionIndex | undefined): ViewerState {
  if (index === undefined || index >= state.table.length) return state;
  return openScreen(state, functionScreen(state, index));
}

/** The calls of a pane in its order. */
export function paneView(state: ViewerState, screen: FunctionScreen, direction: CallDirection): CallsView {
  const { sort, isReversed } = screen[direction];
  return callsView(state.table, screen.function, direction, sort, isReversed, hidingOf(state));
}

/** The same in any order. */
export function callsOf(state: ViewerState, index: FunctionIndex, direction: CallDirection): CallsView {
  return callsView(state.table, index, direction, 'filename', false, hidingOf(state));
}
