import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { marshalProfile } from '../../export/marshal.ts';
import { addProfiles, pstatsOrder } from '../../profile/merge.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Context } from '../context.ts';
import { eachProfile, skipBadOption } from '../each-profile.ts';
import { inputPaths } from '../input-paths.ts';
import { addDebugOption } from '../options.ts';
import { outputPath, wholeFileOption } from '../output-file.ts';
import { PROFILE, ProgramArgument } from '../program-option.ts';
import { reportNote, reportNotes } from '../report-notes.ts';
import { writeChunks, writeWholeFile } from '../write-output.ts';

type MergeOptions = { readonly output?: string; readonly skipBad: boolean };

const INPUTS_HELP = 'cProfile dumps, plain or gzipped, folders of them, and globs in quotes; - reads standard input';

export function configureMerge(command: Command, context: Context): void {
  command
    .addArgument(new ProgramArgument('<profile...>', INPUTS_HELP, PROFILE))
    .addOption(wholeFileOption(PROFILE))
    .addOption(skipBadOption());
  addDebugOption(command).action((words: string[], options: MergeOptions) => mergeFiles(words, options, context));
}

async function mergeFiles(
  words: readonly string[],
  { output, skipBad }: MergeOptions,
  context: Context,
): Promise<void> {
  if (output === undefined) throw new UsageError('usage', 'merge writes a profile: name it with -o');
  if (output === '-' && context.hasScreen())
    throw new UsageError('usage', 'a profile is no text for a terminal: name a file with -o, or pipe it on');
  const paths = inputPaths(words, output === '-' ? null : output);
  const target = outputPath(output, paths);
  reportTwice(paths, context);
  const table = await addUp(pstatsOrder(paths), skipBad, context);
  if (target === null) writeChunks(context.stdout, marshalProfile(table));
  else writeWholeFile(target, marshalProfile(table));
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
  reportNote(`${first} is named more than once, and counted as often${more}`, context);
}

/** So many profiles are in memory at a time, beside the sum. */
const BATCH = 32;

/** In the order and so with the sums of `pstats.Stats(a, b, c)`, however many they are. */
async function addUp(paths: readonly string[], skipBad: boolean, context: Context): Promise<ProfileTable> {
  let sum: ProfileTable | null = null;
  let batch: ProfileTable[] = [];
  const addBatch = (): void => {
    const [first, ...others] = sum === null ? batch : [sum, ...batch];
    if (first !== undefined) sum = others.length === 0 ? first : addProfiles([first, ...others]);
    batch = [];
  };
  await eachProfile(paths, { doing: 'merging', done: 'merged', skipBad }, context, (table) => {
    batch.push(table);
    if (batch.length === BATCH) addBatch();
  });
  addBatch();
  if (sum === null) throw new RangeError('no profile to merge');
  return sum;
}
