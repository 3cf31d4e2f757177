import { lendCalls } from '../../pstats/print-calls.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { type Context, writeChunks } from '../context.ts';
import type { CommandParts } from '../options/command-parts.ts';
import {
  addGeneralOptions,
  addListOptions,
  type ListOptions,
  profilesArgument,
  refuseLonelyMine,
} from '../options/options.ts';
import { reportLimits } from '../options/report-limits.ts';
import { listProfile, refuseBrokenPattern } from '../output/list-profile.ts';
import { nameStyle } from '../output/name-style.ts';
import { reportNotes } from '../output/report-notes.ts';

/** Gives `callers` or `callees` its arguments and options. */
export function configureCalls(command: CommandParts, direction: CallDirection, context: Context): void {
  command.addArgument(profilesArgument('<profile...>'));
  addGeneralOptions(addListOptions(command)).action((paths: string[], options: ListOptions) => {
    refuseLonelyMine(options);
    return runCalls(paths, options, direction, context);
  });
}

async function runCalls(
  paths: readonly string[],
  options: ListOptions,
  direction: CallDirection,
  context: Context,
): Promise<void> {
  const { whole, table, selection } = await listProfile(paths, options, context);
  writeChunks(context.stdout, lendCalls(table, selection, direction, nameStyle(context)));
  reportNotes([...table.notes, ...table.edges().notes], context);
  await reportLimits(whole, context);
  refuseBrokenPattern(selection);
}
