import type { ProfileNote } from '../profile/notes.ts';
import { escapeControls } from '../text/escape.ts';
import type { Context } from './streams.ts';

/** Says on stderr what the numbers on stdout do not: stdout stays what CPython prints. */
export function reportNotes(notes: readonly ProfileNote[], { streams }: Context): void {
  for (const note of notes) streams.stderr.write(`pyprof-view: note: ${escapeControls(note.text)}\n`);
}
