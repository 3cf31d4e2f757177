import { addProfiles } from '../profile/merge.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Context } from './context.ts';
import { describeError } from './diagnostics.ts';
import { InputError } from './input-error.ts';
import { type Progress, progressOn } from './progress.ts';
import { loadProfiles } from './read-profile.ts';
import { reportNote } from './report-notes.ts';

/** So many profiles are in memory at a time, beside the sum. */
const BATCH = 32;

/**
 * The sum of any number of profiles, added in the order given (see `pstatsOrder`): only some are in memory at a time.
 *
 * @throws InputError for what cannot be read, unless `skipBad` only tells of it
 */
export async function addUp(paths: readonly string[], skipBad: boolean, context: Context): Promise<ProfileTable> {
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
