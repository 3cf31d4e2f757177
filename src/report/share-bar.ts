import { type Phrase, picture } from './phrase.ts';
import { percentText } from './time-unit.ts';

const CELLS = 10;

/** A share as a bar of ten cells that any font and any Markdown shows: `███████░░░`. */
function shareBar(share: number): string {
  const full = Math.round(Math.min(1, share) * CELLS);
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}

/** The bar, and after it the share as a number. */
export function shareCell(share: number | null): Phrase {
  return share === null ? [] : [picture(shareBar(share)), ` ${percentText(share)}`];
}
