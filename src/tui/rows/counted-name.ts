import { cutStart } from '../../text/display.ts';
import { shownText } from './function-text.ts';

const HEADING = 'functions';

/** Without so much room for the name itself the count is left out. */
const FEWEST_NAME_CELLS = 20;

/** A name behind the number of functions that it stands for, in at most `width` cells. */
export function countedName(functions: number, name: string, width: number, ellipsis: string): string {
  const count = hasCount(width) ? `${String(functions).padStart(HEADING.length)} ` : '';
  return count + cutStart(shownText(name), width - count.length, ellipsis);
}

export function countedHeading(name: string, width: number): string {
  return hasCount(width) ? `${HEADING} ${name}` : name;
}

function hasCount(width: number): boolean {
  return width >= HEADING.length + 1 + FEWEST_NAME_CELLS;
}
