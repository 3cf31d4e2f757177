import { UsageError } from '../../errors.ts';
import { percentText } from '../../report/time-unit.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import type { Context } from '../context.ts';
import { reportNote } from '../report-notes.ts';
import { besideProfile } from './profile-place.ts';
import { recordCalls } from './record-calls.ts';
import {
  type BesideFiles,
  howEnded,
  type Recorded,
  type RunDone,
  type RunTarget,
  recordProgram,
  startPython,
} from './record-program.ts';
import { placeOfRun, refuseInputFile } from './repeat-runs.ts';

/** What else is measured of a run, and shown beside its profile. */
export type Besides = { readonly memory: boolean; readonly lines: boolean };

/** Beside the profile. */
export function besideFiles(profile: string, { memory, lines }: Besides): BesideFiles {
  return {
    memory: memory ? [besideProfile(profile, '.tracemalloc')] : [],
    lines: lines ? [besideProfile(profile, '.lprof')] : [],
  };
}

/** Looked for as record_lines.py will: not in the working folder, which `-c` puts first in the path. */
const IMPORT_LINE_PROFILER = 'import sys; "" in sys.path and sys.path.remove(""); import line_profiler';

/** @throws UsageError where the program cannot be run so often, or its Python has no line_profiler */
export async function refuseLines(python: string, context: Context): Promise<void> {
  refuseInputFile('--lines');
  const ended = await startPython(python, ['-c', IMPORT_LINE_PROFILER], context, { streams: 'silent' });
  if (ended.kind === 'status' && ended.status === 0) return;
  throw new UsageError(
    'usage',
    `--lines needs line_profiler, which ${python} does not have: install it with "${python} -m pip install line_profiler", or leave --lines out`,
  );
}

/**
 * Runs the program under cProfile, and for its lines once more: both profilers at once would time each other, and from
 * line_profiler 5 on they want the same place in Python.
 *
 * @returns the exit status of the first run, and what was measured after all
 */
export async function recordOnce(
  program: RunTarget,
  profile: string,
  { children, ...files }: BesideFiles & { readonly children: boolean },
  context: Context,
): Promise<RunDone> {
  const [[memory], [lines]] = [files.memory, files.lines];
  const first = await recordCalls(
    program,
    { calls: profile, memory, children },
    context,
    lines === undefined ? {} : placeOfRun(0),
  );
  reportNote(`the profile is ${profile}`, context);
  if (memory !== undefined) reportPeak(memory, first, context);
  const { status, ended } = first;
  const saved = first.isWhole ? files : { ...files, memory: [] };
  if (lines === undefined) return { status, shown: profile, files: saved };
  if (ended.kind === 'signal') {
    reportNote(`the program was not run again for its lines: it ended ${howEnded(ended)}`, context);
    return { status, shown: profile, files: { ...saved, lines: [] } };
  }
  await recordProgram(program, { lines }, context, placeOfRun(1));
  reportNote(`the line times of a second run are ${lines}`, context);
  return { status, shown: profile, files: saved };
}

function reportPeak(memory: string, { peak, snapshot, isWhole, ended }: Recorded, context: Context): void {
  if (!isWhole) {
    reportNote(`there is no snapshot: the program ended ${howEnded(ended)} while it was being saved`, context);
    return;
  }
  const share = percentText(peak === 0 ? 0 : snapshot / peak);
  reportNote(
    `the snapshot ${memory} has ${formatByteSize(snapshot)}, ${share} of the peak of ${formatByteSize(peak)}; tracemalloc makes a run up to a hundred times as long, some functions far more than others: for times run it without --memory`,
    context,
  );
}
