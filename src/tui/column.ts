import type { TimeStyle, Units } from './number.ts';
import type { Role } from './theme.ts';

/** A column of a list. `R`: what a line of that list shows. */
export type Column<R> = {
  readonly id: string;
  readonly heading: string;
  readonly width: number;
  readonly cell: (row: R, width: number, style: TimeStyle) => string;
  /** When it goes where the window is narrow: the smallest first; null: never. */
  readonly goes: number | null;
  /** It goes where the name would have fewer cells than this; without it: than all have. */
  readonly fewestName?: number;
  /** Fills its cell from the left, and takes a part of what is beyond a comfortable name. */
  readonly isBar?: true;
  /** How the cell is painted in a line that is not selected. */
  readonly paint?: (row: R) => Role;
};

/** The columns that fit into a window, from left to right; the name takes what is left. */
export type Layout<R> = {
  readonly columns: readonly Column<R>[];
  readonly nameWidth: number;
  readonly width: number;
  readonly units: Units;
};

/** `> ` or two blanks. */
const MARKER_WIDTH = 2;
const WIDEST_BAR = 20;
/** A name is comfortable to read in this many cells; a part of what is left over goes to the bar. */
const COMFORTABLE_NAME_CELLS = 48;

/** The columns for which there is room. `kept`: go by no means; `fewestName`: one goes where the name would have less. */
export function fitColumns<R>(
  all: readonly Column<R>[],
  room: {
    readonly width: number;
    readonly units: Units;
    readonly kept: readonly string[];
    readonly fewestName: number;
  },
): Layout<R> {
  const { width, units, kept, fewestName } = room;
  const going = all.filter(({ id, goes }) => goes !== null && !kept.includes(id));
  let columns = all;
  for (const column of going.toSorted((a, b) => (a.goes ?? 0) - (b.goes ?? 0))) {
    const { id } = column;
    if (nameCells(width, columns) < Math.max(fewestName, column.fewestName ?? 0))
      columns = columns.filter((other) => other.id !== id);
  }
  const spare = Math.max(0, nameCells(width, columns) - COMFORTABLE_NAME_CELLS);
  const widened = columns.map((column) =>
    column.isBar === true ? { ...column, width: Math.min(WIDEST_BAR, column.width + Math.floor(spare / 3)) } : column,
  );
  return { columns: widened, nameWidth: Math.max(1, nameCells(width, widened)), width, units };
}

function nameCells<R>(width: number, columns: readonly Column<R>[]): number {
  return columns.reduce((left, column) => left - column.width - 1, width - MARKER_WIDTH);
}

/**
 * The column that a cell of a line belongs to, and `name` behind the last of them; null for the cells before the first.
 * The blank between two columns is of the one on the right, whose heading may have its mark there.
 */
export function columnAt<R>({ columns }: Layout<R>, x: number): string | null {
  let end = MARKER_WIDTH;
  if (x < end - 1) return null;
  for (const { id, width } of columns) {
    end += width;
    if (x < end) return id;
    end++;
  }
  return 'name';
}

/** The first cell of the names. */
export function nameCell<R>({ columns }: Layout<R>): number {
  return columns.reduce((cell, { width }) => cell + width + 1, MARKER_WIDTH);
}
