import type { OptionValues } from 'commander';
import type { Context } from '../context.ts';
import { allowUnpacking } from '../input/unpack-limit.ts';
import type { CommandAction, CommandParts } from './command-parts.ts';
import { BARE_COMMAND, COMMANDS, HELP_COMMAND, isCommand } from './command-table.ts';
import type { ProgramArgument, ProgramOption } from './program-option.ts';

/**
 * A command that lists profiles, read without commander, which takes a fifth of what a small list takes. It gets the
 * options that commander would get, and knows their usual spellings: `-s time -n5 --restrict=json -r out.prof`. Of any
 * other line it says no, and commander reads it: `-rs time`, `--help`, and whatever is wrong. A test holds the two to
 * each other.
 */
export class PlainCommand implements CommandParts {
  readonly profiles: string[] = [];
  readonly values: OptionValues = {};
  private readonly sources: Record<string, 'default' | 'cli'> = {};
  private readonly options = new Map<string, ProgramOption>();
  private act: CommandAction | null = null;

  /** The profiles: it has no other, and they are words as they are. */
  addArgument(_profiles: ProgramArgument): this {
    return this;
  }

  addOption(option: ProgramOption): this {
    for (const flag of [option.short, option.long]) if (flag !== undefined) this.options.set(flag, option);
    if (option.defaultValue !== undefined) this.set(option, option.defaultValue, 'default');
    return this;
  }

  action(action: CommandAction): this {
    this.act = action;
    return this;
  }

  getOptionValueSource(name: string): string | undefined {
    return this.sources[name];
  }

  /**
   * Takes the words behind its name.
   *
   * @returns whether they are plain; else it is of no more use
   */
  read(words: readonly string[]): boolean {
    const left = words.values();
    for (const word of left) {
      if (!isOption(word)) this.profiles.push(word);
      else if (!this.take(word, left)) return false;
    }
    return this.profiles.length > 0;
  }

  async run(): Promise<void> {
    allowUnpacking(this.values['unpackTimes']);
    await this.act?.(this.profiles, this.values);
  }

  /** An option, and its value if it has one: the next word, or what stands behind it in its own. */
  private take(word: string, words: Iterator<string, undefined>): boolean {
    const option = this.options.get(word);
    if (option?.required === false) return this.set(option, !option.negate, 'cli');
    if (option !== undefined) return this.give(option, words.next().value);
    const [, long, short = '', value] = TOGETHER.exec(word) ?? [];
    return this.give(this.options.get(long ?? short), value);
  }

  /** What the parser of the option throws tells that the value is wrong. */
  private give(option: ProgramOption | undefined, value: string | undefined): boolean {
    if (option?.required !== true || value === undefined) return false;
    return this.set(option, option.parseArg?.(value, this.values[option.attributeName()]) ?? value, 'cli');
  }

  private set(option: ProgramOption, value: unknown, source: 'default' | 'cli'): true {
    const name = option.attributeName();
    this.values[name] = value;
    this.sources[name] = source;
    return true;
  }
}

/** `--sort=time`, `-n5` */
const TOGETHER = /^(?:(--[^=]+)=|(-[^-]))(.*)$/s;

/** The command that a line means, with what it was given; null where that is for commander to read. */
export function readPlainly(args: readonly string[], context: Context): PlainCommand | null {
  const named = COMMANDS.find(({ name }) => name === args[0]);
  const { isPlain, configure } = named ?? BARE_COMMAND;
  const words = named === undefined ? args : args.slice(1);
  if (isPlain !== true || words.every(isOption) || words.some(mayBeCommand)) return null;
  const command = new PlainCommand();
  configure(command, context);
  try {
    return command.read(words) ? command : null;
  } catch {
    return null; // a value that its option refuses: commander says so
  }
}

/** `-` is standard input. */
function isOption(word: string): boolean {
  return word.startsWith('-') && word !== '-';
}

/** Wherever it stands, it may be meant. */
function mayBeCommand(word: string): boolean {
  return isCommand(word) || word === HELP_COMMAND.name;
}
