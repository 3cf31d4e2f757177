import type { Host, Watch } from './host.ts';
import type { Action } from './state/action.ts';

/** Turns what the host sees of the watched files into actions. */
export type Watcher = { readonly start: (files: readonly string[]) => void; readonly stop: () => void };

export function createWatcher(host: Host, dispatch: (action: Action) => void): Watcher {
  let watch: Watch | null = null;
  const stop = (): void => {
    watch?.close();
    watch = null;
  };
  const start = (files: readonly string[]): void => {
    stop();
    const started = host.watch(files, {
      onLoaded: (table) => dispatch({ type: 'reloaded', table }),
      onBroken: (why) => dispatch({ type: 'say', text: `The profile from before stays: ${why}` }),
      onLost: (why) => {
        stop();
        dispatch({ type: 'watch-lost', why });
      },
    });
    if ('refusal' in started) dispatch({ type: 'watch-lost', why: started.refusal });
    else watch = started;
  };
  return { start, stop };
}
