import type { ProfileKind } from '../profile/profile-table.ts';
import { type Column, fitColumns, type Layout } from './column.ts';
import {
  CHANGE_COLUMNS,
  type ColumnId,
  FUNCTION_COLUMNS,
  type FunctionCells,
  type SortedId,
} from './function-columns.ts';
import type { NumberWidths } from './measure-numbers.ts';
import type { Units } from './number.ts';

/** Any other column goes where the name would have fewer cells than this. */
const FEWEST_NAME_CELLS = 25;

/** What decides which columns a list of functions has, and how wide they are. */
export type LayoutOptions = {
  readonly width: number;
  readonly numbers: NumberWidths;
  readonly kind: ProfileKind;
  readonly units: Units;
  /** The column that the rows are sorted by; it stays, and its heading has room for the mark of the order. */
  readonly sorted: SortedId | null;
  /** The time that the list is about: it stays too. */
  readonly about: 'tottime' | 'cumtime';
  /** Columns that say nothing in this list; without it those of changes. */
  readonly omitted?: readonly ColumnId[];
  /** Whether the list has columns of live memory. */
  readonly hasMemory?: boolean;
  /** Of a comparison: the order in which columns go, in place of the usual one, and what they are called there. */
  readonly comparison?: {
    readonly goes: readonly ColumnId[];
    readonly headings: Readonly<Partial<Record<ColumnId, string>>>;
  };
};

/** The columns that a list of functions shows in so many cells, with their widths. */
export function layoutColumns(options: LayoutOptions): Layout<FunctionCells> {
  const {
    width,
    numbers,
    kind,
    units,
    sorted,
    about,
    omitted = CHANGE_COLUMNS,
    hasMemory = false,
    comparison,
  } = options;
  const columns = FUNCTION_COLUMNS.filter(
    ({ id, isOf }) =>
      !omitted.includes(id) && (hasMemory || isOf !== 'memory') && (comparison !== undefined || isOf !== 'before'),
  ).map((column): Column<FunctionCells> => {
    const heading = comparison?.headings[column.id] ?? column.heading[kind];
    const goes = comparison === undefined ? column.goes : comparison.goes.indexOf(column.id);
    const most = Math.max(column.width(numbers, units), heading.length, column.id === sorted ? heading.length + 1 : 0);
    return { ...column, heading, goes, width: most };
  });
  return fitColumns(columns, { width, units, kept: [about, sorted ?? about], fewestName: FEWEST_NAME_CELLS });
}
