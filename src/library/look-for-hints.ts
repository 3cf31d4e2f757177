import { findHints } from '../hints/find-hints.ts';
import type { Hint } from '../hints/hint.ts';
import type { Level } from '../hints/rule.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { loadSourceReader } from '../source/python-source.ts';
import { openSourceBook } from '../source/source-book.ts';
import { buildHintsView, type HintsView } from '../views/hints-view.ts';

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

/**
 * Looks for what to change in the program, as `pyprof-view hints` does: only what the profile shows to matter. Give it
 * the profile with its directories. It loads a parser for Python. A source that cannot be read counts as absent.
 */
export async function lookForHints(table: ProfileTable, options: LookForHintsOptions = {}): Promise<HintSearch> {
  const { readSource = () => undefined, roots = [], level = 'likely' } = options;
  const book = openSourceBook({
    table,
    places: { profileFolders: [], workingFolder: '', roots, maps: [] },
    files: { read: (path, kind) => (kind === 'source' ? readIfThere(readSource, path) : undefined), under: () => [] },
    read: await loadSourceReader(),
  });
  const view = buildHintsView(findHints({ book, allocationsOf: null }), { level, rules: [] });
  return { hints: view.hints, notes: view.notes, view };
}

/** A profile names files that are gone, or of another machine: not one of them may end the search. */
function readIfThere(readSource: ReadSource, path: string): Uint8Array | undefined {
  try {
    return readSource(path);
  } catch {
    return undefined;
  }
}
