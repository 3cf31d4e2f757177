import { fstatSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { plural } from '../../profile/notes.ts';
import { formatDuration } from '../../text/duration.ts';
import type { ChildPlace, Context } from '../context.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import { recordCalls } from './record-calls.ts';
import { howEnded, type Recorded, type RunDone, type RunTarget } from './record-program.ts';

/**
 * Where each of several runs of one program runs. All must find the same, so none has an input, and only the first prints.
 */
export function placeOfRun(run: number): ChildPlace {
  return { streams: run === 0 ? 'no-input' : 'silent' };
}

/** @throws UsageError where the program is given a file that only its first run could read */
export function refuseInputFile(option: string): void {
  if (fstatSync(0).isFile())
    throw new UsageError(
      'usage',
      `${option} runs the program more than once and without standard input: pass it the file by name`,
    );
}

/**
 * Runs the program once for each profile; the one in the middle by its total time is shown, the shorter of two. A signal
 * ends them all.
 */
export async function repeatRuns(
  program: RunTarget,
  profiles: readonly string[],
  { children }: { readonly children: boolean },
  context: Context,
): Promise<RunDone> {
  const done: Recorded[] = [];
  for (const [run, profile] of profiles.entries()) {
    const recorded = await recordCalls(program, { calls: profile, children }, context, placeOfRun(run));
    done.push(recorded);
    if (recorded.ended.kind === 'signal') break;
  }
  reportDifferentEnds(done, context);
  const shown = await middleRun(profiles.slice(0, done.length), context);
  return {
    status: done.find(({ status }) => status !== 0)?.status ?? 0,
    shown,
    files: { memory: [], lines: [], arguments: undefined },
  };
}

function reportDifferentEnds(runs: readonly Recorded[], context: Context): void {
  const [first] = runs;
  for (const [run, { ended, status }] of runs.entries()) {
    if (status !== first?.status)
      reportNote(`run ${run + 1} ended ${howEnded(ended)}, the first ${howEnded(first!.ended)}`, context);
  }
}

/** A run that was, and no mixture of runs: its callers and callees add up. */
async function middleRun(profiles: readonly string[], context: Context): Promise<string> {
  const runs: { readonly path: string; readonly time: number }[] = [];
  for (const path of profiles) {
    const { table } = await loadProfiles([path], { readStdin: context.readStdin, progress: progressOn(context) });
    runs.push({ path, time: table.totals.tottime });
  }
  runs.sort((a, b) => a.time - b.time);
  if (runs.length === 1) {
    reportNote(`one run ended, and its profile is ${profiles[0]}`, context);
    return profiles[0]!;
  }
  const [least, middle, most] = [runs[0]!, runs[(runs.length - 1) >> 1]!, runs.at(-1)!];
  const isEven = runs.length % 2 === 0;
  const which =
    runs.length === 2 ? 'the shorter one' : `${isEven ? 'the shorter of the two' : 'the one'} in the middle`;
  reportNote(
    `${plural(runs.length, 'run')} of ${formatDuration(least.time)} to ${formatDuration(most.time)}: the profiles are ${profiles[0]} ${runs.length === 2 ? 'and' : 'to'} ${profiles.at(-1)}, ${which} is ${middle.path}`,
    context,
  );
  return middle.path;
}
