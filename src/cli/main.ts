import { CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { didYouMean } from '../text/similar.ts';
import { COMMANDS, HELP_COMMAND } from './command-table.ts';
import { type Context, print } from './context.ts';
import { debugText, diagnose } from './diagnostics.ts';
import { EXIT } from './exit-codes.ts';
import { InputError } from './input-error.ts';
import { makeProgram } from './program.ts';
import { ProgramEnd } from './program-end.ts';
import { refuseBrokenText } from './refuse-broken-text.ts';
import { statsAt } from './stats-at.ts';

/**
 * The whole program: reads the arguments, runs a command, says what went wrong.
 *
 * @param args what stands behind the program's name
 * @returns the exit code; nothing is left running
 */
export async function main(args: readonly string[], context: Context): Promise<number> {
  try {
    refuseBrokenText(args);
    refuseUnknownTopic(args);
    const program = await makeProgram(context, isNeededBy(args));
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return reportError(error, args, context);
  }
}

/** commander prints the whole help for a command that is not there, and does not say why. */
function refuseUnknownTopic([command, topic]: readonly string[]): void {
  if (command !== HELP_COMMAND.name || topic === undefined || topic.startsWith('-')) return;
  if (COMMANDS.some(({ name }) => name === topic)) return;
  throw new UsageError('usage', `there is no help on ${topic}`);
}

/** The options of a command, and all that it needs, are loaded only where it can be meant. */
function isNeededBy(args: readonly string[]): (name: string) => boolean {
  const isAll = COMMANDS.some(({ name, isAboutAll }) => isAboutAll === true && args.includes(name));
  return (name) => isAll || args.includes(name);
}

/** A mistyped command is taken for a file, which is not there. */
function meantCommand(error: unknown, [first = '']: readonly string[]): string {
  if (!(error instanceof InputError) || error.code !== 'not-found' || error.path !== first) return '';
  if (first === 'version') return ' Did you mean --version?';
  return didYouMean(
    first,
    COMMANDS.map(({ name }) => name),
  );
}

/** Commands whose lists `--restrict` shortens: whoever knows the pstats browser writes the pattern alone behind the file. */
const LISTS: ReadonlySet<string> = new Set(['stats', 'callers', 'callees']);

/** Only of a plain word behind what is a file: no shell would take it for anything else. */
function meantPattern(error: unknown, [command = '', ...words]: readonly string[]): string {
  if (!(error instanceof InputError) || error.code !== 'not-found' || !LISTS.has(command)) return '';
  const { path } = error;
  const isBehindFile = words.slice(0, words.indexOf(path)).some((word) => statsAt(word)?.isFile() === true);
  if (!isBehindFile || !/^\w+$/.test(path)) return '';
  return /^\d+$/.test(path)
    ? ` For the first ${path} functions: -n ${path}.`
    : ` For the functions that match it: --restrict ${path}.`;
}

/** The bare command has no name. */
function commandOf([first]: readonly string[]): string | null {
  return COMMANDS.find(({ name }) => name === first)?.name ?? null;
}

function reportError(error: unknown, args: readonly string[], { stderr }: Context): number {
  // commander has printed its own message; help and version come as "errors" with code 0
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof ProgramEnd) return error.status;
  const suggestion = meantCommand(error, args) || meantPattern(error, args);
  const { message, exitCode } = diagnose(error, commandOf(args), suggestion);
  print(stderr, `${message}\n`);
  if (args.includes('--debug')) print(stderr, debugText(error));
  return exitCode;
}
