import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { marshalProfile } from '../../export/marshal.ts';
import { addProfiles, pstatsOrder } from '../../profile/merge.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Context } from '../context.ts';
import { describeError } from '../diagnostics.ts';
import { InputError } from '../input-error.ts';
import { inputPaths } from '../input-paths.ts';
import { addDebugOption } from '../options.ts';
import { outputPath, wholeFileOption } from '../output-file.ts';
import { PROFILE, ProgramArgument, ProgramOption } from '../program-option.ts';
import { type Progress, progressOn } from '../progress.ts';
import { loadProfiles } from '../read-profile.ts';
import { reportNote, reportNotes } from '../report-notes.ts';
import { writeChunks, writeWholeFile } from '../write-output.ts';

type MergeOptions = { readonly output?: string; readonly skipBad: boolean };

const INPUTS_HELP = 'cProfile dumps, plain or gzipped, folders of them, and globs in quotes; - reads standard input';

export function configureMerge(command: Command, context: Context): void {
  command
    .addArgument(new ProgramArgument('<profile...>', INPUTS_HELP, PROFILE))
    .addOption(wholeFileOption(PROFILE))
    .addOption(
      new ProgramOption(
        '--skip-bad',
        'Leave out files that cannot be read, and name them, instead of writing nothing',
        {
          group: 'show',
          value: { kind: 'none' },
        },
      ),
    );
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
  const progress = progressOn(context);
  const bad: InputError[] = [];
  let sum: ProfileTable | null = null;
  for (let from = 0; from < paths.length; from += BATCH) {
    const batch: ProfileTable[] = sum === null ? [] : [sum];
    for (const path of paths.slice(from, from + BATCH)) {
      const read = await load(path, context);
      if (read instanceof InputError) bad.push(read);
      else batch.push(read);
    }
    const [first, ...others] = batch;
    if (first !== undefined && (skipBad || bad.length === 0))
      sum = others.length === 0 ? first : addProfiles([first, ...others]);
    progress.report('merging', Math.min(1, (from + BATCH) / paths.length));
  }
  progress.end();
  const [firstBad, ...otherBad] = bad;
  if (firstBad !== undefined && (!skipBad || sum === null)) throw firstBad.withOthers(otherBad);
  for (const error of bad) reportNote(`left out: ${describeError(error)}`, context);
  if (bad.length > 0) reportNote(`${plural(paths.length - bad.length, 'profile')} of ${paths.length} merged`, context);
  if (sum === null) throw new RangeError('no profile to merge');
  return sum;
}

/** One file of thousands is no long piece of work. */
const SILENT: Progress = { report: () => undefined, end: () => undefined };

async function load(path: string, context: Context): Promise<ProfileTable | InputError> {
  try {
    const { table } = await loadProfiles([path], { readStdin: context.readStdin, progress: SILENT });
    return table;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
