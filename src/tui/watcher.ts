import type { ProfileTable } from '../profile/profile-table.ts';
import { ageLasts } from './age.ts';
import { loseWatch, noteChange, tellTime } from './events.ts';
import type { Host, Watch } from './host.ts';
import { reload } from './replace-profile.ts';
import { type StateChange, say } from './viewer.ts';

/** Turns what the host sees of the watched files into changes of the state. */
export type Watcher = { readonly start: (files: readonly string[]) => void; readonly stop: () => void };

export function createWatcher(
  host: Host,
  update: (change: StateChange) => void,
  now: () => number = () => performance.now(),
): Watcher {
  let watch: Watch | null = null;
  let timer: NodeJS.Timeout | undefined;
  /** Tells the time whenever the age of the last change is another one: every second at first, later every minute. */
  const tick = (since: number): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        update((state) => tellTime(state, now()));
        tick(since);
      },
      ageLasts(now() - since),
    );
    timer.unref();
  };
  const receive = (table: ProfileTable): void => {
    const at = now();
    update((state) => noteChange(reload(state, table), at));
    tick(at);
  };
  const stop = (): void => {
    clearTimeout(timer);
    watch?.close();
    watch = null;
  };
  const start = (files: readonly string[]): void => {
    stop();
    const started = host.watch(files, {
      onLoaded: receive,
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
