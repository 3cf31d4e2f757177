/** What the words behind a command are: Tab completes them so. */
export type Completion = 'none' | 'sort-keys' | 'files' | 'commands';

/** The commands of the pstats browser that mean something in front of a list. Parser, Tab and help read {@link COMMANDS}. */
export type CommandName =
  | 'sort'
  | 'stats'
  | 'callers'
  | 'callees'
  | 'strip'
  | 'reverse'
  | 'add'
  | 'read'
  | 'help'
  | 'quit';

export type CommandSpec = {
  readonly name: CommandName;
  readonly argument: string;
  readonly help: string;
  readonly completion: Completion;
  /** Does nothing without words behind it. */
  readonly needsArgument?: true;
  /** What pstats' browser takes for it, too. */
  readonly alias?: string;
};

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sort',
    argument: 'KEY ...',
    help: 'sort the functions by these keys',
    completion: 'sort-keys',
    needsArgument: true,
  },
  {
    name: 'stats',
    argument: '[REGEX ...]',
    help: 'the functions whose names match, or all',
    completion: 'none',
  },
  {
    name: 'callers',
    argument: 'REGEX',
    help: 'who calls the first function that matches',
    completion: 'none',
    needsArgument: true,
  },
  {
    name: 'callees',
    argument: 'REGEX',
    help: 'what the first function that matches calls',
    completion: 'none',
    needsArgument: true,
  },
  { name: 'strip', argument: '', help: 'take the directories off the names', completion: 'none' },
  { name: 'reverse', argument: '', help: 'reverse the order', completion: 'none' },
  {
    name: 'add',
    argument: 'FILE',
    help: 'add another profile to this one',
    completion: 'files',
    needsArgument: true,
  },
  { name: 'read', argument: 'FILE', help: 'read another profile instead', completion: 'files', needsArgument: true },
  { name: 'help', argument: '[COMMAND]', help: 'what a command does', completion: 'commands' },
  { name: 'quit', argument: '', help: 'quit', completion: 'none', alias: 'EOF' },
];

export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);

/** A line as a command and the words behind it. */
export type ParsedCommand = { readonly spec: CommandSpec; readonly rest: string };

/** The command that a line names, by its whole name as in pstats; null for a name that is none. */
export function parseCommand(line: string): ParsedCommand | null {
  const [, name, rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(line) ?? [];
  const spec = COMMANDS.find((known) => known.name === name || known.alias === name);
  return spec === undefined ? null : { spec, rest };
}

/** `sort KEY ...: sort the functions by these keys` */
export function commandHelp({ name, argument, help }: CommandSpec): string {
  return `${[name, argument].filter((part) => part !== '').join(' ')}: ${help}`;
}
