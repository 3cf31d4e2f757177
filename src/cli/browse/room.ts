import type { ProfileTable } from '../../profile/profile-table.ts';
import type { MatchNames } from '../../select/restrict-rows.ts';
import type { LoadedProfile } from '../input/read-profile.ts';
import type { BrowsedStats } from './browsed-stats.ts';

/** What the commands of the browser need of the world around it. */
export type Room = {
  /** Prints what CPython prints. */
  readonly write: (chunks: Iterable<Uint8Array>) => void;
  readonly say: (line: string) => void;
  /** Says, beside what CPython prints, what the reader of it should know. */
  readonly note: (text: string) => void;
  /** Says what went wrong and what to do, where CPython says it in programmers' words or not at all. */
  readonly complain: (error: unknown) => void;
  /** @throws InputError */
  readonly load: (path: string) => Promise<LoadedProfile>;
  readonly loadMatch: () => Promise<MatchNames>;
};

/** Where a dialog stands. */
export type Dialog = {
  readonly stats: BrowsedStats | null;
  /** The file that was read last: the prompt names it. '' before the first. */
  readonly path: string;
  /** What an empty line does again. */
  readonly lastLine: string;
  readonly isDone: boolean;
};

export const NEW_DIALOG: Dialog = { stats: null, path: '', lastLine: '', isDone: false };

export const NOTHING_LOADED = 'No statistics object is loaded.';

/** What the numbers of a profile do not say. */
export function noteAll({ notes }: Pick<ProfileTable, 'notes'>, room: Room): void {
  for (const { text } of notes) room.note(text);
}
