import { escapeControls } from '../../text/escape.ts';

/** Where a function begins, as the profile has it. */
export type Place = { readonly file: string; readonly line: number };

/** `app.py:12`. It may end in a shell: what a terminal or a shell could obey is shown instead. */
export function placeText({ file, line }: Place): string {
  return escapeControls(`${file}:${line}`);
}
