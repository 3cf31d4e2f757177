import stringWidth from 'string-width';
import { lazily } from './lazily.ts';
import { quickWidth } from './quick-width.ts';

/**
 * How many cells of a terminal a text takes: 2 for East Asian wide characters and emoji, 0 for combining marks. Always
 * agrees with the function by which Ink lays out. That one segments every text with even one character beyond ASCII,
 * such as an ellipsis or a border: half the time of drawing a frame.
 */
export function displayWidth(text: string): number {
  const quick = quickWidth(text);
  return quick >= 0 ? quick : stringWidth(text);
}

/** The text, filled with blanks on the right up to a width. */
export function padCellsEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The text, filled with blanks on the left up to a width. */
export function padCellsStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** The beginning of a text that is too wide: `configure_every…`. Never cuts a character in two. */
export function cutEnd(text: string, width: number, ellipsis: string): string {
  if (displayWidth(text) <= width) return text;
  if (displayWidth(ellipsis) > width) return takeCells(graphemes(text), width).join('');
  return takeCells(graphemes(text), width - displayWidth(ellipsis)).join('') + ellipsis;
}

/** The end of a text that is too wide: `…/django/template/base.py`. */
export function cutStart(text: string, width: number, ellipsis: string): string {
  if (displayWidth(text) <= width) return text;
  const backwards = graphemes(text).reverse();
  if (displayWidth(ellipsis) > width) return takeCells(backwards, width).reverse().join('');
  return (
    ellipsis +
    takeCells(backwards, width - displayWidth(ellipsis))
      .reverse()
      .join('')
  );
}

/** The text without its first cells; a wide character stays if only its first half would go. */
export function dropCells(text: string, cells: number): string {
  return text.slice(takeCells(graphemes(text), cells).join('').length);
}

/** The first that a process makes takes 9 ms. */
const segmenter = lazily(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** The characters as a reader sees them: a flag, a family or a letter with its accents is one. */
export function graphemes(text: string): string[] {
  const isAscii = /^[ -~]*$/.test(text);
  return isAscii ? text.split('') : Array.from(segmenter().segment(text), ({ segment }) => segment);
}

/** The first graphemes that fit into a width. */
function takeCells(parts: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let left = width;
  for (const part of parts) {
    left -= displayWidth(part);
    if (left < 0) break;
    taken.push(part);
  }
  return taken;
}
