import { standardName } from '../../profile/function-name.ts';
import { paneView, selectedCall, selectedFunction } from './looked-at.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';

/** Why a command does nothing just now, in words for the user; null where it does something. */

export function whyNoEnter(state: ViewerState): string | null {
  const screen = currentScreen(state);
  if (screen.kind === 'functions')
    return selectedFunction(state, screen) === undefined ? 'There is no function to open.' : null;
  const target = selectedCall(state, screen);
  if (target === undefined) return `This function has no ${screen.active} in the profile.`;
  if (target === screen.function) return 'This is the function itself: it calls itself.';
  const hasRow = target < state.table.length;
  return hasRow ? null : `No row of its own in this profile: ${standardName(state.table, target)}`;
}

export function whyNoBack({ screens }: ViewerState): string | null {
  return screens.length > 1 ? null : 'This is the first screen; q quits.';
}

export function whyNoReverse(state: ViewerState): string | null {
  const screen = currentScreen(state);
  const isUnsorted = screen.kind === 'functions' && screen.ordering.order === null;
  return isUnsorted ? 'The order of the dump cannot be reversed: choose a sort key first.' : null;
}

export function whyNoSwitch(state: ViewerState): string | null {
  const screen = currentScreen(state);
  if (screen.kind === 'functions') return null;
  const other = screen.active === 'callers' ? 'callees' : 'callers';
  return paneView(state, screen, other).calls.length > 0 ? null : `This function has no ${other} in the profile.`;
}

export function whyNoTimes(state: ViewerState): string | null {
  const screen = currentScreen(state);
  if (screen.kind === 'functions') return null;
  const { hasTimes, calls } = paneView(state, screen, screen.active);
  return hasTimes || calls.length === 0 ? null : `This profile has counts and no times for ${screen.active}.`;
}
