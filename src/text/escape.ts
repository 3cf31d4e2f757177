import { lazyRegExp } from './lazily.ts';

/**
 * Characters that a terminal or a page would obey instead of showing: C0 and C1 controls (with ESC), DEL, the line and
 * paragraph separators, the marks that turn the direction of text, invisible joiners of lines, and lone surrogates.
 */
const obeyed = lazyRegExp(
  '[\\p{Control}\\p{Surrogate}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]',
  'gu',
);

/** The text with every such character as a visible escape: `\x1b`, `\u202e`, `\udce9`. Names in a dump are anybody's. */
export function escapeControls(text: string): string {
  return text.replace(obeyed(), escapeOf);
}

function escapeOf(character: string): string {
  const unit = character.charCodeAt(0);
  return unit < 0x100 ? `\\x${unit.toString(16).padStart(2, '0')}` : `\\u${unit.toString(16).padStart(4, '0')}`;
}
