import type { ProfileTable } from '../profile/profile-table.ts';
import type { Host } from './host.ts';
import { hasCallers } from './state/callers-read.ts';
import { foundHints } from './state/hint-marks.ts';
import { currentScreen, type ViewerState } from './state/viewer-state.ts';
import type { ViewerStore } from './viewer-store.ts';

/** Looks for hints once there is time, for the marks in the lists, or a screen waits for them. Returns what ends that. */
export function findShownHints(
  store: ViewerStore,
  { findHints }: Pick<Host, 'findHints'>,
  fail: (error: unknown) => void,
): () => void {
  const asked = new WeakSet<ProfileTable>();
  const look = (): void => {
    const state = store.state();
    const { table, memory } = state;
    if (!wantsHints(state) || asked.has(table)) return;
    asked.add(table);
    findHints(table, memory).then((found) => store.dispatch({ type: 'hints-found', found: { table, ...found } }), fail);
  };
  look();
  return store.subscribe(look);
}

/**
 * Whether there are hints to look for: at once where the screen in front shows nothing else; otherwise, for the marks in
 * the lists, when the callers are there and nothing is being sorted.
 */
function wantsHints(state: ViewerState): boolean {
  if (!state.findsHints || foundHints(state) !== null) return false;
  const screen = currentScreen(state);
  const isBusy = screen.kind === 'functions' && screen.pending !== null;
  return screen.kind === 'hints' || (hasCallers(state) && !isBusy);
}
