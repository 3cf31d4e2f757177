import { UsageError } from '../errors.ts';
import { findHints } from '../hints/find-hints.ts';
import type { Hint } from '../hints/hint.ts';
import { LEVELS, type Level } from '../hints/rule.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { loadSourceReader } from '../source/python-source.ts';
import { openSourceBook } from '../source/source-book.ts';
import { buildHintsView, type HintsView } from '../views/hints-view.ts';
import {
  A_FUNCTION,
  A_PROFILE,
  type ArgumentKind,
  type ArgumentKinds,
  BYTES,
  check,
  checkOptions,
  hasFields,
  LIST,
  OBJECT,
  oneWordOf,
  TEXTS,
} from './argument.ts';

/** Reads a file, at once. */
type ReadSource = (path: string) => Uint8Array | undefined;

/** How hints are looked for. */
type LookForHintsOptions = {
  /**
   * The bytes of a Python file, by its path in the profile or below a root. Where there is none it returns undefined or
   * throws, so `readFileSync` will do. Without sources only a few hints can be given.
   */
  readonly readSource?: ReadSource;
  /** More folders in which the files of the program are looked for, like `--source-root`. */
  readonly roots?: readonly string[];
  /** The least sure level that is given; `likely` by default. */
  readonly level?: Level;
};

/** What was found. */
export type HintSearch = {
  /** The surest first, then those with the most to gain. */
  readonly hints: readonly Hint[];
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
  /** @internal */
  readonly view: HintsView;
};

/** For what takes the result: a promise of it is none yet. */
export const FOUND_HINTS: ArgumentKind = {
  words: 'what lookForHints found',
  is: (value) => hasFields(value, { hints: LIST, view: OBJECT }),
};

const OPTIONS: ArgumentKinds<LookForHintsOptions> = { readSource: A_FUNCTION, roots: TEXTS, level: oneWordOf(LEVELS) };

const SOURCE: ArgumentKind = {
  words: 'a Uint8Array, or undefined',
  is: (value) => value === undefined || BYTES.is(value),
};

/**
 * Looks for what to change in the program, as `pyprof-view hints` does: only what the profile shows to matter. Give it
 * the profile with its directories. It loads a parser for Python. A source that cannot be read counts as absent.
 */
export async function lookForHints(table: ProfileTable, options: LookForHintsOptions = {}): Promise<HintSearch> {
  check('table', table, A_PROFILE);
  checkOptions(options, OPTIONS);
  const { readSource = () => undefined, roots = [], level = 'likely' } = options;
  if (roots.length > 0 && options.readSource === undefined)
    throw new UsageError('usage', 'roots says where readSource looks for files: give it with readSource');
  const book = openSourceBook({
    table,
    places: { profileFolders: [], workingFolder: '', roots, maps: [] },
    files: { read: (path, kind) => (kind === 'source' ? readIfThere(readSource, path) : undefined), under: () => [] },
    read: await loadSourceReader(),
  });
  const view = buildHintsView(findHints({ book, allocationsOf: null }), { level, rules: [] });
  return { hints: view.hints, notes: view.notes, view };
}

/**
 * A profile names files that are gone, or of another machine: not one of them may end the search.
 *
 * @throws UsageError 'usage' for what are no bytes, a promise of them or their text
 */
function readIfThere(readSource: ReadSource, path: string): Uint8Array | undefined {
  const bytes = bytesOrNothing(readSource, path);
  check('what readSource returned', bytes, SOURCE);
  return bytes;
}

function bytesOrNothing(readSource: ReadSource, path: string): Uint8Array | undefined {
  try {
    return readSource(path);
  } catch {
    return undefined;
  }
}
