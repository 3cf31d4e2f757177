import type { CallDirection } from '../../views/call-list.ts';
import { type CallsView, callCount, callsView } from '../../views/function-view.ts';
import { type FunctionsView, functionAt, functionsView } from '../../views/functions-view.ts';
import type { FunctionScreen } from './function-screen.ts';
import type { FunctionsScreen } from './functions-screen.ts';
import type { ListBounds } from './list-state.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight, paneHeights } from './window-heights.ts';

/** The function that the cursor is on. */
export function selectedFunction(state: ViewerState, screen: FunctionsScreen): number | undefined {
  return functionAt(viewOf(state, screen), screen.list.selected);
}

/** The caller or callee that is selected, row or ghost. */
export function selectedCall(state: ViewerState, screen: FunctionScreen): number | undefined {
  return paneView(state, screen, screen.active).calls[screen[screen.active].list.selected]?.other;
}

export function viewOf({ table }: ViewerState, { ordering, isReversed }: FunctionsScreen): FunctionsView {
  return functionsView(table, ordering.order, isReversed);
}

export function paneView({ table }: ViewerState, screen: FunctionScreen, direction: CallDirection): CallsView {
  const { sort, isReversed } = screen[direction];
  return callsView(table, screen.function, direction, sort, isReversed);
}

export function functionsBounds({ table, size }: ViewerState): ListBounds {
  return { length: table.length, height: functionsHeight(size) };
}

export function paneBounds(state: ViewerState, screen: FunctionScreen, direction: CallDirection): ListBounds {
  return { length: callCount(state.table, screen.function, direction), height: paneHeights(state, screen)[direction] };
}
