import { InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import type { PathMapping } from '../../profile/path-mapping.ts';
import { type PythonVersion, parsePythonVersion } from '../../profile/python-version.ts';
import { parseRestriction, type Restriction } from '../../select/restriction.ts';
import { resolveSortOrder, SORT_KEYS, type SortOrder } from '../../select/sort-keys.ts';
import { statsAt } from '../input/stats-at.ts';
import { USUAL_TIMES } from '../input/unpack-limit.ts';
import type { CommandParts } from './command-parts.ts';
import { oneOf, PROFILE, ProgramArgument, ProgramOption, repeatable, type Word } from './program-option.ts';

/** The options of the commands that list functions, after parsing. */
export type ListOptions = {
  readonly sort: SortChoice;
  readonly reverse: boolean;
  readonly restrict: readonly Restriction[];
  readonly fullPaths: boolean;
  readonly only?: 'mine';
} & OwnOptions;

/** What `--sort` said, and the order that it means; null for `none`, the order of the dump. */
export type SortChoice = { readonly words: readonly (string | number)[]; readonly order: SortOrder | null };

const COLOR_CHOICES = ['auto', 'always', 'never'] as const;

export type ColorOptions = { readonly color: (typeof COLOR_CHOICES)[number] };

const PROFILES_HELP =
  'cProfile dumps, plain or gzipped. Several are merged, as pstats merges them; - reads standard input';

/** The profiles that a command reads: `[profile...]` where there may be none. */
export function profilesArgument(name: '<profile...>' | '[profile...]'): ProgramArgument {
  return new ProgramArgument(name, PROFILES_HELP, PROFILE);
}

const DEFAULT_SORT = 'cumulative';

const SORT_WORDS: readonly Word[] = [
  ...SORT_KEYS.map(({ name, title }) => ({ word: name, meaning: title })),
  { word: 'none', meaning: 'the order of the dump' },
];

const SORT_HELP =
  `Sort by these keys, separated by commas: ${SORT_KEYS.map(({ name }) => name).join(', ')}. ` +
  "Unique prefixes and pstats' numbers (-1, 0, 1, 2) work too; none keeps the order of the dump";

/** Options are made anew for each command: commander keeps a value in each. */
export function addListOptions(command: CommandParts): CommandParts {
  const restrictions: Restriction[] = [];
  // `-n 5 --restrict x` and `--restrict x -n 5` differ: both options add to one list.
  const addRestriction = (word: string): Restriction[] => {
    restrictions.push(parseRestriction(word));
    return restrictions;
  };
  return addSortOptions(addOwnOptions(addFullPathsOption(command)))
    .addOption(
      new ProgramOption(
        '--restrict <r>',
        'Keep only this many rows, this fraction of them (0 to 1), or the functions that match this regex. ' +
          'Repeatable; applied in the order given',
        { group: 'order', value: { kind: 'text' } },
      )
        .argParser(addRestriction)
        .default(restrictions),
    )
    .addOption(
      new ProgramOption('-n <rows>', 'Keep only the first <rows> rows; short for --restrict <rows>', {
        group: 'order',
        value: { kind: 'text' },
      }).argParser((word) => addRestriction(requireCount(word))),
    )
    .addOption(
      new ProgramOption('--only <whose>', 'Keep only your own functions, before any other limit; see --mine', {
        group: 'order',
        value: oneOf(['mine']),
      }),
    );
}

/** `byDefault`: null where the command knows better what to do without `--sort`. */
export function addSortOptions(command: CommandParts, byDefault: string | null = DEFAULT_SORT): CommandParts {
  const option = new ProgramOption('-s, --sort <keys>', SORT_HELP, {
    group: 'order',
    value: { kind: 'list', words: SORT_WORDS },
  }).argParser(parseSort);
  return command
    .addOption(byDefault === null ? option : option.default(parseSort(byDefault), byDefault))
    .addOption(new ProgramOption('-r, --reverse', 'Reverse the order', { group: 'order', value: { kind: 'none' } }));
}

export function addFullPathsOption(command: CommandParts): CommandParts {
  return command.addOption(
    new ProgramOption('--full-paths', 'Show file names with their directories', {
      group: 'show',
      value: { kind: 'none' },
    }),
  );
}

/** Of lists of functions that begin as pstats' do: those of callers and callees have no such lines there either. */
export function addHeaderOption(command: CommandParts): CommandParts {
  return command.addOption(
    new ProgramOption('--header', 'Print the line about each file first, as pstats does', {
      group: 'show',
      value: { kind: 'none' },
    }),
  );
}

/** Of the viewer and of printed source: nothing else is coloured. */
export function addColorOption(command: CommandParts): CommandParts {
  return command.addOption(
    new ProgramOption('--color <when>', 'Use colour in the viewer and in printed source', {
      group: 'output',
      value: oneOf(COLOR_CHOICES),
    }).default('auto'),
  );
}

/** Of every command that reads profiles, and all that those have in common. */
export function addGeneralOptions(command: CommandParts): CommandParts {
  return command
    .addOption(
      new ProgramOption('--unpack-times <n>', 'Let a gzipped file unpack to this many times its size', {
        group: 'general',
        value: { kind: 'text' },
      })
        .argParser(parsePositive)
        .default(USUAL_TIMES),
    )
    .addOption(
      new ProgramOption('--debug', 'Print the stack trace of an error', { group: 'general', value: { kind: 'none' } }),
    );
}

/** What is shown beside a profile. */
export type MeasuredOptions = {
  /** Paths of one snapshot, or of an earlier and a later one. */
  readonly memory: readonly string[];
  readonly lines: readonly string[];
  readonly pythonVersion?: PythonVersion;
};

export function addMemoryOption(command: CommandParts): CommandParts {
  return command.addOption(
    repeatable(
      new ProgramOption(
        '--memory <snapshot>',
        "Show live memory from a snapshot that tracemalloc's Snapshot.dump wrote; given twice, the growth between the two",
        { group: 'sources', value: { kind: 'file', endings: ['tracemalloc', 'snapshot', 'pickle'] } },
      ),
      String,
    ),
  );
}

export function addLinesOption(command: CommandParts, help: string): CommandParts {
  return command.addOption(
    repeatable(
      new ProgramOption('--lines <lprof>', help, { group: 'sources', value: { kind: 'file', endings: ['lprof'] } }),
      String,
    ),
  );
}

/** The same where there are hints: `arguments` is what `run --arguments` counted. */
export type CountedOptions = MeasuredOptions & { readonly arguments?: string | undefined };

export function addArgumentsOption(command: CommandParts): CommandParts {
  return command.addOption(
    new ProgramOption(
      '--arguments <counts>',
      'Let hints know which arguments repeat, as run --arguments counted them',
      {
        group: 'sources',
        value: { kind: 'file', endings: ['json'] },
      },
    ),
  );
}

export function addCountedOptions(command: CommandParts): CommandParts {
  return addArgumentsOption(addMeasuredOptions(command));
}

export function addMeasuredOptions(command: CommandParts): CommandParts {
  const withMemory = addMemoryOption(command);
  return addLinesOption(withMemory, 'Show the line times that line_profiler measured; repeatable');
}

/** Of what tells size classes and pools. */
export function addVersionOption(command: CommandParts): CommandParts {
  return command.addOption(
    new ProgramOption('--python-version <x.y>', 'The Python version of the snapshot, if its paths do not tell', {
      group: 'sources',
      value: { kind: 'text' },
    }).argParser(requireVersion),
  );
}

/** Whose code is whose, where the guess is wrong. */
export type OwnOptions = { readonly mine: readonly string[] };

export function addOwnOptions(command: CommandParts): CommandParts {
  return command.addOption(
    repeatable(
      new ProgramOption(
        '--mine <what>',
        'Count this package, module or directory as your own code, where the guess is wrong; repeatable',
        { group: 'sources', value: { kind: 'folder' } },
      ),
      requirePlace,
    ),
  );
}

/**
 * In a list nobody asks whose code a function is, unless it is to have that code alone.
 *
 * @throws UsageError
 */
export function refuseLonelyMine({ mine, only }: Pick<ListOptions, 'mine' | 'only'>): void {
  if (mine.length === 0 || only !== undefined) return;
  throw new UsageError(
    'usage',
    '--mine changes nothing in this list: with --only mine it lists your own functions alone',
  );
}

/** The empty word would mean the working folder, but it usually is a script's variable that is not set. */
function requirePlace(word: string): string {
  if (word.trim() === '') throw new InvalidArgumentError('It names no package, module or directory.');
  return word;
}

/**
 * The version is that of a snapshot: without one it would change nothing.
 *
 * @throws UsageError
 */
export function refuseLonelyVersion({
  memory,
  pythonVersion,
}: Pick<MeasuredOptions, 'memory' | 'pythonVersion'>): void {
  if (pythonVersion === undefined || memory.length > 0) return;
  throw new UsageError('usage', '--python-version says which Python took the snapshot: give that with --memory');
}

/** Where sources are looked for beside the places that a profile names. */
export type SourceOptions = {
  readonly sourceRoot: readonly string[];
  readonly map: readonly PathMapping[];
  readonly notebook: readonly string[];
  readonly sources: SourceReach;
};

const SOURCE_REACHES = ['here', 'any'] as const;

/** `here`: below the working folder, `--source-root` and what `--map` leads to; `any`: wherever a profile says. */
export type SourceReach = (typeof SOURCE_REACHES)[number];

/** For every command that shows source, or judges it. `reach`: without `--sources`. */
export function addSourceOptions(command: CommandParts, reach: SourceReach = 'any'): CommandParts {
  return command
    .addOption(
      repeatable(
        new ProgramOption('--source-root <dir>', 'Look for Python source in this directory too; repeatable', {
          group: 'sources',
          value: { kind: 'folder' },
        }),
        requireFolder,
      ),
    )
    .addOption(mapOption('Look under NEW for source that was under OLD where the program ran; repeatable'))
    .addOption(
      repeatable(
        new ProgramOption('--notebook <ipynb>', 'Find the source of cells in this notebook; repeatable', {
          group: 'sources',
          value: { kind: 'file', endings: ['ipynb'] },
        }),
        String,
      ),
    )
    .addOption(
      new ProgramOption(
        '--sources <where>',
        'Read source wherever the profile says it is, or only here: below this directory, --source-root and --map',
        { group: 'sources', value: oneOf(SOURCE_REACHES) },
      ).default(reach),
    );
}

/** `--map`, which means one thing for sources and another for the two sides of a comparison. */
export function mapOption(description: string): ProgramOption {
  const option = new ProgramOption('--map <old=new>', description, { group: 'sources', value: { kind: 'mapping' } });
  return repeatable(option, parseMapping);
}

function requireFolder(word: string): string {
  if (statsAt(word)?.isDirectory() !== true) throw new InvalidArgumentError('There is no such folder.');
  return word;
}

function requireVersion(word: string): PythonVersion {
  const version = parsePythonVersion(word);
  if (version === null) throw new InvalidArgumentError('It is not a version like 3.11.');
  return version;
}

function requireCount(word: string): string {
  if (/^0?\.\d+$/.test(word)) throw new InvalidArgumentError(`A fraction of the rows is --restrict ${word}.`);
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
function parseMapping(text: string): PathMapping {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('It is not OLD=NEW.');
  return { from: text.slice(0, at), to: text.slice(at + 1) };
}

/** A whole number from 1 on. */
export function parsePositive(word: string): number {
  const value = Number(word);
  if (!/^\d+$/.test(word) || value < 1) throw new InvalidArgumentError('It is not a whole number of 1 or more.');
  return value;
}
