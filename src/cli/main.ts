import { Command, CommanderError } from 'commander';
import { DecodeError } from '../errors.ts';
import { COMMANDS } from './command-table.ts';
import { configureView } from './commands/view.ts';
import { type Context, print } from './context.ts';
import { diagnose } from './diagnostics.ts';
import { EXIT } from './exit-codes.ts';
import { VERSION } from './version.ts';

const EPILOGUE = `
Make a profile:   python -m cProfile -o out.prof app.py
Look at it:       pyprof-view out.prof
As text:          pyprof-view stats -s tottime -n 20 out.prof
What to change:   pyprof-view hints out.prof
For a reviewer:   pyprof-view report out.prof -o report.md
What got slower:  pyprof-view diff before.prof after.prof
Options of one:   pyprof-view help diff`;

/**
 * The whole program: reads the arguments, runs a command, says what went wrong.
 *
 * @param args what stands behind the program's name
 * @returns the exit code; nothing is left running
 */
export async function main(args: readonly string[], context: Context): Promise<number> {
  try {
    const program = await makeProgram(args, context);
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return reportError(error, args, context);
  }
}

async function makeProgram(args: readonly string[], context: Context): Promise<Command> {
  const program = new Command('pyprof-view')
    .description('Read a Python profile: hot functions, their callers and callees, in the terminal or as text.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EPILOGUE)
    .enablePositionalOptions()
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError('See: pyprof-view --help')
    .configureOutput({
      writeOut: (text) => print(context.stdout, text),
      writeErr: (text) => print(context.stderr, text),
      // commander would ask Node's streams, which are made only for that
      getOutHelpWidth: () => helpWidth(context),
      getErrHelpWidth: () => helpWidth(context),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(text.replace(/^error: /, 'pyprof-view: ')),
    })
    .configureHelp({ subcommandTerm: usageOf, minWidthToWrap: 24 })
    .exitOverride();
  configureView(program, context);
  for (const { name, description, configure } of COMMANDS) {
    const command = program.command(name).description(description);
    // Its options and all that it needs are loaded only where it can be meant.
    if (args.includes(name)) await configure(command, context);
  }
  return program;
}

/** How the list of commands shows one, `stats <profile...>`, whether its options are loaded or not. */
function usageOf(command: Command): string {
  const name = command.name();
  return `${name} ${COMMANDS.find((known) => known.name === name)?.usage ?? '[command]'}`;
}

function helpWidth({ env }: Context): number {
  return Number(env['COLUMNS']) || 80;
}

function reportError(error: unknown, args: readonly string[], { stderr }: Context): number {
  // commander has printed its own message; help and version come as "errors" with code 0
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const { message, exitCode } = diagnose(error);
  print(stderr, `${message}\n`);
  if (args.includes('--debug')) print(stderr, debugText(error));
  return exitCode;
}

/** The stacks of the error and of its causes, with the byte at which a file was found wrong. */
function debugText(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const place = error instanceof DecodeError ? ` (at byte ${error.offset})` : '';
  return `${error.stack}${place}\n${debugText(error.cause)}`;
}
