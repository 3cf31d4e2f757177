import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { type CallSortName, callsView } from '../../views/function-view.ts';
import { LIST_START, type ListState } from './list-state.ts';
import { SOURCE_PANE, type SourcePane } from './source-state.ts';

/** The callers or the callees of the function in the middle. */
export type PaneState = { readonly sort: CallSortName; readonly isReversed: boolean; readonly list: ListState };

/** One function between its callers and its callees; the keys act on the `active` pane. */
export type FunctionScreen = {
  readonly kind: 'function';
  readonly function: FunctionIndex;
  readonly active: CallDirection;
  readonly callers: PaneState;
  readonly callees: PaneState;
  /** How far the names are scrolled: 0 = fitted into their column (see rows/function-text.ts). */
  readonly scroll: number;
  readonly source: SourcePane;
};

export function functionScreen(table: ProfileTable, index: FunctionIndex): FunctionScreen {
  const callers = firstPane(table, index, 'callers');
  const callees = firstPane(table, index, 'callees');
  const hasCallees = callsView(table, index, 'callees', 'filename', false).calls.length > 0;
  return {
    kind: 'function',
    function: index,
    active: hasCallees ? 'callees' : 'callers',
    callers,
    callees,
    scroll: 0,
    source: SOURCE_PANE,
  };
}

/** Calls without times are sorted by their counts. */
function firstPane(table: ProfileTable, index: FunctionIndex, direction: CallDirection): PaneState {
  const { hasTimes, calls } = callsView(table, index, direction, 'filename', false);
  return { sort: hasTimes || calls.length === 0 ? 'cumtime' : 'ncalls', isReversed: false, list: LIST_START };
}
