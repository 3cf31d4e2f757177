import type { ProfileTable } from '../../profile/profile-table.ts';
import { printStats } from '../../pstats/print-stats.ts';
import type { CommandParts } from '../command-parts.ts';
import { type Context, writeChunks } from '../context.ts';
import { listProfile, refuseBrokenPattern } from '../list-profile.ts';
import { nameStyle } from '../name-style.ts';
import {
  addGeneralOptions,
  addHeaderOption,
  addListOptions,
  type ListOptions,
  profilesArgument,
  refuseLonelyMine,
} from '../options.ts';
import { reportLimits } from '../report-limits.ts';
import { reportNotes } from '../report-notes.ts';

type StatsOptions = ListOptions & { readonly header: boolean };

/** Gives the command its arguments and options. */
export function configureStats(command: CommandParts, context: Context): void {
  command.addArgument(profilesArgument('<profile...>'));
  addGeneralOptions(addHeaderOption(addListOptions(command))).action(async (paths: string[], options: StatsOptions) => {
    refuseLonelyMine(options);
    await runStats(paths, options, context);
  });
}

/** What `Stats(...).strip_dirs().sort_stats(...).print_stats(...)` prints; with --full-paths and --header, the file form.
 *  Returns the profile with its directories. */
export async function runStats(
  paths: readonly string[],
  options: StatsOptions,
  context: Context,
): Promise<ProfileTable> {
  const { whole, table, selection, fileLines } = await listProfile(paths, options, context);
  writeChunks(context.stdout, printStats(table, selection, options.header ? fileLines : [], nameStyle(context)));
  reportNotes(table.notes, context);
  await reportLimits(whole, context);
  refuseBrokenPattern(selection);
  return whole;
}
