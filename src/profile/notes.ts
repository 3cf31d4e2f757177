import type { Profiler } from './profiler-names.ts';

/** One word for each kind of note. */
type ProfileNoteCode =
  | 'merged-by-strip' // strip-dirs made one row of several functions
  | 'callers-lost-by-strip' // strip-dirs, as in CPython, kept only the last of several callers of one name
  | 'swapped-counts' // yappi writes its two call counts in the other order
  | 'callers-not-read' // the callers of some functions are not a dict, or hold something other than counts
  | 'mixed-kinds' // profiles of different profilers were merged
  | 'mixed-edges' // edges with and without times were added up
  | 'paths-matched' // in a comparison, files under one root were matched with those under another
  | 'addresses-folded' // functions whose names differ only in a memory address became one row
  | 'renamed-key'; // a name in the dump was not text (a code object, bytes) and is shown as CPython prints it

/** A caveat: something that makes the numbers differ from what one would expect, such as rows that were merged. */
export type ProfileNote = {
  readonly code: ProfileNoteCode;
  readonly text: string;
  /** @internal With `mixed-kinds`: which profilers were mixed. */
  readonly profilers?: readonly Profiler[];
};

/** `3 functions`, `1 function`. */
export function plural(count: number | string, noun: string): string {
  return `${count} ${noun}${String(count) === '1' ? '' : 's'}`;
}
