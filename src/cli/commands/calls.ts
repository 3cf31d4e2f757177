import { lendCalls } from '../../pstats/print-calls.ts';
import type { CallDirection } from '../../views/call-list.ts';
import type { CommandParts } from '../command-parts.ts';
import { type Context, writeChunks } from '../context.ts';
import { listProfile, refuseBrokenPattern } from '../list-profile.ts';
import { nameStyle } from '../name-style.ts';
import { addGeneralOptions, addListOptions, type ListOptions, profilesArgument, refuseLonelyMine } from '../options.ts';
import { reportLimits } from '../report-limits.ts';
import { reportNotes } from '../report-notes.ts';

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
