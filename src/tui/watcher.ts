import type { ProfileTable } from '../profile/profile-table.ts';
import { ageLasts } from './age.ts';
import { loseWatch, noteChange, tellTime } from './events.ts';
import type { Host, Watch } from './host.ts';
import { reload } from './replace-profile.ts';
import { type StateChange, say, type ViewerState } from './viewer.ts';

/** Turns what the host sees of the watched files into changes of the state. */
export type Watcher = { readonly start: (state: Watched) => void; readonly stop: () => void };

/** What is watched, and the command that makes it anew. */
type Watched = Pick<ViewerState, 'files' | 'table' | 'watchCommand'>;

export function createWatcher(
  host: Host,
  update: (change: StateChange) => void,
  now: () => number = () => performance.now(),
): Watcher {
  let watches: readonly Watch[] = [];
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
    for (const watch of watches) watch.close();
    watches = [];
  };
  const lose = (why: string): void => {
    stop();
    update((state) => loseWatch(state, why));
  };
  const keep = (started: Watch | { readonly refusal: string }): void => {
    if ('refusal' in started) lose(started.refusal);
    else watches = [...watches, started];
  };
  const start = ({ files, table, watchCommand }: Watched): void => {
    stop();
    const followed = host.watch(files, {
      onLoaded: receive,
      onBroken: (why) => update((state) => say(state, `The profile from before stays: ${why}`)),
      onLost: lose,
    });
    keep(followed);
    if (watchCommand === null || 'refusal' in followed) return;
    keep(
      host.runOnSave(watchCommand, table, {
        onStart: () => update((state) => say(state, `Running: ${watchCommand}`)),
        onEnd: (complaint) => update((state) => say(state, complaint ?? `It ran: ${watchCommand}`)),
        onLost: lose,
      }),
    );
  };
  return { start, stop };
}
