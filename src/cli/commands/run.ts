import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { findPython } from '../../run/find-python.ts';
import type { Context } from '../context.ts';
import { type MeasuredOptions, parsePositive } from '../options.ts';
import { ProgramEnd } from '../program-end.ts';
import { ANY_FILE, PROFILE, ProgramArgument, ProgramOption } from '../program-option.ts';
import { numberedPaths, profileName, refuseUnwritable } from '../run/profile-place.ts';
import { besideFiles, recordOnce, refuseLines } from '../run/record-once.ts';
import type { RunTarget } from '../run/record-program.ts';
import { repeatRuns } from '../run/repeat-runs.ts';
import {
  addShownOptions,
  refuseBaseline,
  refuseIdleOptions,
  refuseLonelyForce,
  type ShownOptions,
  showProfiles,
  type ViewOptions,
} from './view.ts';

type RunOptions = ShownOptions & {
  readonly memory: boolean;
  readonly lines: boolean;
  readonly children: boolean;
  readonly module: boolean;
  readonly output?: string;
  readonly python?: string;
  readonly view: boolean;
  readonly repeat: number;
};

/** What stands behind the first word that is no option is the program's, options too. */
export function configureRun(command: Command, context: Context): void {
  command
    .passThroughOptions()
    .addArgument(new ProgramArgument('<script>', 'A script, or with -m a module', { kind: 'file', endings: ['py'] }))
    .addArgument(new ProgramArgument('[args...]', 'Its arguments, options included', ANY_FILE))
    .addOption(
      new ProgramOption('-m, --module', 'Run a module, as python -m does: give its name instead of the script', {
        group: 'show',
        value: { kind: 'none' },
      }),
    )
    .addOption(
      new ProgramOption(
        '--python <exe>',
        "Run it with this Python, 3.6 or newer, instead of the active virtual environment's or python3",
        { group: 'sources', value: ANY_FILE },
      ),
    )
    .addOption(
      new ProgramOption('--repeat <n>', 'Run it this many times, and show the run in the middle by its total time', {
        group: 'show',
        value: { kind: 'text' },
      })
        .argParser(parsePositive)
        .default(1),
    )
    .addOption(
      new ProgramOption(
        '-o, --output <file>',
        'Write the profile to this file instead of a temporary one; with --repeat to out.1.prof, out.2.prof and so on for out.prof',
        {
          group: 'output',
          value: PROFILE,
        },
      ),
    )
    .addOption(
      new ProgramOption('--no-view', 'Only run the program and write the profile', {
        group: 'output',
        value: { kind: 'none' },
      }),
    );
  addShownOptions(command, addRecordOptions).action(async (target: string, args: string[], options: RunOptions) => {
    if (!options.view) refuseViewOptions(command);
    const hasSort = command.getOptionValueSource('sort') === 'cli';
    throw new ProgramEnd(await runProgram(target, args, { ...options, hasSort }, context));
  });
}

/** What else is measured: elsewhere these options name a file that was measured before. */
function addRecordOptions(command: Command): Command {
  return command
    .addOption(
      new ProgramOption(
        '--memory',
        'Take a tracemalloc snapshot near the peak of memory in the same run; times get longer',
        {
          group: 'sources',
          value: { kind: 'none' },
        },
      ),
    )
    .addOption(
      new ProgramOption(
        '--children',
        'Add what the Pythons do that it starts: by fork, by multiprocessing in any way, by subprocess as this Python',
        { group: 'sources', value: { kind: 'none' } },
      ),
    )
    .addOption(
      new ProgramOption('--lines', 'Time the lines of your own functions with line_profiler, in a second run', {
        group: 'sources',
        value: { kind: 'none' },
      }),
    );
}

/** Those that mean something without a view; all others are for the viewer, or for the text in its place. */
const NOT_OF_VIEW: ReadonlySet<string> = new Set([
  'module',
  'python',
  'repeat',
  'memory',
  'lines',
  'children',
  'output',
  'view',
  'debug',
]);

/** @throws UsageError for an option that says how to show what --no-view does not show */
function refuseViewOptions(command: Command): void {
  const idle = command.options.find((option) => {
    const name = option.attributeName();
    return !NOT_OF_VIEW.has(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (idle === undefined) return;
  const flag = idle.long ?? idle.short;
  throw new UsageError(
    'usage',
    `${flag} would change nothing with --no-view, which shows no profile: leave one of them out`,
  );
}

/** @returns the exit status of the program */
async function runProgram(
  target: string,
  args: readonly string[],
  options: RunOptions & { readonly hasSort: boolean },
  context: Context,
): Promise<number> {
  const kind = options.module ? 'module' : 'script';
  const program: RunTarget = { python: pythonFor(options, context), kind, target, args };
  const profiles = numberedPaths(placeFor(options.output, target), options.repeat);
  const files = besideFiles(profiles[0]!, options);
  await refuseBefore({ ...options, ...files }, context);
  if (options.output !== undefined)
    for (const path of profiles) refuseUnwritable(path, [target, options.baseline ?? []].flat());
  if (options.lines) await refuseLines(program.python, context);
  const done = await (profiles.length === 1
    ? recordOnce(program, profiles[0]!, { ...files, children: options.children }, context)
    : repeatRuns(program, profiles, options.children, context));
  if (options.view) await showProfiles([done.shown], { ...options, ...done.files }, context, options.hasSort);
  return done.status;
}

/**
 * The program may take an hour: that its profile can be shown as was asked for is seen before.
 *
 * @throws UsageError, InputError
 */
async function refuseBefore(
  options: ViewOptions & Pick<RunOptions, 'repeat'> & { readonly hasSort: boolean },
  context: Context,
): Promise<void> {
  refuseLonelyForce(options);
  refuseIdleOptions(options, context, options.hasSort);
  if (options.repeat > 1) refuseDistortion(options);
  await refuseBaseline(options, context);
}

/** @throws UsageError */
function refuseDistortion({ memory, lines }: MeasuredOptions): void {
  const idle = memory.length > 0 ? '--memory' : '--lines';
  if (memory.length + lines.length === 0) return;
  throw new UsageError(
    'usage',
    `${idle} makes runs longer, and --repeat is for their times: use one of them at a time`,
  );
}

/** @throws UsageError where there is none */
function pythonFor({ python }: Pick<RunOptions, 'python'>, context: Context): string {
  const found = python ?? findPython(context.env);
  if (found !== null) return found;
  throw new UsageError(
    'usage',
    'no Python was found: there is no python3 or python on the PATH; name one with --python',
  );
}

/** A temporary profile stays: the viewer may be closed too soon. */
function placeFor(output: string | undefined, target: string): string {
  return output ?? join(mkdtempSync(join(tmpdir(), 'pyprof-view-')), profileName(target));
}
