import type { ChildProcess } from 'node:child_process';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { escapeControls } from '../../text/escape.ts';
import type { FindSource, RunEvents, Watch } from '../../tui/host.ts';
import { errnoText } from '../input/errno.ts';
import { loadBuiltin } from '../load-builtin.ts';
import { ownSources } from '../sources/own-sources.ts';
import { splitWords } from './split-words.ts';
import { signatureOf, watchFiles, watchRefusal } from './watch-files.ts';

/**
 * Runs a command, without a shell between, whenever a source of the user's own code is saved. One that is saved while it
 * runs makes it run once more.
 */
export function runOnSave(
  command: string,
  table: ProfileTable,
  findSource: FindSource,
  { onStart, onEnd, onLost }: RunEvents,
): Watch | { readonly refusal: string } {
  const [program, ...args] = splitWords(command) ?? [];
  if (program === undefined) return { refusal: 'The quotes of that command do not close.' };
  const sources = ownSources(table, findSource);
  if (sources.length === 0)
    return { refusal: 'No source of your own code was found to watch: --source-root or --map says where it is.' };
  let child: ChildProcess | null = null;
  let isStale = false;
  const end = (complaint: string | null): void => {
    child = null;
    onEnd(complaint);
    if (isStale) start();
  };
  const start = (): void => {
    isStale = child !== null;
    if (child !== null) return;
    onStart();
    child = startQuietly(program, args, end);
  };
  try {
    const stop = watchFiles(sources, signatureOf(sources), {
      onSettled: start,
      onLost: (error) => onLost(watchRefusal(error)),
    });
    return {
      close: () => {
        stop();
        child?.removeAllListeners();
        child?.kill();
      },
    };
  } catch (error) {
    return { refusal: watchRefusal(error) };
  }
}

/** At most this much of its complaints is kept. */
const MOST_COMPLAINT = 4096;

/** What it prints would destroy the screen: only the last line of its complaints is told. */
function startQuietly(program: string, args: readonly string[], end: (complaint: string | null) => void): ChildProcess {
  const { spawn } = loadBuiltin('node:child_process');
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_COMPLAINT);
  });
  child.on('error', (error) => end(escapeControls(`${program} could not be started: ${errnoText(error)}.`)));
  child.on('close', (status, signal) => {
    if (status === 0) return end(null);
    const last = said.trim().split('\n').at(-1) ?? '';
    const how = signal === null ? `with ${status}` : `by ${signal}`;
    return end(escapeControls(`It ended ${how}${last === '' ? '.' : `: ${last}`}`));
  });
  return child;
}
