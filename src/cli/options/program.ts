import { Command, type Option } from 'commander';
import { UsageError } from '../../errors.ts';
import { escapeControls } from '../../text/escape.ts';
import { type Context, print } from '../context.ts';
import { seeHelp } from '../diagnostics.ts';
import { allowUnpacking } from '../input/unpack-limit.ts';
import { VERSION } from '../version.ts';
import { BARE_COMMAND, COMMANDS, type CommandWords, HELP_COMMAND } from './command-table.ts';
import { HELP_STYLE } from './help-text.ts';
import { oneOf, ProgramArgument, ProgramOption } from './program-option.ts';

const HELP_FLAG = { group: 'general', value: { kind: 'none' } } as const;

type GeneralOptions = { readonly unpackTimes?: number };

/**
 * The whole command line.
 *
 * @param isNeeded whose arguments and options are made; the other commands are names in a list, and nothing that they
 *   need is loaded
 */
export async function makeProgram(context: Context, isNeeded: (name: string) => boolean): Promise<Command> {
  const program = new Command('pyprof-view')
    .enablePositionalOptions()
    .addHelpCommand(helpCommand())
    .addHelpOption(new ProgramOption('-h, --help', 'Print this help', HELP_FLAG))
    .showHelpAfterError(seeHelp(null))
    .configureOutput({
      writeOut: (text) => print(context.stdout, text),
      writeErr: (text) => print(context.stderr, text),
      // commander would ask Node's streams, which are made only for that
      getOutHelpWidth: () => helpWidth(context),
      getErrHelpWidth: () => helpWidth(context),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(shownError(text)),
    })
    .configureHelp(HELP_STYLE)
    .exitOverride()
    .hook('preAction', (bare, command) => {
      refuseOptionsBefore(bare, command);
      allowUnpacking(command.opts<GeneralOptions>().unpackTimes);
    });
  await BARE_COMMAND.configure(program, context);
  addVersion(describe(program, BARE_COMMAND));
  for (const spec of COMMANDS) {
    const command = describe(program.command(spec.name), spec).showHelpAfterError(seeHelp(spec.name));
    if (isNeeded(spec.name)) await spec.configure(command, context);
  }
  return program;
}

/** Options in front of a command would be the viewer's, which does not run. `--debug` is looked for everywhere. */
function refuseOptionsBefore(bare: Command, command: Command): void {
  if (command === bare) return;
  const lost = bare.options.find((option) => {
    const name = option.attributeName();
    return name !== 'debug' && bare.getOptionValueSource(name) === 'cli';
  });
  if (lost === undefined) return;
  const flag = lost.short ?? lost.long ?? lost.flags;
  throw new UsageError(
    'usage',
    `${flag} stands before ${command.name()}, where it would change nothing: write it after`,
  );
}

/**
 * The list of commands shows the description as it is; the help of a command makes it a sentence and adds the details.
 */
function describe(command: Command, { description, details }: CommandWords): Command {
  return command.summary(description).description([`${description}.`, details].join('\n\n').trim());
}

/** commander runs it. */
function helpCommand(): Command {
  const names = COMMANDS.map(({ name }) => name);
  const argument = new ProgramArgument(HELP_COMMAND.usage, 'The command', oneOf(names));
  return describe(new Command(HELP_COMMAND.name), HELP_COMMAND).helpOption(false).addArgument(argument);
}

/** commander makes this option itself. */
function addVersion(program: Command): void {
  program.createOption = (flags: string, description?: string): Option =>
    new ProgramOption(flags, description ?? '', HELP_FLAG);
  program.version(VERSION, '-V, --version', 'Print the version');
}

/** The names of the options take half of it: below this, commander breaks no line at all. */
const LEAST_HELP_WIDTH = 60;

/**
 * The message repeats what was typed, or what a glob found. Of line ends only commander's own are kept: the last one,
 * and the one before a suggestion.
 */
function shownError(text: string): string {
  const [, what = '', suggestion = ''] = /^error: ([\s\S]*?)(\n\(Did you mean [\s\S]*)?\n$/.exec(text) ?? ['', text];
  const lines = [`pyprof-view: ${what}`, ...(suggestion === '' ? [] : [suggestion.slice(1)])];
  return `${lines.map(escapeControls).join('\n')}\n`;
}

/** One column stays free: some terminals wrap a line that fills them. */
function helpWidth({ env }: Context): number {
  return Math.max(LEAST_HELP_WIDTH, Number(env['COLUMNS']) || 80) - 1;
}
