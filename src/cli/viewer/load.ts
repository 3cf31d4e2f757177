import { basename } from 'node:path';
import { PyprofError } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Context } from '../context.ts';
import { describeError } from '../diagnostics.ts';
import type { Progress } from '../progress.ts';
import { loadProfiles } from '../read-profile.ts';

/** The viewer has the terminal: nothing may be written to it. */
const NO_PROGRESS: Progress = { report: () => undefined, end: () => undefined };

/** The profile in the files, or why there is none, in a sentence that fits into a line: files without their folders. */
export async function loadForViewer(
  paths: readonly string[],
  { readStdin }: Context,
): Promise<{ readonly table: ProfileTable } | { readonly refusal: string }> {
  try {
    const { table } = await loadProfiles(paths, { readStdin, progress: NO_PROGRESS });
    return { table };
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    return { refusal: describeError(error, basename) };
  }
}
