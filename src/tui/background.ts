import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { receiveHints, receiveSource } from './events.ts';
import { foundHints } from './hint-marks.ts';
import type { Host } from './host.ts';
import { wantedSource } from './screens/function/source.ts';
import { wantsSummary } from './screens/functions/summary-lines.ts';
import type { ViewerStore } from './store.ts';
import { currentScreen, inFrontAs } from './trail.ts';
import { hasCallers, type ViewerState } from './viewer.ts';

/**
 * Reads the source of the function that is shown, once the screen is there without it: a large file takes longer to
 * parse than a key may take. Returns what ends that.
 */
export function readShownSources(
  store: ViewerStore,
  { readSource }: Pick<Host, 'readSource'>,
  fail: (error: unknown) => void,
): () => void {
  const pending = new Map<ProfileTable, Set<FunctionIndex>>();
  const look = (): void => {
    const { table } = store.state();
    const row = wantedSource(store.state());
    const rows = pending.get(table) ?? new Set<FunctionIndex>();
    if (row === null || rows.has(row)) return;
    pending.set(table, rows.add(row));
    readSource(table, row).then((view) => store.update((state) => receiveSource(state, table, view)), fail);
  };
  look();
  return store.subscribe(look);
}

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
    const isWanted = (): boolean => store.state().table === table && !store.state().isDone;
    findHints(table, memory, isWanted).then(
      (found) => store.update((current) => receiveHints(current, { table, ...found })),
      fail,
    );
  };
  look();
  return store.subscribe(look);
}

/**
 * Whether there are hints to look for: at once where the screen in front shows nothing else; otherwise, for the marks in
 * the lists, when the callers and the summary are there and nothing is being sorted.
 */
function wantsHints(state: ViewerState): boolean {
  if (!state.findsHints || foundHints(state) !== null) return false;
  const isBusy = (inFrontAs(state, 'functions')?.pending ?? null) !== null;
  return currentScreen(state).kind === 'hints' || (hasCallers(state) && !isBusy && !wantsSummary(state));
}
