import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { plural } from '../../profile/notes.ts';
import { type HeldSignals, holdSignals } from '../../run/hold-signals.ts';
import { shellWord } from '../../text/shell-word.ts';
import { printText } from '../commands/view.ts';
import { type Context, print } from '../context.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { printComparison } from '../output/compare-baseline.ts';
import { progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import { ProgramEnd } from '../program-end.ts';
import { placesOf } from '../sources/open-book.ts';
import { withOwnPlaces } from '../sources/own-places.ts';
import { ownSources } from '../sources/own-sources.ts';
import { sourceFinder } from '../viewer/find-source.ts';
import { signatureOf, watchFiles, watchRefusal } from '../viewer/watch-files.ts';
import { besideProfile } from './profile-place.ts';
import { recordCalls } from './record-calls.ts';
import type { RunTarget } from './record-program.ts';
import type { RunCommandOptions } from './run-options.ts';
import { refuseSignal } from './runs-in-turn.ts';

/** The command that makes the profile anew, for a viewer that runs it whenever a source is saved. */
export function watchCommandOf(
  { python, kind, target, args }: RunTarget,
  profile: string,
  { children }: Pick<RunCommandOptions, 'children'>,
  { packageFolder }: Context,
): string {
  return [
    process.execPath,
    join(packageFolder, 'bin/pyprof-view.js'),
    'run',
    ...['--no-view', '-o', profile, '--python', python],
    ...(children ? ['--children'] : []),
    ...(kind === 'module' ? ['-m'] : []),
    target,
    ...args,
  ]
    .map(shellWord)
    .join(' ');
}

/**
 * Without a terminal: the text of each run, and what changed since the one before. A run without a profile (a slip of the
 * pen) is waited out.
 *
 * @throws ProgramEnd when a signal ends it
 */
export async function watchAsText(
  program: RunTarget,
  profile: string,
  options: RunCommandOptions,
  context: Context,
): Promise<never> {
  const shown = { ...options, memory: [], lines: [], arguments: undefined };
  const before = besideProfile(profile, '.before.prof');
  const signals = holdSignals();
  try {
    let sources = await sourcesOf(profile, options, context);
    let seen = signatureOf(sources);
    for (;;) {
      await nextChange(sources, seen, signals, context);
      refuseSignal(signals);
      seen = signatureOf(sources); // what is saved while it runs makes it run once more
      const hasRun = await ranAgain(program, profile, before, options, context);
      refuseSignal(signals);
      if (!hasRun) continue;
      await printText([profile], shown, context);
      print(context.stdout, '\nSince the run before:\n\n');
      await printComparison(before, [profile], { fullPaths: options.fullPaths, force: true }, context);
      const now = await sourcesOf(profile, options, context);
      if (now.join('\0') === sources.join('\0')) continue;
      sources = now;
      seen = signatureOf(now);
    }
  } finally {
    signals.release();
  }
}

/** @throws UsageError where no source of one's own is there */
async function sourcesOf(profile: string, options: RunCommandOptions, context: Context): Promise<readonly string[]> {
  const { table } = await loadProfiles([profile], { readStdin: context.readStdin, progress: progressOn(context) });
  const sources = ownSources(withOwnPlaces(table, options), sourceFinder(placesOf([profile], options)));
  if (sources.length > 0) return sources;
  throw new UsageError(
    'usage',
    'no source of your own code was found to watch: --source-root or --map says where it is',
  );
}

/** Until one of the files is another than it was `seen`, or a signal comes. */
async function nextChange(
  sources: readonly string[],
  seen: string,
  signals: HeldSignals,
  context: Context,
): Promise<void> {
  reportNote(`waiting for a change in ${plural(sources.length, 'file')} of your own code; Ctrl-C ends`, context);
  let close = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      signals.onCame(resolve);
      const onLost = (error: unknown): void => reject(new UsageError('usage', watchRefusal(error)));
      close = watchFiles(sources, seen, { onSettled: resolve, onLost });
    });
  } finally {
    close();
  }
}

/** @returns whether there is a new profile; if not, the reason has been printed and the previous one stays */
async function ranAgain(
  program: RunTarget,
  profile: string,
  before: string,
  { children }: RunCommandOptions,
  context: Context,
): Promise<boolean> {
  renameSync(profile, before);
  try {
    await recordCalls(program, { calls: profile, children }, context);
    return true;
  } catch (error) {
    renameSync(before, profile);
    if (error instanceof ProgramEnd) return false;
    throw error;
  }
}
