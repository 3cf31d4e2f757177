import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { findPython } from '../../run/find-python.ts';
import type { Context } from '../context.ts';
import { ProgramEnd } from '../program-end.ts';
import { ANY_FILE, PROFILE, ProgramArgument, ProgramOption } from '../program-option.ts';
import { fileError } from '../read-profile.ts';
import { reportNote } from '../report-notes.ts';
import { profileName, refuseUnwritable } from '../run/profile-place.ts';
import { type RunTarget, recordProgram } from '../run/record-program.ts';
import {
  addViewOptions,
  refuseBaseline,
  refuseIdleOptions,
  refuseUnusedOptions,
  showProfiles,
  type ViewOptions,
} from './view.ts';

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
  const program: RunTarget = {
    python: pythonFor(options, context),
    kind: options.module ? 'module' : 'script',
    target,
    args,
  };
  const inputs = [options.baseline ?? [], options.memory, options.lines].flat().filter((path) => path !== '-');
  inputs.forEach(checkInput);
  refuseIdleOptions(options, context, options.hasSort);
  await refuseBaseline(options, context);
  const profile = placeFor(options.output, target, inputs);
  const { status } = await recordProgram(program, profile, context);
  reportNote(`the profile is ${profile}`, context);
  if (options.view) await showProfiles([profile], options, context, options.hasSort);
  return status;
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
function placeFor(output: string | undefined, target: string, inputs: readonly string[]): string {
  if (output === undefined) return join(mkdtempSync(join(tmpdir(), 'pyprof-view-')), profileName(target));
  refuseUnwritable(output, [target, ...inputs]);
  return output;
}

/** The program may take an hour: that what is shown with its profile can be read is asked before. */
function checkInput(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw fileError(path, error);
  }
}
