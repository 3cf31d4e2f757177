import type { Command } from 'commander';
import { configureCalls } from '../commands/calls.ts';
import { configureStats } from '../commands/stats.ts';
import { configureView } from '../commands/view.ts';
import type { Context } from '../context.ts';
import type { CommandParts } from './command-parts.ts';

/** A command line to copy, as a shell reads it, and what it is for. The tests run each of them. */
type Example = { readonly line: string; readonly purpose: string };

/** What the help, the man page and docs/commands.md say of a command beyond its options. */
export type CommandWords = {
  readonly description: string;
  /** Anything else that a reader of the help should know: whole sentences. */
  readonly details?: string;
  readonly examples: readonly [Example, ...Example[]];
};

/**
 * One command as the list of commands shows it. The rest of it is made only when it is named on the command line, and
 * what the commands that print pstats' texts do not need is loaded only then.
 */
export type CommandSpec = CommandWords &
  Configured & {
    readonly name: string;
    /** What stands behind the name in the list of commands. */
    readonly usage: string;
    /** It speaks of all the commands, so all of them are made when it is named. */
    readonly isAboutAll?: true;
  };

/** What gives the command its arguments, its options and what it does. */
type Configured =
  | { readonly isPlain?: never; readonly configure: (command: Command, context: Context) => void | Promise<void> }
  | PlainlyConfigured;

/** It takes profiles and no other arguments, and plain lines of it are read without commander (plain-command.ts). */
type PlainlyConfigured = {
  readonly isPlain: true;
  readonly configure: (command: CommandParts, context: Context) => void;
};

const PROFILES = '<profile...>';

/** The command without a name. */
export const BARE_COMMAND: CommandWords & PlainlyConfigured = {
  description:
    'Read Python profiles in the terminal: which functions take the time, who calls them, and what to change',
  details:
    'Opens the viewer. Without a terminal, or with -n, --restrict or --header, it prints what stats prints.\n' +
    'To make a profile: python -m cProfile -o app.prof app.py',
  examples: [
    { line: 'pyprof-view out.prof', purpose: 'Open the viewer; ? lists its keys' },
    { line: 'pyprof-view --baseline before.prof after.prof', purpose: 'See what became slower' },
    {
      line: 'pyprof-view --memory snap.tracemalloc out.prof',
      purpose: 'See live memory beside the functions',
    },
    { line: 'gzip -dc out.prof.gz | pyprof-view -', purpose: 'Read standard input' },
  ],
  isPlain: true,
  configure: configureView,
};

/** Every command but the bare one, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'summary',
    usage: PROFILES,
    description: 'Say in sentences where the time is, whose it is, and what to look at first',
    details: 'Every sentence gives its numbers; nothing is guessed that the profile cannot tell.',
    examples: [
      { line: 'pyprof-view summary out.prof', purpose: 'What a profile says, in a few sentences' },
      {
        line: 'pyprof-view summary --map /srv/app=. out.prof',
        purpose: 'The program ran elsewhere; its source is here',
      },
    ],
    configure: async (command, context) => (await import('../commands/summary.ts')).configureSummary(command, context),
  },
  {
    name: 'run',
    usage: '<script> [args...]',
    description: 'Run a Python program under cProfile, then show where its time went',
    details:
      'The program has your terminal, its own arguments and its own exit status. The profile is kept however the ' +
      'program ends: on exceptions, sys.exit, Ctrl-C, SIGTERM, os._exit and os.exec*. Options go before the script or module.',
    examples: [
      { line: 'pyprof-view run app.py --size 3', purpose: 'Run a script, then open the viewer' },
      { line: 'pyprof-view run -m calendar 2026', purpose: 'Run a module, as python -m does' },
      { line: 'pyprof-view run -s tottime -n 20 -o app.prof app.py', purpose: 'Keep the profile, and print 20 rows' },
      { line: 'pyprof-view run --memory app.py', purpose: 'Also record what was alive in memory near its peak' },
      {
        line: 'pyprof-view run --against before/ app.py',
        purpose: 'Is it faster than in that folder or git revision?',
      },
      {
        line: 'pyprof-view run --repeat 5 -o app.prof app.py',
        purpose: 'Run it five times, into app.1.prof to app.5.prof',
      },
    ],
    configure: async (command, context) => (await import('../commands/run.ts')).configureRun(command, context),
  },
  {
    name: 'stats',
    usage: PROFILES,
    description: 'Print the functions, as python -m cProfile -s KEY script does',
    examples: [
      {
        line: 'pyprof-view stats -s tottime -n 20 out.prof',
        purpose: 'The 20 functions that take the most time themselves',
      },
      {
        line: 'pyprof-view stats --restrict json out.prof',
        purpose: 'Only the functions whose file or name matches a regex',
      },
      {
        line: 'pyprof-view stats --header --full-paths out.prof',
        purpose: "What pstats.Stats('out.prof').print_stats() prints",
      },
      { line: 'pyprof-view stats a.prof b.prof c.prof', purpose: 'Merge several profiles' },
    ],
    isPlain: true,
    configure: configureStats,
  },
  {
    name: 'callers',
    usage: PROFILES,
    description: 'Print who called each function, as Stats.print_callers does',
    examples: [
      {
        line: 'pyprof-view callers --restrict join out.prof',
        purpose: 'Who calls the functions with join in their name',
      },
    ],
    isPlain: true,
    configure: (command, context) => configureCalls(command, 'callers', context),
  },
  {
    name: 'callees',
    usage: PROFILES,
    description: 'Print what each function called, as Stats.print_callees does',
    examples: [
      {
        line: 'pyprof-view callees -s cumulative -n 5 out.prof',
        purpose: 'What the five functions with the highest cumulative time call',
      },
    ],
    isPlain: true,
    configure: (command, context) => configureCalls(command, 'callees', context),
  },
  {
    name: 'browse',
    usage: '[profile...]',
    description: 'Ask a profile line by line, as in the browser of python -m pstats',
    details:
      'The commands are those of CPython, and so is every byte that they print: help lists them. A terminal has ' +
      'Up for what was typed before, Tab for commands, sort keys and files, Ctrl-C for an empty line, Ctrl-D to leave.',
    examples: [
      {
        line: "printf 'sort time\\nstats 5\\ncallers 2\\n' | pyprof-view browse out.prof",
        purpose: 'The commands may come through a pipe',
      },
    ],
    configure: async (command, context) => (await import('../commands/browse.ts')).configureBrowse(command, context),
  },
  {
    name: 'merge',
    usage: PROFILES,
    description: 'Add up profiles into one that every Python reads',
    details:
      'The sums are those of pstats.Stats(a, b, c). CPython 2.7 and 3.6 to 3.15, PyPy and every tool that uses pstats read the result.',
    examples: [
      { line: 'pyprof-view merge a.prof b.prof c.prof -o all.prof', purpose: 'One profile of several runs' },
      {
        line: "pyprof-view merge --skip-bad 'runs/*.prof' -o all.prof",
        purpose: 'Any number of files; broken ones are named and left out',
      },
    ],
    configure: async (command, context) => (await import('../commands/merge.ts')).configureMerge(command, context),
  },
  {
    name: 'anonymize',
    usage: '<profile>',
    description: 'Write a copy of a profile without the names of its program, to share it',
    details:
      'Files and functions get numbers in place of names, the same in every place; so do installed packages and C ' +
      'extensions. Numbers, line numbers and callers stay, and so do the names of built-ins and of the standard library.',
    examples: [
      {
        line: 'pyprof-view anonymize out.prof -o out-anonymous.prof',
        purpose: 'A copy to attach to a bug report',
      },
    ],
    configure: async (command, context) =>
      (await import('../commands/anonymize.ts')).configureAnonymize(command, context),
  },
  {
    name: 'export',
    usage: PROFILES,
    description: 'Write a profile for another program: a viewer, a spreadsheet, a store of profiles',
    details:
      'A profile has who called whom, and no paths of calls. Formats of paths are estimates; they say for how much of the time the path is known.',
    examples: [
      { line: 'pyprof-view export out.prof --to callgrind -o callgrind.out', purpose: 'Exact, for KCachegrind' },
      { line: 'pyprof-view export out.prof --to speedscope -o out.speedscope.json', purpose: 'For speedscope.app' },
      { line: 'pyprof-view export out.prof --to pprof -o out.pb.gz', purpose: 'For go tool pprof' },
      { line: 'pyprof-view export out.prof --to dot --least-function 2 -o out.dot', purpose: 'A drawing for graphviz' },
      {
        line: 'pyprof-view export out.prof --to csv --table calls -o calls.csv',
        purpose: 'Who called whom, for pandas',
      },
      {
        line: 'pyprof-view export runs --to parquet --label branch=main -o fleet',
        purpose: 'Two tables of many runs, for DuckDB',
      },
    ],
    configure: async (command, context) => (await import('../commands/export.ts')).configureExport(command, context),
  },
  {
    name: 'report',
    usage: PROFILES,
    description: 'Write a report for people (Markdown, HTML) or for programs (JSON, CSV)',
    examples: [
      { line: 'pyprof-view report out.prof -o report.md', purpose: 'A page for the reviewers of a change' },
      {
        line: 'pyprof-view report out.prof --format html -o report.html',
        purpose: 'One page to explore, and to send',
      },
      { line: 'pyprof-view report out.prof --fit comment', purpose: 'Short enough for a GitHub comment' },
      {
        line: 'pyprof-view report out.prof --section functions --section graph',
        purpose: 'Only the hot functions and the call graph',
      },
      { line: 'pyprof-view report out.prof --format csv -o out.csv', purpose: 'Every function, for a spreadsheet' },
    ],
    configure: async (command, context) => (await import('../commands/report.ts')).configureReport(command, context),
  },
  {
    name: 'source',
    usage: '<profile...> <function>',
    description: "Print a function's source with what each line calls",
    examples: [
      { line: 'pyprof-view source out.prof parse_line', purpose: 'A function by its name' },
      { line: 'pyprof-view source out.prof reader.py:19', purpose: 'A function by its file and line' },
      {
        line: 'pyprof-view source --map /srv/app=. out.prof parse_line',
        purpose: 'The program ran in /srv/app; its source is in this directory',
      },
      {
        line: 'pyprof-view source --lines out.lprof out.prof parse_line',
        purpose: 'With the times of lines that line_profiler measured',
      },
    ],
    configure: async (command, context) => (await import('../commands/source.ts')).configureSource(command, context),
  },
  {
    name: 'diff',
    usage: '<before> <after>',
    description: 'Compare two profiles, or several runs of each',
    details: 'Exits with 1 if a gate (--fail-on) fails, and with 2 if it cannot be decided.',
    examples: [
      { line: 'pyprof-view diff before.prof after.prof', purpose: 'What became slower, function by function' },
      {
        line: 'pyprof-view diff --before a1.prof a2.prof --after b1.prof b2.prof',
        purpose: 'Compare medians; with five runs a side or more, tell changes from noise',
      },
      {
        line: "pyprof-view diff before.prof after.prof --fail-on 'calls>0'",
        purpose: 'A gate for CI that one run decides',
      },
      {
        line: 'pyprof-view diff before.prof after.prof --format markdown -o diff.md',
        purpose: 'A page for the reviewers of a change',
      },
    ],
    configure: async (command, context) => (await import('../commands/diff.ts')).configureDiff(command, context),
  },
  {
    name: 'hints',
    usage: PROFILES,
    description: 'Say what to change in the program, where the profile proves that it matters',
    details: 'Reads the source files that the profile names. Exits with 1 if the gate (--fail-on) fails.',
    examples: [
      { line: 'pyprof-view hints out.prof', purpose: 'What to change: the surest first, then the costliest' },
      { line: 'pyprof-view hints --map /srv/app=. out.prof', purpose: 'The program ran elsewhere; its source is here' },
      {
        line: 'pyprof-view hints --explain --rule in-list out.prof',
        purpose: 'Why a rule reports a place, or does not',
      },
      { line: 'pyprof-view hints --rules', purpose: 'All rules, by the names that --rule and --about take' },
      { line: 'pyprof-view hints --about in-list', purpose: 'What a rule finds, and what it brings' },
      {
        line: 'pyprof-view hints --arguments out.arguments.json out.prof',
        purpose: 'With the arguments that run --arguments counted',
      },
      { line: 'pyprof-view hints --fail-on confirmed out.prof', purpose: 'A gate for CI' },
    ],
    configure: async (command, context) => (await import('../commands/hints.ts')).configureHints(command, context),
  },
  {
    name: 'completion',
    usage: '<shell>',
    description: 'Print a script that lets a shell complete commands and options',
    details: 'The script runs nothing of pyprof-view while you type. Print it again after an update.',
    examples: [
      { line: 'eval "$(pyprof-view completion bash)"', purpose: 'bash: a line for ~/.bashrc' },
      {
        line: 'pyprof-view completion zsh > ~/.zfunc/_pyprof-view',
        purpose: 'zsh: with "fpath+=~/.zfunc" before compinit in ~/.zshrc',
      },
      { line: 'pyprof-view completion fish > ~/.config/fish/completions/pyprof-view.fish', purpose: 'fish' },
    ],
    isAboutAll: true,
    configure: async (command, context) =>
      (await import('../commands/completion.ts')).configureCompletion(command, context),
  },
];

/** Whether a word is the name of one of them. */
export function isCommand(word: string): boolean {
  return COMMANDS.some(({ name }) => name === word);
}

/** What the help of the whole program says of the command that prints the help of another. */
export const HELP_COMMAND: CommandWords & Pick<CommandSpec, 'name' | 'usage'> = {
  name: 'help',
  usage: '[command]',
  description: 'Print the help of a command',
  examples: [{ line: 'pyprof-view help diff', purpose: 'The options of diff' }],
};

/** The examples of a command; '' is the bare one. */
export function examplesOf(name: string): CommandWords['examples'] {
  if (name === '') return BARE_COMMAND.examples;
  return [...COMMANDS, HELP_COMMAND].find((command) => command.name === name)?.examples ?? HELP_COMMAND.examples;
}
