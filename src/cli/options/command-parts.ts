import type { Command } from 'commander';
import type { ProgramArgument, ProgramOption } from './program-option.ts';

/** What a command does: it gets its arguments, then its options. */
export type CommandAction = OmitThisParameter<Parameters<Command['action']>[0]>;

/** What the arguments and options of a command are given to: commander, or who reads plain lines (plain-command.ts). */
export type CommandParts = {
  addArgument(argument: ProgramArgument): CommandParts;
  addOption(option: ProgramOption): CommandParts;
  action(action: CommandAction): CommandParts;
  getOptionValueSource(name: string): string | undefined;
};
