import { addProfiles } from '../../profile/merge.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Context } from '../context.ts';
import { eachProfile, type Work } from './each-profile.ts';

/** At most this many profiles are in memory at a time, beside the sum. */
const BATCH = 32;

/** What was added up, and how many there were. */
type Sum = { readonly table: ProfileTable; readonly count: number };

/**
 * The sum of any number of profiles, added in the order given (see `pstatsOrder`): only some are in memory at a time.
 *
 * @throws InputError for what cannot be read, unless `skipBad` only tells of it
 */
export async function addUp(
  paths: readonly string[],
  { skipBad }: Pick<Work, 'skipBad'>,
  context: Context,
): Promise<Sum> {
  let sum: ProfileTable | null = null;
  let batch: ProfileTable[] = [];
  const addBatch = (): void => {
    const [first, ...others] = sum === null ? batch : [sum, ...batch];
    if (first !== undefined) sum = others.length === 0 ? first : addProfiles([first, ...others]);
    batch = [];
  };
  const count = await eachProfile(paths, { doing: 'merging', skipBad }, context, (table) => {
    batch.push(table);
    if (batch.length === BATCH) addBatch();
  });
  addBatch();
  if (sum === null) throw new RangeError('no profile to merge');
  return { table: sum, count };
}
