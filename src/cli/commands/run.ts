import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { findPython } from '../../run/find-python.ts';
import { restrictNamed } from '../../select/restrict-rows.ts';
import { shellWord } from '../../text/shell-word.ts';
import type { Context } from '../context.ts';
import { refuseLonelyForce } from '../input/baseline.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { isFileAt } from '../input/stats-at.ts';
import type { CountedOptions } from '../options/options.ts';
import { refuseBrokenPattern } from '../output/list-profile.ts';
import { progressOn } from '../output/progress.ts';
import { ProgramEnd } from '../program-end.ts';
import { runAgainst } from '../run/against.ts';
import { isProfileOrNew, numberedPaths, profileName, refuseUnwritable, withPlace } from '../run/profile-place.ts';
import { besideFiles, recordOnce, refuseLines } from '../run/record-once.ts';
import type { RunDone, RunTarget } from '../run/record-program.ts';
import { refuseInputFile, repeatRuns } from '../run/repeat-runs.ts';
import { addRunOptions, type RunCommandOptions, refuseIdleRunOptions } from '../run/run-options.ts';
import { watchAsText, watchCommandOf } from '../run/watch-runs.ts';
import { isText, refuseBaseline, refuseIdleOptions, showProfiles, type ViewOptions } from './view.ts';

export function configureRun(command: Command, context: Context): void {
  addRunOptions(command).action(async (target: string, args: string[], options: RunCommandOptions) => {
    refuseIdleRunOptions(command, options);
    const given = (name: keyof RunCommandOptions): boolean => command.getOptionValueSource(name) === 'cli';
    const kind = options.module ? 'module' : 'script';
    if (kind === 'script') await refuseProfile(target, context);
    const program: RunTarget = { python: pythonFor(options, context), kind, target, args };
    const { against, output, fullPaths, failOn } = options;
    if (against === undefined)
      throw new ProgramEnd(await runAndShow(program, { ...options, hasSort: given('sort') }, context));
    const runs = given('repeat') ? options.repeat : null;
    throw new ProgramEnd(await runAgainst(program, { against, runs, output, fullPaths, failOn }, context));
  });
}

/**
 * `run out.prof`: Python would say that its bytes are no UTF-8.
 *
 * @throws UsageError
 */
async function refuseProfile(target: string, context: Context): Promise<void> {
  if (!isFileAt(target) || !isProfileOrNew(target)) return;
  const isProfile = await loadProfiles([target], { readStdin: context.readStdin, progress: progressOn(context) }).then(
    () => true,
    () => false,
  );
  if (isProfile)
    throw new UsageError(
      'usage',
      `${target} is a profile, and not a program: pyprof-view ${shellWord(target)} shows it`,
    );
}

/** @throws UsageError where there is none */
function pythonFor({ python }: Pick<RunCommandOptions, 'python'>, context: Context): string {
  const found = python ?? findPython(context.env);
  if (found !== null) return found;
  throw new UsageError(
    'usage',
    'no Python was found: there is no python3 or python on the PATH; name one with --python',
  );
}

/** @returns the exit status of the program */
async function runAndShow(program: RunTarget, options: RunCommandOptions, context: Context): Promise<number> {
  const profile = options.output ?? join(tmpdir(), profileName(program.target));
  await refuseBefore({ ...options, ...besideFiles(profile, options) }, program, context);
  const done = await withPlace(options.output, program.target, (place) => recordRuns(program, place, options, context));
  if (!options.view) return done.status;
  const shown = { ...options, ...done.files };
  const isWatched = options.watch && done.status <= 128; // what a signal ended is not begun again
  const watched = isWatched ? { watchCommand: watchCommandOf(program, done.shown, options, context) } : {};
  await showProfiles([done.shown], { ...shown, ...watched }, context);
  if (isWatched && (isText(shown, context) || !context.hasKeys()))
    return watchAsText(program, done.shown, options, context);
  return done.status;
}

/**
 * The program may take an hour: that its profile can be written, and shown as was asked for, is seen before.
 *
 * @throws UsageError, InputError, FileError
 */
async function refuseBefore(
  options: ViewOptions & Pick<RunCommandOptions, 'repeat' | 'output' | 'watch'>,
  { python, target }: RunTarget,
  context: Context,
): Promise<void> {
  refuseLonelyForce(options);
  refuseIdleOptions(options, context);
  refuseBrokenPattern(restrictNamed(() => '', { rows: new Int32Array(0), total: 0 }, options.restrict));
  if (options.repeat > 1) refuseDistortion(options);
  await refuseBaseline(options, context);
  const inputs = [target, ...(options.baseline === undefined ? [] : [options.baseline])];
  if (options.output !== undefined)
    for (const path of numberedPaths(options.output, options.repeat)) refuseUnwritable(path, inputs);
  if (options.lines.length > 0) await refuseLines(python, context);
  if (options.arguments !== undefined) refuseInputFile('--arguments');
}

/** @throws UsageError */
function refuseDistortion({ memory, lines, arguments: counts }: CountedOptions): void {
  const given = [memory.length > 0 && '--memory', lines.length > 0 && '--lines', counts !== undefined && '--arguments'];
  const distorting = given.find((option) => option !== false);
  if (distorting === undefined) return;
  throw new UsageError(
    'usage',
    `${distorting} makes runs longer, and --repeat is for their times: use one of them at a time`,
  );
}

function recordRuns(
  program: RunTarget,
  place: string,
  options: Pick<RunCommandOptions, 'repeat' | 'children' | 'memory' | 'lines' | 'arguments'>,
  context: Context,
): Promise<RunDone> {
  const { repeat, children } = options;
  if (repeat > 1) return repeatRuns(program, numberedPaths(place, repeat), { children }, context);
  return recordOnce(program, place, { ...besideFiles(place, options), children }, context);
}
