import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { SHELLS, type Shell } from '../completion/shells.ts';
import { type Context, print } from '../context.ts';
import { describeCommands } from '../options/describe-commands.ts';
import { oneOf, ProgramArgument } from '../options/program-option.ts';

const NAMES = Object.keys(SHELLS);

/** Gives the command its argument. It completes the program that it is a command of. */
export function configureCompletion(command: Command, context: Context): void {
  command
    .addArgument(new ProgramArgument('[shell]', `One of ${NAMES.join(', ')}`, oneOf(NAMES)).argParser(String))
    .usage('[options] <shell>')
    .action((shell: string | undefined) => {
      if (shell === undefined) throw new UsageError('usage', `name a shell: ${NAMES.join(', ')}`);
      if (!isShell(shell))
        throw new UsageError('usage', `there is no completion for ${shell}, only for ${NAMES.join(', ')}`);
      if (command.parent !== null) print(context.stdout, SHELLS[shell](describeCommands(command.parent)));
    });
}

function isShell(word: string): word is Shell {
  return NAMES.includes(word);
}
