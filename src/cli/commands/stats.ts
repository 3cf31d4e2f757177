import type { ProfileTable } from '../../profile/profile-table.ts';
import { printStats } from '../../pstats/print-stats.ts';
import { type Context, writeChunks } from '../context.ts';
import type { CommandParts } from '../options/command-parts.ts';
import {
  addGeneralOptions,
  addHeaderOption,
  addListOptions,
  type ListOptions,
  profilesArgument,
  refuseLonelyMine,
} from '../options/options.ts';
import { reportLimits } from '../options/report-limits.ts';
import { listProfile, refuseBrokenPattern } from '../output/list-profile.ts';
import { nameStyle } from '../output/name-style.ts';
import { reportNotes } from '../output/report-notes.ts';

/** `numbersOnly`: nobody asks the returned profile who called whom. */
type StatsOptions = ListOptions & { readonly header: boolean; readonly numbersOnly?: boolean };

/** Gives the command its arguments and options. */
export function configureStats(command: CommandParts, context: Context): void {
  command.addArgument(profilesArgument('<profile...>'));
  addGeneralOptions(addHeaderOption(addListOptions(command))).action(async (paths: string[], options: StatsOptions) => {
    refuseLonelyMine(options);
    await runStats(paths, { ...options, numbersOnly: true }, context);
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
