import { createNewest } from '../../tui/between-keys.ts';
import type { Watch, WatchEvents } from '../../tui/host.ts';
import { type LoadingContext, loadForViewer } from './load.ts';
import { watchFiles, watchRefusal } from './watch-files.ts';

/** Reads the files whenever they have changed. `seen`: their signature as they were read last. */
export function followProfile(
  paths: readonly string[],
  seen: string,
  context: LoadingContext,
  { onLoaded, onBroken, onLost }: WatchEvents,
): Watch | { readonly refusal: string } {
  if (paths.includes('-')) return { refusal: 'Standard input cannot be watched: it comes only once.' };
  const begin = createNewest();
  const read = async (): Promise<void> => {
    const isWanted = begin(); // until it has changed again, or nobody watches any more
    const loaded = await loadForViewer(paths, context, isWanted);
    if (!isWanted()) return;
    if ('table' in loaded) onLoaded(loaded.table);
    else onBroken(loaded.refusal);
  };
  try {
    const close = watchFiles(paths, seen, {
      onSettled: () => void read(),
      onLost: (error) => onLost(watchRefusal(error)),
    });
    return {
      close: () => {
        begin();
        close();
      },
    };
  } catch (error) {
    return { refusal: watchRefusal(error) };
  }
}
