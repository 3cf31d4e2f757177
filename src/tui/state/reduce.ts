import type { ProfileTable } from '../../profile/profile-table.ts';
import type { CallDirection } from '../../views/call-list.ts';
import type { Action, FrontAction } from './action.ts';
import { askedToCopy, askedToEdit } from './asked.ts';
import { waitsForCallers } from './callers-read.ts';
import { withCandidates } from './command-line.ts';
import { functionScreen } from './function-screen.ts';
import { openedOverlay, reduceOverlay, refittedOverlay } from './overlays.ts';
import { profilesScreen } from './profiles-screen.ts';
import { frontScreen } from './screens.ts';
import { withArrived, withFailed } from './show-functions.ts';
import { withSource } from './source-pane.ts';
import { topScreen } from './top-screens.ts';
import { opened, wentBack, wentForward, withScreen } from './trail.ts';
import { treeScreen } from './tree-screen.ts';
import type { ViewerState } from './viewer-state.ts';
import { lostWatching, reloaded, toggledWatching, withLoaded } from './watching.ts';

/** The state after an action. Pure; an action that has nothing to act on leaves the state as it is. */
export function reduce(state: ViewerState, action: Action): ViewerState {
  return waitsForCallers(state, action) ? { ...afterKey(state), awaited: action } : reduceAtOnce(state, action);
}

/** What the last key had to say is gone with the next one, and what it waits for is not done any more. */
function afterKey(state: ViewerState): ViewerState {
  const isAsBefore = state.message === null && state.effect === null && state.awaited === null;
  return isAsBefore ? state : { ...state, message: null, effect: null, awaited: null };
}

function reduceAtOnce(state: ViewerState, action: Action): ViewerState {
  const next = afterKey(state);
  // no key: a new size of the window, a repaint
  const unasked = next === state ? state : { ...next, message: state.message, awaited: state.awaited };
  switch (action.type) {
    case 'resize':
      return refitted({ ...unasked, size: action.size });
    case 'say':
      return { ...next, message: action.text };
    case 'back':
      if (state.awaited !== null) return next;
      return next.overlay === null ? refitted(wentBack(next)) : { ...next, overlay: null };
    case 'forward':
      return refitted(wentForward(next));
    case 'show':
      return shown(next, action.digit);
    case 'show-tree':
      return shownTree(next, action.direction);
    case 'show-profiles':
      return shownProfiles(next);
    case 'open-overlay':
      return openedOverlay(next, action.kind);
    case 'switch-units':
      return { ...next, units: next.units === 'adapting' ? 'seconds' : 'adapting' };
    case 'functions-ready':
      return withArrived(state, action.view);
    case 'functions-failed':
      return withFailed(state, action.request, action.message);
    case 'switch-changes':
      return { ...next, showsChanges: !next.showsChanges };
    case 'repaint':
      return { ...unasked, repaints: next.repaints + 1 };
    case 'callers-read':
      return withCallers(state, action.table);
    case 'ask':
      return { ...next, effect: action.effect };
    case 'edit':
      return askedToEdit(next);
    case 'copy-place':
      return askedToCopy(next);
    case 'candidates':
      return withCandidates(next, action.candidates);
    case 'open-function':
      return refitted(opened(next, { ...functionScreen(next.table, action.row), active: action.pane }));
    case 'loaded':
      return refitted(withLoaded(next, action));
    case 'ask-overwrite':
      return { ...next, overlay: { kind: 'overwrite-question', path: action.path } };
    case 'watch':
      return toggledWatching(next);
    case 'watch-lost':
      return lostWatching(next, action.why);
    case 'reloaded':
      return refitted(reloaded(next, action.table));
    case 'source-read':
      return withSource(unasked, action.table, action.view);
    case 'hints-found':
      // of a profile that is no longer looked at nothing is kept
      return action.found.table === state.table ? refitted({ ...unasked, hints: action.found }) : unasked;
    case 'quit':
      return { ...next, isDone: true };
    default:
      return inFront(next, action);
  }
}

/** Does what waits for the callers. */
function withCallers(state: ViewerState, table: ProfileTable): ViewerState {
  const { awaited } = state;
  const next = { ...state, callersReadOf: table, awaited: null };
  if (table !== state.table) return state;
  return awaited === null ? next : reduce(next, awaited);
}

function inFront(state: ViewerState, action: FrontAction): ViewerState {
  return state.overlay === null ? frontScreen(state).reduce(action) : reduceOverlay(state, state.overlay, action);
}

/** Whatever is in front in a window that may have another size since it was last there. */
function refitted(state: ViewerState): ViewerState {
  const fitted = withScreen(state, frontScreen(state).refitted());
  return fitted.overlay === null ? fitted : { ...fitted, overlay: refittedOverlay(fitted, fitted.overlay) };
}

function shown(state: ViewerState, digit: string): ViewerState {
  const screen = topScreen(digit)?.open(state);
  return screen === undefined ? state : refitted(opened(state, screen));
}

/** A tree of calls from the function that the cursor is on. */
function shownTree(state: ViewerState, direction: CallDirection): ViewerState {
  const start = frontScreen(state).selected();
  if (start === undefined || start >= state.table.length) return state;
  return opened(state, treeScreen({ table: state.table, direction, start }));
}

function shownProfiles(state: ViewerState): ViewerState {
  const selected = frontScreen(state).selected();
  if (selected === undefined || selected >= state.table.length) return state;
  return opened(state, profilesScreen(selected));
}
