import type { ProfileTable } from '../profile/profile-table.ts';
import { stripDirs } from '../profile/strip-dirs.ts';
import { type Selection, selectRows } from '../views/selection.ts';
import type { Context } from './context.ts';
import { tuneEngine } from './engine-tuning.ts';
import { loadGuardedMatch } from './guarded-regex.ts';
import type { ListOptions } from './options.ts';
import { progressOn } from './progress.ts';
import { type LoadedProfile, loadProfiles } from './read-profile.ts';

/** `whole`: with the directories, whatever is listed. */
type LoadedForText = LoadedProfile & { readonly whole: ProfileTable };

export type ListedProfile = {
  readonly whole: ProfileTable;
  readonly table: ProfileTable;
  readonly selection: Selection;
  readonly fileLines: readonly string[];
};

/** Loads the profiles for a command that prints: with the engine tuned to their size, and stripped unless asked not to. */
export async function loadForText(
  paths: readonly string[],
  { fullPaths }: Pick<ListOptions, 'fullPaths'>,
  context: Context,
): Promise<LoadedForText> {
  const { table: whole, fileLines } = await loadProfiles(paths, {
    readStdin: context.readStdin,
    onBytes: tuneEngine,
    progress: progressOn(context),
  });
  return { whole, table: fullPaths ? whole : stripDirs(whole), fileLines };
}

/** Loads the profiles and picks the rows as the options say. */
export async function listProfile(
  paths: readonly string[],
  options: ListOptions,
  context: Context,
): Promise<ListedProfile> {
  const { whole, table, fileLines } = await loadForText(paths, options, context);
  const hasRegex = options.restrict.some(({ kind }) => kind === 'regex');
  const selection = selectRows(table, {
    sort: options.sort.order,
    reverse: options.reverse,
    restrictions: options.restrict,
    matchNames: hasRegex ? await loadGuardedMatch() : undefined,
  });
  return { whole, table, selection, fileLines: options.header ? fileLines : [] };
}
