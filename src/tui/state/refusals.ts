import type { Action } from './action.ts';
import { foundHints } from './hint-marks.ts';
import { whyNoPlace } from './place-in-front.ts';
import { whyNoProfiles } from './reduce-profiles.ts';
import { frontScreen } from './screens.ts';
import { topScreen, whyNoComparison } from './top-screens.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';

/** Why an action does nothing just now, in a sentence for the user; null where it does something. */
export function refusal(state: ViewerState, action: Action): string | null {
  switch (action.type) {
    case 'back':
      if (state.awaited !== null) return null;
      return state.overlay === null && state.screens.length === 1 ? 'This is the first screen; q quits.' : null;
    case 'forward':
      return state.ahead.length === 0 ? 'You did not go back from anywhere.' : null;
    case 'show':
      return topScreen(action.digit)?.whyNot(state) ?? null;
    case 'show-tree':
      return whyNoRow(state);
    case 'show-profiles':
      return whyNoProfiles(state.table) ?? whyNoRow(state);
    case 'edit':
    case 'copy-place':
      return whyNoPlace(state);
    case 'switch-changes':
      return whyNoComparison(state);
    case 'open-overlay':
      return action.kind === 'export-line' ? whyNoList(state) : null;
    case 'resize':
    case 'say':
    case 'switch-units':
    case 'repaint':
    case 'candidates':
    case 'open-function':
    case 'loaded':
    case 'ask-overwrite':
    case 'watch':
    case 'watch-lost':
    case 'reloaded':
    case 'functions-ready':
    case 'functions-failed':
    case 'source-read':
    case 'hints-found':
    case 'callers-read':
    case 'ask':
    case 'quit':
      return null;
    default:
      return state.overlay === null ? frontScreen(state).refusal(action) : null;
  }
}

/** Why the cursor is on no function that has numbers of its own. */
function whyNoRow(state: ViewerState): string | null {
  const start = frontScreen(state).selected();
  if (start === undefined) return 'No function is selected.';
  return start < state.table.length ? null : 'It has no row of its own in this profile.';
}

/** Why there is nothing yet to be written to a file. */
function whyNoList(state: ViewerState): string | null {
  if (currentScreen(state).kind !== 'hints') return null;
  const found = foundHints(state);
  if (found === null) return 'The hints are still looked for: nothing can be written yet.';
  return found.view === null ? 'There are no hints to write: they could not be looked for.' : null;
}
