import type { Context } from '../src/cli/context.ts';
import { type CommandWords, examplesOf } from '../src/cli/options/command-table.ts';
import { type CommandDescription, describeCommands } from '../src/cli/options/describe-commands.ts';
import { makeProgram } from '../src/cli/options/program.ts';

/** A command with the examples that the table has for it. */
export type DescribedCommand = CommandDescription & Pick<CommandWords, 'examples'>;

/** Nothing is run: the parser only says what it knows. */
const NO_PROCESS: Context = {
  stdout: { isTerminal: false, write: () => true },
  stderr: { isTerminal: false, write: () => true },
  env: {},
  packageFolder: '.',
  readStdin: async () => new Uint8Array(0),
  stdinPieces: async function* () {
    yield new Uint8Array(0);
  },
  hasScreen: () => false,
  hasKeys: () => false,
  hasOutputTerminal: () => false,
  hasErrorTerminal: () => false,
  runChild: async () => ({ kind: 'status', status: 0 }),
  startChild: async () => ({ kind: 'runs' }),
  openTerminal: async () => null,
};

/** Every command, for the man page and docs/commands.md. */
export const DESCRIBED: readonly DescribedCommand[] = describeCommands(await makeProgram(NO_PROCESS, () => true)).map(
  (command) => ({ ...command, examples: examplesOf(command.name) }),
);
