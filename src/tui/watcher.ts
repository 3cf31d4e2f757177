import { loseWatch } from './events.ts';
import type { Host, Watch } from './host.ts';
import { reload } from './replace-profile.ts';
import { type StateChange, say } from './viewer.ts';

/** Turns what the host sees of the watched files into changes of the state. */
export type Watcher = { readonly start: (files: readonly string[]) => void; readonly stop: () => void };

export function createWatcher(host: Host, update: (change: StateChange) => void): Watcher {
  let watch: Watch | null = null;
  const stop = (): void => {
    watch?.close();
    watch = null;
  };
  const start = (files: readonly string[]): void => {
    stop();
    const started = host.watch(files, {
      onLoaded: (table) => update((state) => reload(state, table)),
      onBroken: (why) => update((state) => say(state, `The profile from before stays: ${why}`)),
      onLost: (why) => {
        stop();
        update((state) => loseWatch(state, why));
      },
    });
    if ('refusal' in started) update((state) => loseWatch(state, started.refusal));
    else watch = started;
  };
  return { start, stop };
}
