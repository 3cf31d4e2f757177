import type { ProfileTable } from '../profile/profile-table.ts';
import type { Host } from './host.ts';
import { wantsHints } from './state/reduce-hints.ts';
import type { ViewerStore } from './viewer-store.ts';

/** Looks for hints once a screen that shows them is there, and was painted. Returns what ends that. */
export function findShownHints(
  store: ViewerStore,
  { findHints }: Pick<Host, 'findHints'>,
  fail: (error: unknown) => void,
): () => void {
  const asked = new WeakSet<ProfileTable>();
  return store.subscribe(() => {
    const state = store.state();
    const { table, memory } = state;
    if (!wantsHints(state) || asked.has(table)) return;
    asked.add(table);
    findHints(table, memory).then((found) => store.dispatch({ type: 'hints-found', found: { table, ...found } }), fail);
  });
}
