import { cutStart } from '../text/display.ts';
import { escapeControls } from '../text/escape.ts';

/** Where a function begins, as the profile has it. */
export type Place = { readonly file: string; readonly line: number };

/** `app.py:12`. It may end in a shell: what a terminal or a shell could obey is shown instead. */
export function placeText({ file, line }: Place): string {
  return escapeControls(`${file}:${line}`);
}

const WIDEST_PLACE = 44;

/** The end of a place or a path, which tells most, so that the sentence around it is seen in a window of 80 columns. */
export function shortPlace(text: string): string {
  return cutStart(text, WIDEST_PLACE, '...');
}

/** The last part of a path. */
export function baseNameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
