import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { type Ended, exitStatusOf } from '../../run/run-child.ts';
import { type ChildPlace, type Context, print } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { errnoText } from '../input/errno.ts';
import { reportNote } from '../output/report-notes.ts';
import { ProgramEnd } from '../program-end.ts';
import { withFacts } from './facts-file.ts';

/** The program that is run, as the command line names it. */
export type RunTarget = {
  readonly python: string;
  readonly kind: 'script' | 'module';
  readonly target: string;
  readonly args: readonly string[];
};

/**
 * Where a recording goes: calls by cProfile, with memory and a profile of each child process beside them; or lines by
 * line_profiler; or how many different arguments there were.
 */
export type RecordFiles =
  | { readonly calls: string; readonly memory?: string | undefined; readonly children?: string }
  | { readonly lines: string }
  | { readonly arguments: string };

/** What a run left behind. */
export type Recorded = {
  readonly ended: Exclude<Ended, { kind: 'not-started' }>;
  readonly status: number;
  /** The most memory that tracemalloc saw, and how much of it is in the snapshot: bytes, 0 where nobody asked. */
  readonly peak: number;
  readonly snapshot: number;
  /** Whether all that was asked for was saved: a program may be killed between its profile and its snapshot. */
  readonly isWhole: boolean;
  /** Of how many functions arguments were counted, and of how many only the first calls. */
  readonly counted: { readonly functions: number; readonly limited: number; readonly isCut: boolean };
};

/** What was measured besides: as the options of the other commands name it. */
export type BesideFiles = {
  readonly memory: readonly string[];
  readonly lines: readonly string[];
  readonly arguments: string | undefined;
};

/** How a run, or several, ended, which profile is shown, and with what beside it. */
export type RunDone = { readonly status: number; readonly shown: string; readonly files: BesideFiles };

/** With it bin/profile_program.py ends where the Python is too old, and has said so. */
const TOO_OLD = 213;

/** A program that ends well and leaves no profile has gone a way that Python cannot tell us of. */
const UNRECORDED = 3;

/** A run that left nothing of what was asked for. */
export type Unrecorded = Pick<Recorded, 'ended' | 'status'> & { readonly isUnrecorded: true };

/**
 * Runs the program under cProfile once, and says what else is to be known of that.
 *
 * @throws ProgramEnd where it left no profile, after that was said
 */
export async function recordProgram(
  program: RunTarget,
  files: RecordFiles,
  context: Context,
  place: ChildPlace = {},
): Promise<Recorded> {
  const recorded = await tryToRecord(program, files, context, place);
  if ('isUnrecorded' in recorded) throw endWithout(recorded, context);
  return recorded;
}

/** For runs that others can do without. */
export async function tryToRecord(
  { python, kind, target, args }: RunTarget,
  files: RecordFiles,
  context: Context,
  place: ChildPlace,
): Promise<Recorded | Unrecorded> {
  const profile = fileOf(files);
  const before = writtenAt(profile);
  const runner = join(context.packageFolder, 'bin', 'profile_program.py');
  const recorders = Object.entries(files).flatMap(([name, path]) => (path === undefined ? [] : [`${name}=${path}`]));
  return withFacts(async (path, read) => {
    const words = [runner, ...recorders, `facts=${path}`, kind, target, ...args];
    const ended = await startPython(python, words, context, place);
    const status = exitStatusOf(ended);
    if (writtenAt(profile) === before) return { ended, status, isUnrecorded: true };
    const facts = read();
    const { guests = 0, peak = 0, snapshot = 0, functions = 0, limited = 0, cut = 0 } = facts ?? {};
    reportGuests(guests, context);
    const counted = { functions, limited, isCut: cut > 0 };
    return { ended, status, peak, snapshot, isWhole: facts !== null, counted };
  });
}

function fileOf(files: RecordFiles): string {
  if ('calls' in files) return files.calls;
  return 'lines' in files ? files.lines : files.arguments;
}

/** @throws UsageError where there is no such program */
export async function startPython(
  python: string,
  words: readonly string[],
  context: Context,
  place: ChildPlace = {},
): Promise<Recorded['ended']> {
  const ended = await context.runChild(python, words, place);
  if (ended.kind !== 'not-started') return ended;
  throw new UsageError(
    'usage',
    `${python} could not be started (${errnoText(ended.error)}): name a Python with --python`,
  );
}

function endWithout({ ended, status }: Unrecorded, context: Context): ProgramEnd {
  if (status === TOO_OLD) return new ProgramEnd(EXIT.usage);
  print(context.stderr, `pyprof-view: there is no profile: the program ended ${howEnded(ended)}.\n`);
  return new ProgramEnd(status === 0 ? UNRECORDED : status);
}

/** To stand behind "the program ended". */
export function howEnded(ended: Recorded['ended']): string {
  return ended.kind === 'signal' ? `by ${ended.signal}` : `with status ${ended.status}`;
}

function reportGuests(guests: number, context: Context): void {
  if (guests === 0) return;
  const times = guests === 1 ? 'once' : `${guests} times`;
  reportNote(
    `the program turned on a cProfile of its own ${times}: what ran then is not in this profile, and later calls by functions that were running have no caller`,
    context,
  );
}

/** Which file it is and when it was written last; null where it is not there. */
function writtenAt(path: string): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.ino} ${stats.mtimeNs}`;
}
