import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PathMapping } from '../profile/compare.ts';
import { type PythonVersion, parsePythonVersion } from '../profile/python-version.ts';
import { parseRestriction, type Restriction } from '../select/restriction.ts';
import { resolveSortOrder, SORT_KEYS, type SortOrder } from '../select/sort-keys.ts';

/** The options of the commands that list functions, after parsing. */
export type ListOptions = {
  readonly sort: SortChoice;
  readonly reverse: boolean;
  readonly restrict: readonly Restriction[];
  readonly fullPaths: boolean;
  readonly header: boolean;
  readonly only?: 'mine';
} & OwnOptions;

/** What `--sort` said, and the order that it means; null for `none`, the order of the dump. */
export type SortChoice = { readonly words: readonly (string | number)[]; readonly order: SortOrder | null };

const COLOR_CHOICES = ['auto', 'always', 'never'] as const;

export type DisplayOptions = {
  readonly color: (typeof COLOR_CHOICES)[number];
  readonly ascii: boolean;
  readonly debug: boolean;
};

/** What every command says of its argument. */
export const PROFILE_HELP = 'dumps of cProfile, plain or gzipped; - reads standard input; several are merged';

const DEFAULT_SORT = 'cumulative';

const KEY_NAMES = SORT_KEYS.map(({ name }) => name).join(', ');

/** Options are made anew for each command: commander keeps a value in each. */
export function addListOptions(command: Command): Command {
  const restrictions: Restriction[] = [];
  // `-n 5 --restrict x` and `--restrict x -n 5` differ: both options add to one list.
  const addRestriction = (word: string): Restriction[] => {
    restrictions.push(parseRestriction(word));
    return restrictions;
  };
  return addSortOptions(addOwnOptions(command))
    .addOption(
      new Option(
        '--restrict <r>',
        'keep a number of rows, a fraction (0..1) or the names that match a regex; repeatable, applied in order',
      )
        .argParser(addRestriction)
        .default(restrictions, 'all rows'),
    )
    .addOption(
      new Option('-n <rows>', 'keep the first rows: short for --restrict <rows>').argParser((word) =>
        addRestriction(requireCount(word)),
      ),
    )
    .option('--full-paths', 'do not strip the directories', false)
    .addOption(new Option('--only <whose>', 'list only your own functions (see --mine)').choices(['mine']))
    .option('--header', 'print the line(s) about the file first, as pstats does for a file', false);
}

/** `byDefault`: null where the command knows better what to do without `--sort`. */
export function addSortOptions(command: Command, byDefault: string | null = DEFAULT_SORT): Command {
  const option = new Option(
    '-s, --sort <keys>',
    `comma separated: ${KEY_NAMES}; unique prefixes as in pstats; -1, 0, 1, 2; none = order of the dump`,
  ).argParser(parseSort);
  return command
    .addOption(byDefault === null ? option : option.default(parseSort(byDefault), byDefault))
    .option('-r, --reverse', 'reverse the order', false);
}

export function addDisplayOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--color <when>', 'colour in the viewer and in printed source').choices(COLOR_CHOICES).default('auto'),
    )
    .option('--ascii', 'draw the viewer with ASCII characters only', false)
    .option('--debug', 'print the stack of an error', false);
}

/** What is shown beside a profile. */
export type MeasuredOptions = {
  /** Paths of one snapshot, or of an earlier and a later one. */
  readonly memory: readonly string[];
  readonly lines: readonly string[];
  readonly pythonVersion?: PythonVersion;
};

export function addMemoryOption(command: Command): Command {
  return command.addOption(
    repeatable('--memory <snapshot>', 'what tracemalloc.Snapshot.dump wrote; given twice: growth from the first on'),
  );
}

export function addMeasuredOptions(command: Command): Command {
  return addMemoryOption(command)
    .addOption(repeatable('--lines <lprof>', "line_profiler's measured times of lines; repeatable"))
    .addOption(
      new Option('--python-version <x.y>', 'the Python of the snapshot, where its paths do not tell it').argParser(
        requireVersion,
      ),
    );
}

/** Whose code is whose, where the guess is wrong. */
export type OwnOptions = { readonly mine: readonly string[] };

export function addOwnOptions(command: Command): Command {
  return command.addOption(
    repeatable(
      '--mine <package|dir>',
      'your own code, where the guess is wrong: a package, a module or a folder; repeatable',
    ),
  );
}

/** Where sources are looked for beside the places that a profile names. */
export type SourceOptions = {
  readonly sourceRoot: readonly string[];
  readonly map: readonly PathMapping[];
  readonly notebook: readonly string[];
};

/** For every command that shows source, or judges it. */
export function addSourceOptions(command: Command): Command {
  const maps: PathMapping[] = [];
  const addMap = (word: string): PathMapping[] => {
    maps.push(parseMapping(word));
    return maps;
  };
  return command
    .addOption(repeatable('--source-root <dir>', 'look for Python sources under this folder too; repeatable'))
    .addOption(
      new Option('--map <old=new>', 'sources that were under OLD where the program ran are under NEW here; repeatable')
        .argParser(addMap)
        .default(maps, 'none'),
    )
    .addOption(repeatable('--notebook <ipynb>', 'the notebook whose cells were profiled; repeatable'));
}

function repeatable(flags: string, description: string): Option {
  const words: string[] = [];
  return new Option(flags, description)
    .argParser((word) => {
      words.push(word);
      return words;
    })
    .default(words, 'none');
}

function requireVersion(word: string): PythonVersion {
  const version = parsePythonVersion(word);
  if (version === null) throw new InvalidArgumentError('It is not a version like 3.11.');
  return version;
}

function requireCount(word: string): string {
  if (!/^\d+$/.test(word)) throw new InvalidArgumentError('It is not a number of rows.');
  return word;
}

/** `--sort=-1` is a number to pstats only where it stands alone. */
function parseSort(text: string): SortChoice {
  if (text === 'none') return { words: [], order: null };
  const words = text.split(',').map((word) => (/^[+-]?\d+$/.test(word) ? Number(word) : word));
  return { words, order: resolveSortOrder(words) };
}

/** `--map OLD=NEW`: where one path of a profile is another one. */
export function parseMapping(text: string): PathMapping {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('It is not OLD=NEW.');
  return { from: text.slice(0, at), to: text.slice(at + 1) };
}

/** A whole number from 1 on. */
export function parsePositive(word: string): number {
  const value = Number(word);
  if (!/^\d+$/.test(word) || value < 1) throw new InvalidArgumentError('It is not a whole number from 1 on.');
  return value;
}
