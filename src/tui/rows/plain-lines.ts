import { cutEnd, cutStart, displayWidth, padCellsEnd } from '../../text/display.ts';
import type { Theme } from '../theme.ts';

/** One text at the left end and one at the right; where there is no room for both, the left one is cut. */
export function spread(left: string, right: string, width: number, ellipsis: string): string {
  const end = cutStart(right, width, ellipsis);
  const room = width - displayWidth(end) - (end === '' ? 0 : 2);
  return room <= 0 ? end : padCellsEnd(cutEnd(left, room, ellipsis), width - displayWidth(end)) + end;
}

/** A line across the window with a title in it, and perhaps a text at its right end. The active one is drawn heavier. */
export function ruleLine(
  title: string,
  right: string,
  isActive: boolean,
  width: number,
  { glyphs, paint }: Theme,
): string {
  const rule = isActive ? glyphs.activeRule : glyphs.rule;
  const end = right === '' ? '' : ` ${right} ${rule}`;
  const start = cutEnd(`${rule} ${title} `, Math.max(0, width - displayWidth(end)), glyphs.ellipsis);
  const line = start + rule.repeat(Math.max(0, width - displayWidth(start) - displayWidth(end))) + end;
  return isActive ? paint('title', line) : line;
}
