import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Context } from '../context.ts';
import { describeError } from '../diagnostics.ts';
import { ProgramOption } from '../options/program-option.ts';
import { type Progress, progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import { InputError } from './input-error.ts';
import { loadProfiles } from './read-profile.ts';

/** `--skip-bad`, of the commands that take thousands of files. */
export function skipBadOption(): ProgramOption {
  return new ProgramOption(
    '--skip-bad',
    'Leave out files that cannot be read, and name them, instead of writing nothing',
    { group: 'show', value: { kind: 'none' } },
  );
}

/** What is done with profiles: `merging`. */
export type Work = { readonly doing: string; readonly skipBad: boolean };

/**
 * Reads profiles one after the other, however many, and hands each on. Where one cannot be read the others are still
 * looked at, so that one hears of all at once.
 *
 * @returns how many were read
 * @throws InputError for those that cannot be read, unless they may be skipped and one is left
 */
export async function eachProfile(
  paths: readonly string[],
  { doing, skipBad }: Work,
  context: Context,
  use: (table: ProfileTable, path: string) => void | Promise<void>,
): Promise<number> {
  const progress = progressOn(context);
  const bad: InputError[] = [];
  const isWanted = (): boolean => skipBad || bad.length === 0;
  for (const [at, path] of paths.entries()) {
    try {
      const { table } = await loadProfiles([path], { readStdin: context.readStdin, progress: SILENT });
      if (isWanted()) await use(table, path);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      bad.push(error);
    }
    progress.report(doing, (at + 1) / paths.length);
  }
  progress.end();
  const [first, ...others] = bad;
  if (first !== undefined && (!skipBad || bad.length === paths.length)) throw first.withOthers(others);
  for (const error of bad) reportNote(`left out: ${describeError(error)}`, context);
  return paths.length - bad.length;
}

/** Says once all is written how many there were: `2 profiles of 4 merged`. */
export function reportCount(read: number, given: number, done: string, context: Context): void {
  reportNote(`${plural(read, 'profile')}${read === given ? '' : ` of ${given}`} ${done}`, context);
}

/** One file of thousands is no long piece of work. */
const SILENT: Progress = { report: () => undefined, end: () => undefined };
