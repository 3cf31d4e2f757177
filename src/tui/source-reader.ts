import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Host } from './host.ts';
import { wantedSource } from './state/source-pane.ts';
import type { ViewerStore } from './viewer-store.ts';

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
    readSource(table, row).then((view) => store.dispatch({ type: 'source-read', table, view }), fail);
  };
  look();
  return store.subscribe(look);
}
