import { Argument, InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../../text/similar.ts';

/** The groups of a command's options, in the order in which the help, the man page and docs/commands.md show them. */
export const OPTION_GROUPS = {
  show: 'What to show:',
  order: 'Order and limits:',
  sources: 'Sources and measurements:',
  output: 'Output:',
  general: 'General:',
} as const;

export type OptionGroup = keyof typeof OPTION_GROUPS;

/** A word that stands for a value on the command line; `meaning`: null where the word says it all. */
export type Word = { readonly word: string; readonly meaning: string | null };

/** Words that one may choose from. With a title the help lists them with their meanings below the options. */
type Words = { readonly words: readonly Word[]; readonly title?: string };

/**
 * What stands behind an option, or in the place of an argument. The parser takes its choices from it, the shells complete
 * by it, the help lists its words.
 */
export type Value =
  /** A flag: nothing stands behind it. */
  | { readonly kind: 'none' }
  /** Text that no shell can complete: a number, a regex, a gate, of which `words` are the beginnings. */
  | ({ readonly kind: 'text' } & Partial<Words>)
  /** One of the words, and the parser refuses any other. */
  | ({ readonly kind: 'choice' } & Words)
  /** One of the words, which the option's own parser knows. */
  | ({ readonly kind: 'word' } & Words)
  /** Words with commas between them. */
  | ({ readonly kind: 'list' } & Words)
  /** A file; those with one of the endings are offered first. */
  | { readonly kind: 'file'; readonly endings: readonly string[] }
  | { readonly kind: 'folder' }
  /** OLD=NEW, a folder on both sides. */
  | { readonly kind: 'mapping' };

export const PROFILE: Value = { kind: 'file', endings: ['prof', 'pstats', 'cprof', 'profile', 'gz'] };
export const ANY_FILE: Value = { kind: 'file', endings: [] };

/** A value that is one of a few words, checked by the parser. */
export function oneOf(words: readonly string[]): Value {
  return { kind: 'choice', words: words.map((word) => ({ word, meaning: null })) };
}

/** An option as this program has them: with its group in the help, and with what may stand behind it. */
export class ProgramOption extends Option {
  readonly group: OptionGroup;
  readonly value: Value;

  constructor(flags: string, description: string, { group, value }: { group: OptionGroup; value: Value }) {
    super(flags, description);
    this.helpGroup(OPTION_GROUPS[group]);
    this.group = group;
    this.value = value;
    if (value.kind === 'choice') this.choices(value.words.map(({ word }) => word)).argParser(choiceOf(value.words));
    if (value.kind === 'none') this.default(this.negate); // --no-mouse is a `mouse` that is on
  }
}

/** An argument of a command, with what completes it. */
export class ProgramArgument extends Argument {
  readonly value: Value;

  constructor(name: string, description: string, value: Value) {
    super(name, description);
    this.value = value;
    if (value.kind === 'choice') this.choices(value.words.map(({ word }) => word)).argParser(choiceOf(value.words));
  }
}

/** commander's own parser of choices names them all, and not the one that was meant. */
function choiceOf(words: readonly Word[]): (given: string) => string {
  const choices = words.map(({ word }) => word);
  return (given) => {
    if (choices.includes(given)) return given;
    throw new InvalidArgumentError(`${didYouMean(given, choices)} Allowed choices are ${choices.join(', ')}.`.trim());
  };
}

/** An option that may be given several times; its words are kept in the order in which they came. */
export function repeatable<Item>(option: ProgramOption, parse: (word: string) => Item): ProgramOption {
  const items: Item[] = [];
  return option
    .argParser((word) => {
      items.push(parse(word));
      return items;
    })
    .default(items);
}

/** The words that are listed with their meanings, under a title of their own; null for all other values. */
export function listedWords(value: Value): Required<Words> | null {
  const { title, words } = 'words' in value ? value : {};
  return title === undefined || words === undefined ? null : { title, words };
}

/** What the help says of an option: its text, then the choices and the default where they are worth saying. */
export function optionText(option: Option): string {
  const { argChoices, defaultValue, defaultValueDescription } = option;
  const isTold = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  const extras = [
    ...(argChoices === undefined ? [] : [choicesText(argChoices)]),
    ...(isTold || defaultValueDescription ? [`default: ${defaultValueDescription ?? String(defaultValue)}`] : []),
  ];
  return extras.length === 0 ? option.description : `${option.description} (${extras.join('; ')})`;
}

function choicesText(choices: readonly string[]): string {
  return choices.length === 1 ? choices.join() : `one of ${choices.join(', ')}`;
}
