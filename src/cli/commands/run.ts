import { accessSync, closeSync, constants, mkdtempSync, openSync, readSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { FileError, UsageError } from '../../errors.ts';
import { findPython } from '../../run/find-python.ts';
import { exitStatusOf } from '../../run/run-child.ts';
import { escapeControls } from '../../text/escape.ts';
import { type Context, print } from '../context.ts';
import { errnoText } from '../errno.ts';
import { EXIT } from '../exit-codes.ts';
import { refuseToOverwrite } from '../overwrite.ts';
import { ProgramEnd } from '../program-end.ts';
import { ANY_FILE, PROFILE, ProgramArgument, ProgramOption } from '../program-option.ts';
import { fileError } from '../read-profile.ts';
import { addViewOptions, refuseUnusedOptions, showProfiles, type ViewOptions } from './view.ts';

type RunOptions = ViewOptions & {
  readonly module: boolean;
  readonly output?: string;
  readonly python?: string;
  readonly view: boolean;
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
      new ProgramOption('-o, --output <file>', 'Write the profile to this file instead of a temporary one', {
        group: 'output',
        value: PROFILE,
      }),
    )
    .addOption(
      new ProgramOption('--no-view', 'Only run the program and write the profile', {
        group: 'output',
        value: { kind: 'none' },
      }),
    );
  addViewOptions(command).action(async (target: string, args: string[], options: RunOptions) => {
    if (!options.view) refuseViewOptions(command);
    refuseUnusedOptions(options);
    const hasSort = command.getOptionValueSource('sort') === 'cli';
    throw new ProgramEnd(await runProgram(target, args, { ...options, hasSort }, context));
  });
}

/** Those that mean something without a view; all others are for the viewer, or for the text in its place. */
const NOT_OF_VIEW: ReadonlySet<string> = new Set(['module', 'python', 'output', 'view', 'debug']);

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
  const python = options.python ?? findPython(context.env);
  if (python === null)
    throw new UsageError(
      'usage',
      'no Python was found: there is no python3 or python on the PATH; name one with --python',
    );
  const inputs = [options.baseline ?? [], options.memory, options.lines].flat().filter((path) => path !== '-');
  inputs.forEach(checkInput);
  const { output } = options;
  const profile = output === undefined ? temporaryProfile(target) : writableProfile(output, [target, ...inputs]);
  const kind = options.module ? 'module' : 'script';
  const before = writtenAt(profile);
  const runner = join(context.packageFolder, 'bin', 'profile_program.py');
  const ended = await context.runChild(python, [runner, profile, kind, target, ...args]);
  if (ended.kind === 'not-started')
    throw new UsageError(
      'usage',
      `${python} could not be started (${errnoText(ended.error)}): name a Python with --python`,
    );
  const status = exitStatusOf(ended);
  if (writtenAt(profile) === before) {
    if (status === TOO_OLD) return EXIT.usage;
    const how = ended.kind === 'signal' ? `by ${ended.signal}` : `with status ${status}`;
    print(context.stderr, `pyprof-view: there is no profile: the program ended ${how}.\n`);
    return status === 0 ? UNRECORDED : status;
  }
  print(context.stderr, `pyprof-view: note: the profile is ${escapeControls(profile)}\n`);
  if (options.view) await showProfiles([profile], options, context, options.hasSort);
  return status;
}

/** With it bin/profile_program.py ends where the Python is too old, and has said so. */
const TOO_OLD = 213;

/** A program that ends well and leaves no profile has gone a way that Python cannot tell us of. */
const UNRECORDED = 3;

/** It stays: the viewer may be closed too soon. */
function temporaryProfile(target: string): string {
  const name = basename(target).replace(/\.py$/, '') || 'out';
  return join(mkdtempSync(join(tmpdir(), 'pyprof-view-')), `${name}.prof`);
}

/** The program may take an hour: that what is shown with its profile can be read is asked before. */
function checkInput(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw fileError(path, error);
  }
}

/** The program may take an hour: that its profile can be written is asked before. */
function writableProfile(output: string, inputs: readonly string[]): string {
  if (output === '' || output === '-') throw new UsageError('usage', '-o needs a file name');
  refuseToOverwrite(output, inputs);
  try {
    accessSync(dirname(output), constants.W_OK);
    if (isProfileOrNew(output)) return output;
  } catch (error) {
    throw new FileError('not-writable', output, `cannot be written: ${errnoText(error)}`);
  }
  // `run -o app.py tests.py` is one slip away, and would take a program away
  throw new UsageError('usage', `-o ${output} would replace a file that is no profile`);
}

/** Profiles begin with a dict of marshal, with or without a reference to it, or are gzipped. */
const FIRST_BYTES: readonly (number | undefined)[] = [0x7b, 0xfb, 0x1f];

/** @throws the system's error for a folder, and for a file that cannot be looked at */
function isProfileOrNew(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || (!stats.isFile() && !stats.isDirectory())) return true;
  const file = openSync(path, 'r');
  try {
    const first = Buffer.alloc(1);
    return readSync(file, first, 0, 1, 0) === 0 || FIRST_BYTES.includes(first[0]);
  } finally {
    closeSync(file);
  }
}

/** Which file it is and when it was written last; null where it is not there. */
function writtenAt(path: string): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.ino} ${stats.mtimeNs}`;
}
