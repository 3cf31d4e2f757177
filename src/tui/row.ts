import { cutEnd, cutStart, displayWidth, padCellsEnd, padCellsStart } from '../text/display.ts';
import type { Ordering } from '../views/functions-view.ts';
import type { Layout } from './column.ts';
import { type FunctionCells, NAME_HEADING } from './function-columns.ts';
import type { ListState } from './list.ts';
import type { Glyphs, Theme } from './theme.ts';

/** `selected`: where the cursor is. `subject`: what the others are about. Told by a mark and not by the look alone. */
export type RowKind = 'plain' | 'selected' | 'subject';

const MARKERS: Readonly<Record<RowKind, string>> = { plain: ' ', selected: '>', subject: '*' };

/** Stands behind the marker, and in the source behind the number of the line. */
export const HINT_MARK = '!';

/** A part of a text, in UTF-16 units. */
export type Span = { readonly from: number; readonly to: number };

/**
 * What every row has beside its cells: a name, cut to the width of its column, with the parts of it that were looked for,
 * and perhaps a hint.
 */
export type Named = { readonly name: string; readonly found?: readonly Span[]; readonly hasHint?: boolean };

/** A line of a list of functions or calls. */
export type FunctionRow = FunctionCells & Named;

/** The rows of a list that are in its window, under the headings of its columns. */
export function listLines<R>(
  rows: readonly (R & Named)[],
  { top, selected }: ListState,
  headings: Headings,
  layout: Layout<R>,
  theme: Theme,
): readonly string[] {
  const lines = rows.map((row, at) => rowLine(row, top + at === selected ? 'selected' : 'plain', layout, theme));
  return [headingLine(headings, layout, theme), ...lines];
}

/** A row of a table as one string; the selected one is inverse over the whole width. */
export function rowLine<R>(row: R & Named, kind: RowKind, layout: Layout<R>, theme: Theme): string {
  const style = { units: layout.units, glyphs: theme.glyphs };
  const cells = layout.columns.map(({ cell, width, isBar, paint }) => {
    const text = cell(row, width, style);
    const padded = isBar === true ? padCellsEnd(text, width) : padCellsStart(text, width);
    return kind === 'plain' && paint !== undefined ? theme.paint(paint(row), padded) : padded;
  });
  const line = `${MARKERS[kind]}${row.hasHint === true ? HINT_MARK : ' '}${cells.map((cell) => `${cell} `).join('')}${paintFound(row, theme)}`;
  if (kind === 'selected') return selectedLine(line, layout.width, theme);
  return kind === 'subject' ? theme.paint('title', line) : line;
}

/** The name with what was looked for underlined: so it is seen on the selected line, and without colour. */
function paintFound({ name, found = [] }: Named, { paint }: Theme): string {
  let at = 0;
  const painted = found.map(({ from, to }) => {
    const before = name.slice(at, from);
    at = to;
    return before + paint('found', name.slice(from, to));
  });
  return painted.join('') + name.slice(at);
}

/** A line that the cursor is on. */
export function selectedLine(line: string, width: number, { paint }: Theme): string {
  return paint('selected', padCellsEnd(line, width));
}

/** What stands above the columns of a list. */
export type Headings = {
  /** The column that the rows are sorted by, and the mark of its order. */
  readonly sorted: string | null;
  readonly mark: string;
  /** Which time the share is of. */
  readonly percent?: string;
  readonly name?: string;
  /** In place of a name for which there is no room. */
  readonly shortName?: string;
};

/**
 * The headings of the columns; the one that the rows are sorted by is inverse, with the mark of the order behind it: a
 * mark between two words could be of either.
 */
export function headingLine<R>(headings: Headings, layout: Layout<R>, theme: Theme): string {
  const { sorted, mark, percent, name = NAME_HEADING, shortName = 'function' } = headings;
  const words = layout.columns.map(({ id, heading, width, isBar }, at) => {
    const share = percent ?? layout.columns.find((column) => column.id === 'percent')?.heading ?? 'share';
    const isFirstOfShare = isBar === true && layout.columns[at - 1]?.id !== 'percent';
    const word = id === 'percent' || isFirstOfShare ? share : heading;
    const text = id === sorted ? `${word}${mark}` : word;
    return { text: isBar === true ? padCellsEnd(text, width) : padCellsStart(text, width), isSorted: id === sorted };
  });
  const nameMark = sorted === 'name' ? mark : '';
  const last = `${name.length + nameMark.length <= layout.nameWidth ? name : shortName}${nameMark}`;
  const shownName = cutEnd(last, layout.nameWidth, theme.glyphs.ellipsis);
  const line = [...words, { text: shownName, isSorted: sorted === 'name' }].reduce(
    (before, { text, isSorted }) => `${before} ${isSorted ? paintWord(text, theme) : text}`,
    ' ',
  );
  return theme.paint('heading', padCellsEnd(line, layout.width));
}

/** The word that the rows are sorted by, without the blanks before it. */
function paintWord(text: string, { paint }: Theme): string {
  const word = text.trimStart();
  return ' '.repeat(text.length - word.length) + paint('selected', word);
}

/** `cumtime ▼`: the key's name and whether the large or the small come first. */
export function orderText({ name, order, values }: Ordering, isReversed: boolean, glyphs: Glyphs): string {
  if (values !== undefined) return `${name} ${directionMark('desc', isReversed, glyphs)}`;
  const first = order?.fields[0];
  return first === undefined ? 'order of the dump' : `${name} ${directionMark(first.order, isReversed, glyphs)}`;
}

export function directionMark(order: 'asc' | 'desc', isReversed: boolean, { ascending, descending }: Glyphs): string {
  return (order === 'desc') === isReversed ? ascending : descending;
}

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

/** Lines in a part of the screen that keeps its height, however few they are. */
export function fillLines(lines: readonly string[], height: number): readonly string[] {
  return Array.from({ length: height }, (_, at) => lines[at] ?? '');
}

/** Which lines of how many are in the window: `3-21 of 57`; nothing where it is all of them. */
export function rangeText(top: number, height: number, length: number): string {
  return length > height ? `${top + 1}-${Math.min(top + height, length)} of ${length}` : '';
}
