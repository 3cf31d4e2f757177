import { UsageError } from '../../errors.ts';
import { plural } from '../../profile/notes.ts';
import { percentText } from '../../report/time-unit.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { shellWord } from '../../text/shell-word.ts';
import type { Context } from '../context.ts';
import { reportNote } from '../output/report-notes.ts';
import { besideProfile } from './profile-place.ts';
import { recordCalls } from './record-calls.ts';
import {
  type BesideFiles,
  howEnded,
  type Recorded,
  type RecordFiles,
  type RunDone,
  type RunTarget,
  startPython,
  tryToRecord,
} from './record-program.ts';
import { placeOfRun, refuseInputFile } from './repeat-runs.ts';

/** What else is measured of a run, and shown beside its profile. */
export type Besides = { readonly memory: boolean; readonly lines: boolean; readonly arguments: boolean };

/** Beside the profile. */
export function besideFiles(profile: string, { memory, lines, arguments: counts }: Besides): BesideFiles {
  return {
    arguments: counts ? besideProfile(profile, '.arguments.json') : undefined,
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
    `--lines needs line_profiler, which ${python} does not have: install it with ${asTyped(python)} -m pip install line_profiler, or leave --lines out`,
  );
}

/** A path that cmd.exe reads holds backslashes, and no quote: it knows no other quotes than these. */
function asTyped(path: string): string {
  return process.platform === 'win32' ? `"${path}"` : shellWord(path);
}

/**
 * Runs the program under cProfile, and for its lines or arguments once more: profilers at once would time each other, and
 * from line_profiler 5 on they want the same place in Python.
 *
 * @returns the exit status of the first run, and what was measured after all
 */
export async function recordOnce(
  program: RunTarget,
  profile: string,
  { children, ...files }: BesideFiles & { readonly children: boolean },
  context: Context,
): Promise<RunDone> {
  const [memory] = files.memory;
  const later = laterRuns(files);
  const first = await recordCalls(
    program,
    { calls: profile, memory, children },
    context,
    later.length === 0 ? {} : placeOfRun(0),
  );
  reportNote(`the profile is ${profile}`, context);
  if (memory !== undefined) reportPeak(memory, first, context);
  const { status, ended } = first;
  const saved = first.isWhole ? files : { ...files, memory: [] };
  if (ended.kind === 'signal' && later.length > 0) {
    const what = later.map(({ of }) => of).join(' and its ');
    reportNote(`the program was not run again for its ${what}: it ended ${howEnded(ended)}`, context);
    return { status, shown: profile, files: { ...saved, lines: [], arguments: undefined } };
  }
  let measured: BesideFiles = saved;
  for (const run of later) if (!(await hasRecorded(program, run, context))) measured = { ...measured, ...run.without };
  return { status, shown: profile, files: measured };
}

/** The profile is there already, and worth showing without what this run was for. */
async function hasRecorded(program: RunTarget, { of, place, note }: LaterRun, context: Context): Promise<boolean> {
  const recorded = await tryToRecord(program, place, context, placeOfRun(1));
  const isThere = !('isUnrecorded' in recorded);
  reportNote(
    isThere
      ? note(recorded)
      : `its ${of} are not known: run again for them, the program ended ${howEnded(recorded.ended)}`,
    context,
  );
  return isThere;
}

type LaterRun = {
  readonly of: string;
  readonly place: RecordFiles;
  readonly without: Partial<BesideFiles>;
  readonly note: (recorded: Recorded) => string;
};

function laterRuns({ lines: [lines], arguments: counts }: BesideFiles): readonly LaterRun[] {
  const ofLines: LaterRun[] =
    lines === undefined
      ? []
      : [
          {
            of: 'lines',
            place: { lines },
            without: { lines: [] },
            note: () => `the line times of a second run are ${lines}`,
          },
        ];
  if (counts === undefined) return ofLines;
  return [
    ...ofLines,
    {
      of: 'arguments',
      place: { arguments: counts },
      without: { arguments: undefined },
      note: (run) => countedNote(counts, run),
    },
  ];
}

function countedNote(counts: string, { counted: { functions, limited, isCut } }: Recorded): string {
  const what = `the arguments of ${plural(functions, 'function')}, counted in a run of their own, are ${counts}`;
  if (isCut) return `${what}: they are no evidence, for the program set a profiler of its own, or had no stack left`;
  const whole = limited === 0 ? what : `${what}; of ${limited} only the first calls`;
  return `${whole}; pyprof-view hints takes them with --arguments`;
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
