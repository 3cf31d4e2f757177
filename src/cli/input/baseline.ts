import { UsageError } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Context } from '../context.ts';
import { PROFILE, ProgramOption } from '../options/program-option.ts';
import { progressOn } from '../output/progress.ts';
import { type InSlices, loadProfiles } from './read-profile.ts';

export type BaselineOptions = { readonly baseline?: string; readonly force: boolean };

/** What a profile is compared with, for the viewer and for a report. */
export function baselineOption(description: string): ProgramOption {
  return new ProgramOption('--baseline <profile>', description, { group: 'show', value: PROFILE });
}

/** `--force`, beside {@link baselineOption}. */
export function forceOption(): ProgramOption {
  return new ProgramOption('--force', 'Compare with the --baseline even if it is not comparable', {
    group: 'show',
    value: { kind: 'none' },
  });
}

/** @throws UsageError */
export function refuseLonelyForce({ force, baseline }: BaselineOptions): void {
  if (force && baseline === undefined)
    throw new UsageError('usage', '--force compares with a profile anyway: name it with --baseline');
}

/** What is compared with a baseline, and whether even if the two are not comparable. */
type Compared = { readonly table: ProfileTable; readonly paths: readonly string[]; readonly force: boolean };

/** @throws UsageError 'not-comparable' */
export async function loadBaseline(
  baseline: string,
  compared: Compared,
  context: Context,
  inSlices?: InSlices,
): Promise<ProfileTable> {
  const slices = inSlices === undefined ? {} : { inSlices };
  const options = { readStdin: context.readStdin, progress: progressOn(context), side: '--before', ...slices } as const;
  const { table: before } = await loadProfiles([baseline], options);
  if (compared.force) return before;
  const { refuseIncomparable } = await import('./refuse-incomparable.ts');
  refuseIncomparable([
    { path: baseline, table: before },
    { path: compared.paths.join(', '), table: compared.table },
  ]);
  return before;
}
