import type { Action } from './action.ts';
import { isSmall } from './functions-screen.ts';
import { topScreen } from './top-screens.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';

/** Whether callers can be looked up in the time of a key: those of a large profile are read first (see run-work.ts). */
export function hasCallers({ table, callersReadOf }: ViewerState): boolean {
  return isSmall(table) || callersReadOf === table;
}

/** Whether an action has to wait until the callers have been read. */
export function waitsForCallers(state: ViewerState, action: Action): boolean {
  return !hasCallers(state) && needsCallers(state, action);
}

function needsCallers(state: ViewerState, action: Action): boolean {
  switch (action.type) {
    case 'open-function':
    case 'show-tree':
      return true;
    case 'show':
      return topScreen(action.digit)?.needsCallers ?? false;
    case 'enter':
      return state.overlay === null && currentScreen(state).kind !== 'modules';
    default:
      return false;
  }
}
