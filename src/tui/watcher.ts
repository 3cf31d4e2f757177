import type { ProfileTable } from '../profile/profile-table.ts';
import { ageLasts } from './age.ts';
import { createNewest } from './between-keys.ts';
import { loseWatch, noteChange, tellTime } from './events.ts';
import type { Host, Watch } from './host.ts';
import { madeBetweenKeys } from './replace-between-keys.ts';
import { reload } from './replace-profile.ts';
import { profileReadAgain } from './replacement.ts';
import type { ViewerStore } from './store.ts';
import { say, type ViewerState } from './viewer.ts';

/** Turns what the host sees of the watched files into changes of the state. */
export type Watcher = { readonly start: (state: Watched) => void; readonly stop: () => void };

/** What is watched, and the command that makes it anew. */
type Watched = Pick<ViewerState, 'files' | 'table' | 'watchCommand'>;

export function createWatcher(
  host: Host,
  { state, update }: Pick<ViewerStore, 'state' | 'update'>,
  now: () => number = () => performance.now(),
): Watcher {
  let watches: readonly Watch[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** Tells the time whenever the age of the last change is another one: every second at first, later every minute. */
  const tick = (since: number): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        update((current) => tellTime(current, now()));
        tick(since);
      },
      ageLasts(now() - since),
    );
    timer.unref();
  };
  const begin = createNewest();
  const receive = async (table: ProfileTable): Promise<void> => {
    const isWanted = begin(); // until it has changed again, or nobody watches any more
    const made = await madeBetweenKeys(state, (current) => profileReadAgain(current, table), isWanted, table);
    if (!isWanted()) return;
    const at = now();
    update((current) => noteChange(reload(current, table, made), at));
    tick(at);
  };
  const stop = (): void => {
    begin();
    clearTimeout(timer);
    for (const watch of watches) watch.close();
    watches = [];
  };
  const lose = (why: string): void => {
    stop();
    update((current) => loseWatch(current, why));
  };
  const keep = (started: Watch | { readonly refusal: string }): void => {
    if ('refusal' in started) lose(started.refusal);
    else watches = [...watches, started];
  };
  const start = ({ files, table, watchCommand }: Watched): void => {
    stop();
    const followed = host.watch(files, {
      onLoaded: (read) => void receive(read),
      onBroken: (why) => update((current) => say(current, `The profile from before stays: ${why}`)),
      onLost: lose,
    });
    keep(followed);
    if (watchCommand === null || 'refusal' in followed) return;
    keep(
      host.runOnSave(watchCommand, table, {
        onStart: () => update((current) => say(current, `Running: ${watchCommand}`)),
        onEnd: (complaint) => update((current) => say(current, complaint ?? `It ran: ${watchCommand}`)),
        onLost: lose,
      }),
    );
  };
  return { start, stop };
}
