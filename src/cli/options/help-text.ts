import { type Argument, type Command, Help, type Option } from 'commander';
import { COMMANDS, examplesOf, HELP_COMMAND } from './command-table.ts';
import { listedWords, OPTION_GROUPS, optionText, ProgramOption } from './program-option.ts';

/** How the help of every command looks: commander's own, with our groups, the words of options, and examples. */
export const HELP_STYLE: Partial<Help> = {
  minWidthToWrap: 20,
  optionDescription: optionText,
  argumentDescription: (argument: Argument): string => argument.description,
  subcommandTerm: (command: Command): string => `${command.name()} ${usageOf(command.name())}`,
  groupItems: inOrderOfGroups,
  formatHelp: (command, helper): string =>
    Help.prototype.formatHelp.call(helper, command, helper) +
    ['', ...wordLists(command, helper), examples(command)].join('\n'),
};

/** How the list of commands shows one, `stats <profile...>`, whether its options are loaded or not. */
function usageOf(name: string): string {
  return [...COMMANDS, HELP_COMMAND].find((known) => known.name === name)?.usage ?? '';
}

/** commander shows groups in the order in which their first options were added. */
function inOrderOfGroups<Item extends Command | Option>(
  _all: Item[],
  visible: Item[],
  groupOf: (item: Item) => string,
): Map<string, Item[]> {
  const titles = new Set<string>([...Object.values(OPTION_GROUPS), ...visible.map(groupOf)]);
  const groups = [...titles].map((title): [string, Item[]] => [
    title,
    visible.filter((item) => groupOf(item) === title),
  ]);
  return new Map(groups);
}

/** What the words mean that an option takes. */
function wordLists(command: Command, helper: Help): readonly string[] {
  return command.options.flatMap((option) => {
    const listed = option instanceof ProgramOption ? listedWords(option.value) : null;
    if (listed === null) return [];
    const { title, words } = listed;
    const width = Math.max(...words.map(({ word }) => word.length));
    const lines = words.map(({ word, meaning }) => helper.formatItem(word, width, meaning ?? '', helper));
    return [[title, ...lines, ''].join('\n')];
  });
}

function examples(command: Command): string {
  const isBare = command.parent === null;
  const rows = isBare ? [...examplesOf(''), ...HELP_COMMAND.examples] : examplesOf(command.name());
  return ['Examples:', ...rows.flatMap(({ line, purpose }) => [`  # ${purpose}`, `  ${line}`]), ''].join('\n');
}
