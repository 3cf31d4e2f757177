import { UsageError } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { keepsEdges } from '../../profile/running-sum.ts';
import { stripDirsMapped } from '../../profile/strip-dirs.ts';
import { type Selection, selectRows } from '../../views/selection.ts';
import { mayHaveTopLevel } from '../../views/top-level.ts';
import type { Context } from '../context.ts';
import { tuneForText } from '../engine-tuning.ts';
import { type LoadedProfile, loadProfiles } from '../input/read-profile.ts';
import { loadGuardedMatch } from '../options/guarded-regex.ts';
import type { ListOptions, OwnOptions, SourceOptions } from '../options/options.ts';
import { isOdd } from '../options/report-limits.ts';
import { progressOn } from './progress.ts';
import { reportNote } from './report-notes.ts';

/** `whole`: with the directories, whatever is listed. `rowMap`: the listed row of each of its rows. */
type LoadedForText = LoadedProfile & { readonly whole: ProfileTable; readonly rowMap: Int32Array | null };

/** What decides on what is loaded and how it is listed. */
type LoadTextOptions = Pick<ListOptions, 'fullPaths'> &
  OwnOptions &
  Partial<SourceOptions> & { readonly asksWhose?: boolean; readonly numbersOnly?: boolean };

/** pstats prints next to nothing then, and the callers of nothing are not even a line. */
function nothingListed({ only, restrict }: ListOptions): string {
  const given = [only === undefined ? '' : '--only', restrict.length === 0 ? '' : '--restrict or -n'];
  return `no function is listed: none passed ${given.filter((option) => option !== '').join(', ')}`;
}

/** A thousand dumps of 2,000 functions would else take 610 MB, and 295 with twice as much. */
const MOST_KEPT_BYTES = 2 ** 24;

export type ListedProfile = {
  readonly whole: ProfileTable;
  readonly table: ProfileTable;
  readonly selection: Selection;
  readonly fileLines: readonly string[];
};

/**
 * Loads the profiles for a command that prints: tunes the engine to their size, and strips directories unless told not
 * to.
 */
export async function loadForText(
  paths: readonly string[],
  options: LoadTextOptions,
  context: Context,
): Promise<LoadedForText> {
  const wantsEdges = options.numbersOnly === true && !asksWhose(options) ? mayAskEdges : undefined;
  const loaded = await loadForTextOnce(paths, options, context, wantsEdges);
  if (keepsEdges(loaded.whole) || !mayAskEdges(loaded.whole)) return loaded;
  return loadForTextOnce(paths, options, context);
}

async function loadForTextOnce(
  paths: readonly string[],
  options: LoadTextOptions,
  context: Context,
  wantsEdges?: (table: ProfileTable) => boolean,
): Promise<LoadedForText> {
  const { table: loaded, fileLines } = await loadProfiles(paths, {
    readStdin: context.readStdin,
    onBytes: tuneForText,
    mostKept: MOST_KEPT_BYTES,
    ...(wantsEdges === undefined ? {} : { wantsEdges }),
    inPieces: true,
    progress: progressOn(context),
  });
  const whole = await placed(loaded, options);
  if (options.fullPaths) return { whole, table: whole, rowMap: null, fileLines };
  return { whole, ...stripDirsMapped(whole), fileLines };
}

/**
 * A list of numbers asks for who called whom only for what it says besides. To be asked once directories are stripped: the
 * names without them are among its strings then.
 */
function mayAskEdges(table: ProfileTable): boolean {
  return isOdd(table) || mayHaveTopLevel(table);
}

function asksWhose({ mine, asksWhose = false }: LoadTextOptions): boolean {
  return mine.length > 0 || asksWhose;
}

/** Most lists never ask whose code a function is: what answers that is loaded only for those that may. */
async function placed(table: ProfileTable, options: LoadTextOptions): Promise<ProfileTable> {
  if (!asksWhose(options)) return table;
  return (await import('../sources/own-places.ts')).withOwnPlaces(table, options);
}

/**
 * pstats prints a line about a pattern that is none, and then the list without it. So do we, but a job that asked for
 * some functions must not go on with all of them.
 *
 * @throws UsageError, so it is called once all is printed
 */
export function refuseBrokenPattern({ effects }: Pick<Selection, 'effects'>): void {
  const broken = effects.find((effect) => effect.kind === 'invalid-regex');
  if (broken !== undefined)
    throw new UsageError('bad-restriction', `--restrict ${broken.pattern} is not a regular expression`);
}

/** Loads the profiles and picks the rows as the options say. */
export async function listProfile(
  paths: readonly string[],
  options: ListOptions & Pick<LoadTextOptions, 'numbersOnly'>,
  context: Context,
): Promise<ListedProfile> {
  const loaded = await loadForText(paths, { ...options, asksWhose: options.only !== undefined }, context);
  const { whole, table, fileLines } = loaded;
  const hasRegex = options.restrict.some(({ kind }) => kind === 'regex');
  const selection = selectRows(table, {
    sort: options.sort.order,
    reverse: options.reverse,
    restrictions: options.restrict,
    matchNames: hasRegex ? await loadGuardedMatch() : undefined,
    only: options.only === undefined ? undefined : (await import('../sources/only-mine.ts')).onlyMine(loaded, context),
  });
  if (selection.rows.length === 0 && table.length > 0) reportNote(nothingListed(options), context);
  return { whole, table, selection, fileLines };
}
