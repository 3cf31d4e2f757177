import { type FSWatcher, realpathSync, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { errnoCode, errnoText } from '../input/errno.ts';

export type FileEvents = {
  /** The files are others than before, and have stayed so for a moment. */
  readonly onSettled: () => void;
  readonly onLost: (error: unknown) => void;
};

/** A profile is written in several steps; so long no step may come before it is read. */
const SETTLE_MILLISECONDS = 150;

/**
 * Watches files through their folders: a file that is replaced by another of its name is another file. A timer runs
 * only after something happened. `seen`: the signature of the files as they were read (see {@link signatureOf}).
 *
 * @returns what ends it; nothing is left then
 * @throws the system's error where it cannot watch
 */
export function watchFiles(paths: readonly string[], seen: string, { onSettled, onLost }: FileEvents): () => void {
  let settled = seen;
  let last = '';
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    last = signatureOf(paths);
    timer = setTimeout(check, SETTLE_MILLISECONDS);
  };
  const check = (): void => {
    const now = signatureOf(paths);
    if (now !== last) wait();
    else if (now !== settled) {
      settled = now;
      onSettled();
    }
  };
  const watchers = watchFolders(paths, wait, onLost);
  if (signatureOf(paths) !== seen) wait(); // it changed between the first reading and now
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Size, time and identity of each file: what changes whenever somebody writes it. */
export function signatureOf(paths: readonly string[]): string {
  return paths.map(signature).join(' ');
}

function signature(path: string): string {
  try {
    const { ino, size, mtimeNs } = statSync(path, { bigint: true });
    return `${ino}:${size}:${mtimeNs}`;
  } catch (error) {
    return errnoCode(error);
  }
}

function watchFolders(
  paths: readonly string[],
  onChange: () => void,
  onLost: (error: unknown) => void,
): readonly FSWatcher[] {
  const names = new Map<string, Set<string>>();
  for (const path of [...paths, ...paths.map(realPath)]) {
    const folder = dirname(path);
    names.set(folder, (names.get(folder) ?? new Set()).add(basename(path)));
  }
  const watchers: FSWatcher[] = [];
  try {
    for (const [folder, known] of names) {
      const before = folderIdentity(folder);
      const watcher = watch(folder, (_event, name) => {
        if (name === null || known.has(name)) onChange();
        else if (name === basename(folder) && folderIdentity(folder) !== before)
          onLost(new Error('its folder is gone'));
      });
      watchers.push(watcher.on('error', onLost));
    }
  } catch (error) {
    for (const watcher of watchers) watcher.close();
    throw error;
  }
  return watchers;
}

/**
 * Which folder it is. One that goes away speaks once, by its own name, and is silent from then on, also where another
 * folder takes its place.
 */
function folderIdentity(folder: string): string {
  try {
    const { ino, birthtimeNs } = statSync(folder, { bigint: true });
    return `${ino}:${birthtimeNs}`;
  } catch (error) {
    return errnoCode(error);
  }
}

/** Where a link leads: the file behind it is the one that is written. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it is not there just now
  }
}

/** Why files cannot be watched, for the user. */
export function watchRefusal(error: unknown): string {
  const why =
    errnoCode(error) === 'ENOSPC' ? 'the system watches no more files (fs.inotify.max_user_watches)' : errnoText(error);
  return `The file cannot be watched: ${why}.`;
}
