import type { ProfileNote } from '../profile/notes.ts';
import { escapeControls } from '../text/escape.ts';
import { type Context, print } from './context.ts';

/** Says on stderr what the numbers on stdout do not: stdout stays what CPython prints. */
export function reportNotes(notes: readonly ProfileNote[], { stderr }: Context): void {
  for (const note of notes) print(stderr, `pyprof-view: note: ${escapeControls(note.text)}\n`);
}
