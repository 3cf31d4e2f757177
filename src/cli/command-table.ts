import type { Command } from 'commander';
import { configureCalls } from './commands/calls.ts';
import { configureStats } from './commands/stats.ts';
import type { Context } from './context.ts';

/**
 * One command as the list of commands shows it. The rest of it is made only when it is named on the command line, and
 * what the commands that print pstats' texts do not need is loaded only then.
 */
export type CommandSpec = {
  readonly name: string;
  /** What stands behind the name in the list of commands. */
  readonly usage: string;
  readonly description: string;
  /** Gives the command its arguments, its options and what it does. */
  readonly configure: (command: Command, context: Context) => void | Promise<void>;
};

const PROFILES = '<profile...>';

/** Every command but the bare one, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'summary',
    usage: PROFILES,
    description: 'say in sentences where the time is, whose it is, and what to look at first',
    configure: async (command, context) => (await import('./commands/summary.ts')).configureSummary(command, context),
  },
  {
    name: 'stats',
    usage: PROFILES,
    description: 'print the functions as `python -m cProfile -s KEY script` does',
    configure: configureStats,
  },
  {
    name: 'callers',
    usage: PROFILES,
    description: 'print who called each function, as `Stats.print_callers` does',
    configure: (command, context) => configureCalls(command, 'callers', context),
  },
  {
    name: 'callees',
    usage: PROFILES,
    description: 'print whom each function called, as `Stats.print_callees` does',
    configure: (command, context) => configureCalls(command, 'callees', context),
  },
  {
    name: 'report',
    usage: PROFILES,
    description: 'write a report for people (Markdown) or for programs (JSON, CSV)',
    configure: async (command, context) => (await import('./commands/report.ts')).configureReport(command, context),
  },
  {
    name: 'source',
    usage: '<profile...> <function>',
    description: "print a function's source with what each line calls",
    configure: async (command, context) => (await import('./commands/source.ts')).configureSource(command, context),
  },
  {
    name: 'diff',
    usage: '<before> <after>',
    description: 'compare two profiles, or several runs of each; exit 1 where a gate fails',
    configure: async (command, context) => (await import('./commands/diff.ts')).configureDiff(command, context),
  },
  {
    name: 'hints',
    usage: PROFILES,
    description: 'say what to change in the program, where the profile proves that it matters',
    configure: async (command, context) => (await import('./commands/hints.ts')).configureHints(command, context),
  },
];
