import { CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { shellWord } from '../text/shell-word.ts';
import { type Context, print } from './context.ts';
import { debugText, diagnose } from './diagnostics.ts';
import { EXIT } from './exit-codes.ts';
import { InputError } from './input/input-error.ts';
import { isFileAt } from './input/stats-at.ts';
import { COMMANDS, HELP_COMMAND, isCommand } from './options/command-table.ts';
import { readPlainly } from './options/plain-command.ts';
import { ProgramEnd } from './program-end.ts';
import { refuseBrokenText } from './refuse-broken-text.ts';

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
    await refuseUnknownHelp(args);
    refuseLateCommand(args);
    const plain = readPlainly(args, context);
    await (plain === null ? parse(args, context) : plain.run());
    return EXIT.done;
  } catch (error) {
    return reportError(error, args, context);
  }
}

/** Any command line. commander is loaded only here. */
async function parse(args: readonly string[], context: Context): Promise<void> {
  const { makeProgram } = await import('./options/program.ts');
  const program = await makeProgram(context, isNeededBy(args));
  await program.parseAsync(args, { from: 'user' });
}

/** commander prints the whole help for a command that is not there, and does not say why. */
function refuseUnknownTopic([command, topic]: readonly string[]): void {
  if (command !== HELP_COMMAND.name || topic === undefined || topic.startsWith('-')) return;
  if (isCommand(topic)) return;
  throw new UsageError('usage', `there is no help on ${topic}`);
}

/** `statss --help`: commander takes the word for a profile, and prints the help of the bare command. */
async function refuseUnknownHelp([first = '', second = '']: readonly string[]): Promise<void> {
  if (!['-h', '--help'].includes(second) || !/^[a-z]+$/.test(first)) return;
  if (first === HELP_COMMAND.name || isCommand(first) || isFileAt(first)) return;
  const { similarCommand } = await import('./options/meant-words.ts');
  throw new UsageError('usage', `there is no command ${first}.${similarCommand(first)}`);
}

/** The options of a command, and all that it needs, are loaded only where it can be meant. */
function isNeededBy(args: readonly string[]): (name: string) => boolean {
  const isAll = COMMANDS.some(({ name, isAboutAll }) => isAboutAll === true && args.includes(name));
  return (name) => isAll || args.includes(name);
}

/** `out.prof callers`: the command would be taken for a second profile, and its options for unknown ones. */
function refuseLateCommand(args: readonly string[]): void {
  const at = args.findIndex(isCommand);
  const command = args[at];
  if (command === undefined || at < 1 || isFileAt(command) || !args.slice(0, at).every(isFileAt)) return;
  const meant = [command, ...args.slice(0, at), ...args.slice(at + 1)];
  throw new UsageError('usage', `the command goes first: pyprof-view ${meant.map(shellWord).join(' ')}`);
}

/** The bare command has no name. */
function commandOf([first = '']: readonly string[]): string | null {
  return isCommand(first) ? first : null;
}

async function reportError(error: unknown, args: readonly string[], context: Context): Promise<number> {
  const { stderr } = context;
  if (error instanceof CommanderError) return reportUsage(error, context);
  if (error instanceof ProgramEnd) return error.status;
  const { message, exitCode } = diagnose(error, commandOf(args), await meantBy(error, args));
  print(stderr, `${message}\n`);
  if (args.includes('--debug')) print(stderr, debugText(error));
  return exitCode;
}

/** commander has printed its own message; help and version come as "errors" with code 0. */
async function reportUsage(error: CommanderError, context: Context): Promise<number> {
  if (error.exitCode === 0) return EXIT.done;
  if (error.code === 'commander.unknownOption') {
    const [{ commandsWith }, { makeProgram }] = await Promise.all([
      import('./options/meant-words.ts'),
      import('./options/program.ts'),
    ]);
    print(context.stderr, commandsWith(await makeProgram(context, () => true), error.message));
  }
  return EXIT.usage;
}

/** What was meant, where a file is missing; of other errors one is that the rest of the program cannot be loaded. */
async function meantBy(error: unknown, args: readonly string[]): Promise<string> {
  if (!(error instanceof InputError) || error.code !== 'not-found') return '';
  const meant = await import('./options/meant-words.ts').catch(() => null); // damaged: the error still gets its sentence
  return meant?.meantInstead(error.path, args) ?? '';
}
