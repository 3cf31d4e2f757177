import type { ProfileTable } from '../profile/profile-table.ts';
import { stripDirs } from '../profile/strip-dirs.ts';
import { type Selection, selectRows } from '../views/selection.ts';
import type { Context } from './context.ts';
import { tuneEngine } from './engine-tuning.ts';
import { loadGuardedMatch } from './guarded-regex.ts';
import type { ListOptions } from './options.ts';
import { progressOn } from './progress.ts';
import { loadProfiles } from './read-profile.ts';

export type ListedProfile = {
  readonly table: ProfileTable;
  readonly selection: Selection;
  readonly fileLines: readonly string[];
};

/** Loads the profiles and picks the rows as the options say. */
export async function listProfile(
  paths: readonly string[],
  options: ListOptions,
  context: Context,
): Promise<ListedProfile> {
  const { table: loaded, fileLines } = await loadProfiles(paths, {
    readStdin: context.readStdin,
    onBytes: tuneEngine,
    progress: progressOn(context),
  });
  const table = options.fullPaths ? loaded : stripDirs(loaded);
  const hasRegex = options.restrict.some(({ kind }) => kind === 'regex');
  const selection = selectRows(table, {
    sort: options.sort.order,
    reverse: options.reverse,
    restrictions: options.restrict,
    matchNames: hasRegex ? await loadGuardedMatch() : undefined,
  });
  return { table, selection, fileLines: options.header ? fileLines : [] };
}
