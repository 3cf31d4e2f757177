import { escapeControls } from './escape.ts';

/** A word as a POSIX shell reads it. Control characters are shown, not obeyed: such a name is for reading only. */
export function shellWord(word: string): string {
  const visible = escapeControls(word);
  return /^[A-Za-z0-9_./:=,@%+-]+$/.test(visible) ? visible : `'${visible.replaceAll("'", `'\\''`)}'`;
}
