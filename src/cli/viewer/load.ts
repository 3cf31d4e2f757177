import { basename } from 'node:path';
import { PyprofError } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Steps } from '../../profile/steps.ts';
import { betweenKeys, type IsWanted } from '../../tui/between-keys.ts';
import type { Context } from '../context.ts';
import { describeError } from '../diagnostics.ts';
import { loadProfiles } from '../input/read-profile.ts';
import type { Progress } from '../output/progress.ts';
import type { OwnPlacesOptions } from '../sources/own-places.ts';
import { refuseStream } from './refuse-stream.ts';

/** How profiles are read while the viewer runs; `own`: what the command line said about whose code is whose. */
export type LoadingContext = Pick<Context, 'readStdin'> & { readonly own?: OwnPlacesOptions };

/** The viewer has the terminal: nothing may be written to it. */
const NO_PROGRESS: Progress = { report: () => undefined, end: () => undefined };

/** The profile in the files, or why there is none, in a sentence that fits into a line: files without their folders. */
export async function loadForViewer(
  paths: readonly string[],
  { readStdin, own }: LoadingContext,
  isWanted?: IsWanted,
): Promise<{ readonly table: ProfileTable } | { readonly refusal: string }> {
  try {
    for (const path of paths) refuseStream(path, 'not-readable');
    const inSlices = <T>(steps: Steps<T>): Promise<T> => betweenKeys(steps, isWanted);
    const { table } = await loadProfiles(paths, { readStdin, progress: NO_PROGRESS, inSlices });
    if (own === undefined) return { table };
    const { placeOwn } = await import('../sources/own-places.ts'); // only the viewer asks for it, and stats shares this file
    return { table: placeOwn(table, own) };
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    return { refusal: describeError(error, basename) };
  }
}
