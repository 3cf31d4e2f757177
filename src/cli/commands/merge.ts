import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { marshalProfile } from '../../export/marshal.ts';
import { pstatsOrder } from '../../profile/merge.ts';
import { plural } from '../../profile/notes.ts';
import { type Context, writeChunks } from '../context.ts';
import { addUp } from '../input/add-up.ts';
import { reportCount, skipBadOption } from '../input/each-profile.ts';
import { inputPaths } from '../input/input-paths.ts';
import { addGeneralOptions } from '../options/options.ts';
import { PROFILE, ProgramArgument } from '../options/program-option.ts';
import { outputPath, refuseDocumentName, wholeFileOption } from '../output/output-file.ts';
import { reportNote, reportNotes } from '../output/report-notes.ts';
import { writeWholeFile } from '../output/write-output.ts';

type MergeOptions = { readonly output?: string; readonly skipBad: boolean };

const INPUTS_HELP = 'cProfile dumps, plain or gzipped, folders of them, and globs in quotes; - reads standard input';

export function configureMerge(command: Command, context: Context): void {
  command
    .addArgument(new ProgramArgument('<profile...>', INPUTS_HELP, PROFILE))
    .addOption(wholeFileOption(PROFILE))
    .addOption(skipBadOption());
  addGeneralOptions(command).action((words: string[], options: MergeOptions) => mergeFiles(words, options, context));
}

async function mergeFiles(
  words: readonly string[],
  { output, skipBad }: MergeOptions,
  context: Context,
): Promise<void> {
  if (output === undefined) throw new UsageError('usage', 'merge writes a profile: name it with -o');
  if (output === '-' && context.hasScreen())
    throw new UsageError('usage', 'a profile is not text for a terminal: name a file with -o, or pipe it on');
  const paths = inputPaths(words, output === '-' ? null : output);
  refuseDocumentName(output);
  const target = outputPath(output, paths);
  reportTwice(paths, context);
  const { table, count } = await addUp(pstatsOrder(paths), { skipBad }, context);
  if (target === null) writeChunks(context.stdout, marshalProfile(table));
  else await writeWholeFile(target, marshalProfile(table));
  reportCount(count, paths.length, 'merged', context);
  reportNotes(table.notes, context);
}

/** As `pstats.Stats(a, a)` does, a file that is named twice is counted twice; a folder and a glob make that easy to miss. */
function reportTwice(paths: readonly string[], context: Context): void {
  const seen = new Set<string>();
  const again = paths.filter((path) => {
    const place = resolve(path);
    return seen.has(place) || !seen.add(place);
  });
  const [first, ...others] = new Set(again);
  if (first === undefined) return;
  const more =
    others.length === 0 ? '' : `, and so ${others.length === 1 ? 'is' : 'are'} ${plural(others.length, 'more file')}`;
  reportNote(`${first} is named more than once, and is counted each time${more}`, context);
}
