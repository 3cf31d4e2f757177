import { assertNever } from '../../errors.ts';
import type { Action } from './action.ts';
import { chosen, closedOverlay, movedInOverlay, openedOverlay } from './reduce-overlay.ts';
import { entered, movedOnScreen, refitted, reversed, sortedBy, switchedPane, withScreen } from './reduce-screen.ts';
import { namedOrdering } from './sort-choices.ts';
import type { ViewerState } from './viewer-state.ts';

/** The state after an action. Pure; an action that has nothing to act on leaves the state as it is. */
export function reduce(state: ViewerState, action: Action): ViewerState {
  // What the last key had to say is gone with this one; only a new size of the window leaves it.
  const next = state.message === null ? state : { ...state, message: null };
  switch (action.type) {
    case 'resize':
      return refitted({ ...state, size: action.size });
    case 'say':
      return { ...state, message: action.text };
    case 'move':
      return next.overlay === null ? movedOnScreen(next, action.movement) : movedInOverlay(next, action.movement);
    case 'enter':
      return entered(next);
    case 'back':
      return next.overlay === null ? wentBack(next) : closedOverlay(next);
    case 'sort':
      return sortedBy(next, { functions: namedOrdering(action.by), calls: action.by });
    case 'reverse':
      return reversed(next);
    case 'switch-pane':
      return withScreen(next, switchedPane);
    case 'open-help':
      return openedOverlay(next, 'help');
    case 'open-sort-menu':
      return openedOverlay(next, 'sort-menu');
    case 'choose':
      return chosen(next);
    case 'repaint':
      return { ...next, repaints: next.repaints + 1 };
    case 'quit':
      return { ...next, isDone: true };
    default:
      return assertNever(action);
  }
}

/** To the screen one came from, as it was; the window may have another height by now. */
function wentBack(state: ViewerState): ViewerState {
  const [first, ...others] = state.screens;
  return others.length === 0 ? state : refitted({ ...state, screens: [first, ...others.slice(0, -1)] });
}
