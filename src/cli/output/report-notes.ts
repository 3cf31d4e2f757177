import type { ProfileNote } from '../../profile/notes.ts';
import { escapeControls } from '../../text/escape.ts';
import { type Context, print } from '../context.ts';

/** Says on stderr what the numbers on stdout do not: stdout stays what CPython prints. */
export function reportNotes(notes: readonly ProfileNote[], context: Context): void {
  for (const { text } of notes) reportNote(text, context);
}

export function reportNote(text: string, { stderr }: Context): void {
  print(stderr, `pyprof-view: note: ${escapeControls(text)}\n`);
}
