import type { FunctionIndex } from '../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, lineText, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { cutMiddle } from '../report/short-name.ts';
import { cutEnd, cutStart, displayWidth, dropCells } from '../text/display.ts';
import { escapeControls } from '../text/escape.ts';
import { fitFunctionName, type NameParts } from '../text/fit-name.ts';
import { lazyRegExp } from '../text/lazily.ts';
import { shortPath } from '../views/short-paths.ts';

/** A name may be a megabyte long, and is looked at for every frame; no terminal shows more of it than this. */
const LONGEST_SHOWN = 2000;

/**
 * `file:line(name)` in at most `width` cells, with every control character as a visible escape. Of the file only what
 * tells it apart from the other files of the profile.
 */
export function functionText(table: ProfileTable, index: FunctionIndex, width: number, ellipsis: string): string {
  return fitFunctionName(nameParts(table, index), width, ellipsis);
}

/** Cells by which whole names are scrolled at a time. */
const SCROLL_STEP = 8;

/**
 * A name in a list that may be scrolled to the right. `scroll` 0: as much of it as fits, see {@link functionText};
 * 1: the whole name with all directories, from its first character on; from there eight cells more each.
 */
export function scrolledName(
  table: ProfileTable,
  index: FunctionIndex,
  { nameWidth, scroll }: { readonly nameWidth: number; readonly scroll: number },
  ellipsis: string,
): string {
  if (scroll === 0) return functionText(table, index, nameWidth, ellipsis);
  return cutEnd(dropCells(wholeName(table, index), (scroll - 1) * SCROLL_STEP), nameWidth, ellipsis);
}

/** How often a name can be scrolled until its end is in the window; 0 where all of it is shown anyway. */
function longestScroll(table: ProfileTable, index: FunctionIndex, nameWidth: number): number {
  const whole = wholeName(table, index);
  const hidden = displayWidth(whole) - nameWidth;
  if (hidden > 0) return 1 + Math.ceil(hidden / SCROLL_STEP);
  return functionText(table, index, nameWidth, '') === whole ? 0 : 1;
}

/** A name in a sentence is cut, for the help shows sentences whole and a name may be a megabyte long. */
const LONGEST_IN_SENTENCE = 100;

/** Why a function cannot be opened: only others mention it. */
export function whyNoRow(table: ProfileTable, index: FunctionIndex): string | null {
  if (index < table.length) return null;
  return `No row of its own in this profile: ${cutMiddle(standardName(table, index), LONGEST_IN_SENTENCE)}`;
}

function wholeName(table: ProfileTable, index: FunctionIndex): string {
  return shownText(standardName(table, index));
}

function nameParts(table: ProfileTable, index: FunctionIndex): NameParts {
  const key = functionKey(table, index);
  const file = table.strings.text(key.file);
  if (file === BUILTIN_FILE && key.line === 0) return { builtin: shownText(standardName(table, index)) };
  return {
    file: shownText(shortPath(table, key.file)),
    line: lineText(key.line),
    name: shownText(table.strings.text(key.name)),
  };
}

/** No language puts so many marks on one letter; they would run over the lines above and below. */
const tooManyMarks = lazyRegExp('(\\p{M}{8})\\p{M}+', 'gu');

/** A text of the profile, safe to show. Of a very long one the two ends are shown. */
export function shownText(text: string): string {
  const half = LONGEST_SHOWN / 2;
  const short = text.length <= LONGEST_SHOWN ? text : `${text.slice(0, half)}...${text.slice(-half)}`;
  return escapeControls(isPrintableAscii(short) ? short : short.replace(tooManyMarks(), '$1...'));
}

function isPrintableAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** Why the names in a window cannot be scrolled a step further, or null. */
export function whyNoScroll(
  table: ProfileTable,
  visible: readonly FunctionIndex[],
  { scroll, step, nameWidth }: { readonly scroll: number; readonly step: number; readonly nameWidth: number },
): string | null {
  if (step < 0) return scroll > 0 ? null : 'The names are not scrolled.';
  const longest = Math.max(0, ...visible.map((index) => longestScroll(table, index, nameWidth)));
  return scroll < longest ? null : 'The names are shown to their ends.';
}

const COUNT_HEADING = 'functions';

/** Without so much room for the name itself the count is left out. */
const FEWEST_NAME_CELLS = 20;

/** A name behind the number of functions that it stands for, in at most `width` cells. */
export function countedName(functions: number, name: string, width: number, ellipsis: string): string {
  const count = hasCount(width) ? `${String(functions).padStart(COUNT_HEADING.length)} ` : '';
  return count + cutStart(shownText(name), width - count.length, ellipsis);
}

export function countedHeading(name: string, width: number): string {
  return hasCount(width) ? `${COUNT_HEADING} ${name}` : name;
}

function hasCount(width: number): boolean {
  return width >= COUNT_HEADING.length + 1 + FEWEST_NAME_CELLS;
}
