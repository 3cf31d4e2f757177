import type { Argument, Command, Option } from 'commander';
import { type OptionGroup, optionText, ProgramArgument, ProgramOption, type Value } from './program-option.ts';

/** One command as its parser knows it: what the completion scripts, the man page and docs/commands.md are made from. */
export type CommandDescription = {
  /** Empty for the bare command. */
  readonly name: string;
  /** What stands behind the name. */
  readonly usage: string;
  /** In a few words, and in whole sentences. */
  readonly summary: string;
  readonly description: string;
  readonly arguments: readonly ArgumentDescription[];
  readonly options: readonly OptionDescription[];
};

export type ArgumentDescription = {
  readonly name: string;
  readonly isRepeated: boolean;
  readonly text: string;
  readonly value: Value;
};

export type OptionDescription = {
  /** `-s, --sort <keys>` */
  readonly term: string;
  /** `-s`, `--sort` */
  readonly flags: readonly string[];
  readonly group: OptionGroup;
  /** What it does, with its choices and its default. */
  readonly text: string;
  /** What it does, in as few words as a list in a shell has room for. */
  readonly summary: string;
  readonly value: Value;
  readonly isRepeatable: boolean;
};

/** Walks a program whose commands have all been made: the bare one first, the others in the order of the help. */
export function describeCommands(program: Command): readonly CommandDescription[] {
  const commands = program.createHelp().visibleCommands(program);
  return [describeCommand(program, ''), ...commands.map((command) => describeCommand(command, command.name()))];
}

function describeCommand(command: Command, name: string): CommandDescription {
  return {
    name,
    usage: command.usage(),
    summary: command.summary(),
    description: command.description(),
    arguments: command.registeredArguments.map(describeArgument),
    options: command.createHelp().visibleOptions(command).map(describeOption),
  };
}

function describeArgument(argument: Argument): ArgumentDescription {
  if (!(argument instanceof ProgramArgument)) throw new Error(`${argument.name()} is no ProgramArgument`);
  const { description, value, variadic } = argument;
  return { name: argument.name(), isRepeated: variadic, text: description, value };
}

function describeOption(option: Option): OptionDescription {
  if (!(option instanceof ProgramOption)) throw new Error(`${option.flags} is no ProgramOption`);
  const { flags, short, long, group, description, value } = option;
  return {
    term: flags,
    flags: [short, long].filter((name) => name !== undefined),
    group,
    text: optionText(option),
    summary: description.replace(/[.:;,] .*/, ''),
    value,
    isRepeatable: Array.isArray(option.defaultValue) || option.variadic,
  };
}
