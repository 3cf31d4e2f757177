import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import type { CallDirection } from '../../../views/call-list.ts';
import { type CallSortName, type CallsView, callsView } from '../../../views/function-view.ts';
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
export function functionScreen(table: ProfileTable, index: FunctionIndex): FunctionScreen {
  const hasCallees = callsView(table, index, 'callees', 'filename', false).calls.length > 0;
  return {
    kind: 'function',
    function: index,
    active: hasCallees ? 'callees' : 'callers',
    callers: openPane(table, index, 'callers'),
    callees: openPane(table, index, 'callees'),
    scroll: 0,
    source: { isActive: false, list: null, shift: 0 },
  };
}

/** Calls without times are sorted by their counts. */
function openPane(table: ProfileTable, index: FunctionIndex, direction: CallDirection): CallsPane {
  const { hasTimes, calls } = callsView(table, index, direction, 'filename', false);
  return { sort: hasTimes || calls.length === 0 ? 'cumtime' : 'ncalls', isReversed: false, list: LIST_START };
}

/** Opens a function. One without a row of its own has nothing to show. */
export function openFunction(state: ViewerState, index: FunctionIndex | undefined): ViewerState {
  if (index === undefined || index >= state.table.length) return state;
  return openScreen(state, functionScreen(state.table, index));
}

/** The calls of a pane in its order. */
export function paneView({ table }: ViewerState, screen: FunctionScreen, direction: CallDirection): CallsView {
  const { sort, isReversed } = screen[direction];
  return callsView(table, screen.function, direction, sort, isReversed);
}
