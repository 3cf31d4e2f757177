import { UsageError } from '../errors.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Context } from './context.ts';
import { PROFILE, ProgramOption } from './program-option.ts';
import { progressOn } from './progress.ts';
import { loadProfiles } from './read-profile.ts';

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
    throw new UsageError('usage', '--force compares with a profile all the same: name it with --baseline');
}

/**
 * @param table the profile that is compared with it
 * @throws UsageError 'not-comparable'
 */
export async function loadBaseline(
  table: ProfileTable,
  paths: readonly string[],
  { baseline, force }: BaselineOptions,
  context: Context,
): Promise<ProfileTable | null> {
  if (baseline === undefined) return null;
  const options = { readStdin: context.readStdin, progress: progressOn(context) };
  const { table: before } = await loadProfiles([baseline], options);
  const { refuseIncomparable } = await import('./refuse-incomparable.ts');
  if (!force)
    refuseIncomparable([
      { path: baseline, table: before },
      { path: paths.join(', '), table },
    ]);
  return before;
}
