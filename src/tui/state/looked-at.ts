import type { CallDirection } from '../../views/call-list.ts';
import { type CallsView, callCount, callsView } from '../../views/function-view.ts';
import { functionAt } from '../../views/functions-view.ts';
import type { FunctionScreen } from './function-screen.ts';
import type { FunctionsScreen } from './functions-screen.ts';
import type { ListBounds } from './list-state.ts';
import { linesBelow } from './source-pane.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight, paneHeights } from './window-heights.ts';

/** The function that the cursor is on. */
export function selectedFunction({ view, list }: FunctionsScreen): number | undefined {
  return functionAt(view, list.selected);
}

/** The functions whose lines are in the window. */
export function visibleFunctions(state: ViewerState, screen: FunctionsScreen): readonly number[] {
  const { top } = screen.list;
  return Array.from(screen.view.rows.subarray(top, top + functionsBounds(state, screen).height));
}

/** The function in the middle and the callers and callees whose lines are in the windows. */
export function visibleCalls(state: ViewerState, screen: FunctionScreen): readonly number[] {
  const shown = (['callers', 'callees'] as const).flatMap((direction) => {
    const { top } = screen[direction].list;
    const { height } = paneBounds(state, screen, direction);
    return paneView(state, screen, direction).calls.slice(top, top + height);
  });
  return [screen.function, ...shown.map(({ other }) => other)];
}

/** The caller or callee that is selected, row or ghost. */
export function selectedCall(state: ViewerState, screen: FunctionScreen): number | undefined {
  return paneView(state, screen, screen.active).calls[screen[screen.active].list.selected]?.other;
}

export function paneView({ table }: ViewerState, screen: FunctionScreen, direction: CallDirection): CallsView {
  const { sort, isReversed } = screen[direction];
  return callsView(table, screen.function, direction, sort, isReversed);
}

export function functionsBounds({ size }: ViewerState, { view }: FunctionsScreen): ListBounds {
  return { length: view.length, height: functionsHeight(size) };
}

export function paneBounds(state: ViewerState, screen: FunctionScreen, direction: CallDirection): ListBounds {
  return {
    length: callCount(state.table, screen.function, direction),
    height: paneHeights(state, screen, linesBelow(state, screen))[direction],
  };
}
