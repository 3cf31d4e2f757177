import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { addShownOptions, type ShownOptions } from '../commands/view.ts';
import type { CommandParts } from '../options/command-parts.ts';
import { parsePositive } from '../options/options.ts';
import { ANY_FILE, PROFILE, ProgramArgument, ProgramOption, repeatable } from '../options/program-option.ts';
import { AGAINST_GATE_WORDS, type AgainstGate, parseAgainstGate } from './against-gate.ts';

export type RunCommandOptions = ShownOptions & {
  readonly module: boolean;
  readonly repeat: number;
  readonly against?: string;
  readonly watch: boolean;
  readonly python?: string;
  readonly memory: boolean;
  readonly children: boolean;
  readonly lines: boolean;
  readonly arguments: boolean;
  readonly output?: string;
  readonly view: boolean;
  readonly failOn: readonly AgainstGate[];
  readonly debug: boolean;
};

/** What stands behind the first word that is no option is the program's, options too. */
export function addRunOptions(command: Command): CommandParts {
  command
    .passThroughOptions()
    .addArgument(
      new ProgramArgument('<script>', 'The script to run, or with -m the module', { kind: 'file', endings: ['py'] }),
    )
    .addArgument(new ProgramArgument('[args...]', 'Arguments of the program, options included', ANY_FILE))
    .addOption(flag('-m, --module', 'show', 'Run a module, as python -m does: name it in place of the script'));
  addRunsOptions(command)
    .addOption(
      new ProgramOption(
        '--python <exe>',
        'Use this Python, 3.6 or newer, not the one of the active virtual environment or python3',
        { group: 'sources', value: ANY_FILE },
      ),
    )
    .addOption(
      new ProgramOption(
        '-o, --output <file>',
        'Write the profile to this file instead of a temporary one; with --repeat, out.prof stands for out.1.prof, out.2.prof and so on',
        { group: 'output', value: PROFILE },
      ),
    )
    .addOption(flag('--no-view', 'output', 'Only run the program and write the profile'));
  return addShownOptions(command, addRecordOptions);
}

function flag(words: string, group: 'show' | 'sources' | 'output', description: string): ProgramOption {
  return new ProgramOption(words, description, { group, value: { kind: 'none' } });
}

/** How often, and where. */
function addRunsOptions(command: Command): Command {
  return command
    .addOption(
      new ProgramOption(
        '--repeat <n>',
        'Run it this many times, and show the run with the median total time (of an even number, the shorter of the middle two); with --against, run it this many times on each side (10 if not given)',
        { group: 'show', value: { kind: 'text' } },
      )
        .argParser(parsePositive)
        .default(1),
    )
    .addOption(
      new ProgramOption(
        '--against <rev>',
        'Run it in another git revision or folder and here in turn, and say whether it became faster or slower, and where',
        { group: 'show', value: { kind: 'folder' } },
      ),
    )
    .addOption(
      flag('--watch', 'show', 'Run it again whenever one of your own source files is saved, and show what changed'),
    )
    .addOption(
      repeatable(
        new ProgramOption(
          '--fail-on <gate>',
          'With --against, exit with 1 if the whole range of the change lies above this limit, such as "wall>5%" in quotes; repeatable',
          { group: 'output', value: { kind: 'text', words: AGAINST_GATE_WORDS, title: 'Metrics of --fail-on:' } },
        ),
        parseAgainstGate,
      ),
    );
}

/** What else is measured: elsewhere these options name a file that was measured before. */
function addRecordOptions(command: CommandParts): CommandParts {
  return command
    .addOption(
      flag(
        '--memory',
        'sources',
        'Take a tracemalloc snapshot near the peak of memory in the same run; the times of that run are no longer worth reading',
      ),
    )
    .addOption(
      flag(
        '--children',
        'sources',
        'Also record the Python processes that it starts: by fork, by multiprocessing, or by subprocess with sys.executable and a script or -m (not -c)',
      ),
    )
    .addOption(flag('--lines', 'sources', 'Time the lines of your own functions with line_profiler, in a second run'))
    .addOption(
      flag(
        '--arguments',
        'sources',
        'Count in a run of its own which arguments your own functions get again, and whether equal ones gave equal results: hints take that as evidence',
      ),
    );
}

/**
 * The options that each way of running without showing a profile understands; all others are for the viewer, or for the
 * text in its place.
 */
const MEANT = {
  '--no-view, which shows no profile': [
    'module',
    'python',
    'repeat',
    'memory',
    'lines',
    'arguments',
    'children',
    'output',
    'view',
    'debug',
  ],
  '--against, which compares and opens no viewer': [
    'module',
    'python',
    'repeat',
    'against',
    'failOn',
    'output',
    'fullPaths',
    'debug',
  ],
} as const satisfies Readonly<Record<string, readonly (keyof RunCommandOptions)[]>>;

/** @throws UsageError for options that mean nothing beside each other */
export function refuseIdleRunOptions(command: Command, { against, view, failOn, watch }: RunCommandOptions): void {
  if (watch) refuseNamed(command, NOT_WITH_WATCH, '--watch, which runs the program once for each change');
  if (against !== undefined) refuseOthers(command, '--against, which compares and opens no viewer');
  else if (failOn.length > 0) throw new UsageError('usage', '--fail-on needs --against: it limits what that measures');
  if (!view) refuseOthers(command, '--no-view, which shows no profile');
}

function refuseOthers(command: Command, beside: keyof typeof MEANT): void {
  const meant = new Set<string>(MEANT[beside]);
  refuseNamed(command, { has: (name) => !meant.has(name) }, beside);
}

/** What would make something of each run that nobody shows again. */
const NOT_WITH_WATCH: ReadonlySet<string> = new Set(['repeat', 'against', 'memory', 'lines', 'arguments', 'baseline']);

function refuseNamed(command: Command, names: Pick<ReadonlySet<string>, 'has'>, beside: string): void {
  const idle = command.options.find((option) => {
    const name = option.attributeName();
    return names.has(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (idle === undefined) return;
  throw new UsageError(
    'usage',
    `${idle.long ?? idle.short} would change nothing with ${beside}: leave one of them out`,
  );
}
