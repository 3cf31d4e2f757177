import type { ProfileKind } from '../../profile/profile-table.ts';
import type { SortColumn } from '../../select/sort-keys.ts';
import type { NumberWidths } from './measure-numbers.ts';

export type ColumnId = 'ncalls' | 'tottime' | 'tottimePerCall' | 'cumtime' | 'cumtimePerCall' | 'percent' | 'bar';

export type Column = { readonly id: ColumnId; readonly width: number };

/** The columns that fit into a window, from left to right; the function's name takes what is left. */
export type ColumnLayout = { readonly columns: readonly Column[]; readonly nameWidth: number; readonly width: number };

/** The headings of pstats; Python 3.15's sampled profiles have their own. */
export const HEADINGS: Readonly<Record<ProfileKind, Readonly<Record<ColumnId | 'name', string>>>> = {
  traced: headings('ncalls', 'percall'),
  sampled: headings('nsamples', 'persample'),
};

function headings(ncalls: string, perCall: string): Record<ColumnId | 'name', string> {
  return {
    ncalls,
    tottime: 'tottime',
    tottimePerCall: perCall,
    cumtime: 'cumtime',
    cumtimePerCall: perCall,
    percent: 'share',
    bar: '',
    name: 'filename:lineno(function)',
  };
}

/** What goes first where the window is narrow; last goes the time that the list is not about. */
const DROPPED_IN_ORDER: readonly ColumnId[] = ['percent', 'tottimePerCall', 'cumtimePerCall', 'bar', 'ncalls'];

/** `> ` or two blanks. */
const MARKER_WIDTH = 2;

/** Room for the mark of the order in the headings that lists are mostly sorted by. */
const MARK_WIDTH = 1;

/** A column goes where the name would have fewer cells than this. */
const FEWEST_NAME_CELLS = 28;
/** The percentage repeats what the bar shows: it goes earlier. */
const FEWEST_NAME_CELLS_WITH_PERCENT = 36;
/** 80 columns show all else, unless the numbers are very long. */
const FULL_WIDTH = 80;
const FEWEST_NAME_CELLS_AT_FULL_WIDTH = 22;
const PERCENT_WIDTH = 5;
const BAR_WIDTH = 6;
const WIDEST_BAR = 20;
/** A name of so many cells is comfortable; of what is beyond, a part goes to the bar. */
const COMFORTABLE_NAME_CELLS = 56;

export function layoutColumns(
  width: number,
  numbers: NumberWidths,
  kind: ProfileKind,
  kept: 'tottime' | 'cumtime',
  omitted: readonly ColumnId[] = [],
): ColumnLayout {
  const unkept: ColumnId = kept === 'tottime' ? 'cumtime' : 'tottime';
  let columns = allColumns(numbers, kind).filter(({ id }) => !omitted.includes(id));
  for (const id of [...DROPPED_IN_ORDER, unkept]) {
    const isRoomy = nameCells(width, columns) >= fewestNameCells(width, id);
    if (!isRoomy) columns = columns.filter((column) => column.id !== id);
  }
  return withWideBar(width, columns);
}

function fewestNameCells(width: number, dropped: ColumnId): number {
  if (dropped === 'percent') return FEWEST_NAME_CELLS_WITH_PERCENT;
  return width >= FULL_WIDTH ? FEWEST_NAME_CELLS_AT_FULL_WIDTH : FEWEST_NAME_CELLS;
}

function allColumns({ calls, seconds }: NumberWidths, kind: ProfileKind): readonly Column[] {
  const heading = HEADINGS[kind];
  return [
    { id: 'ncalls', width: Math.max(calls, heading.ncalls.length + MARK_WIDTH) },
    { id: 'tottime', width: Math.max(seconds, heading.tottime.length + MARK_WIDTH) },
    { id: 'tottimePerCall', width: Math.max(seconds, heading.tottimePerCall.length) },
    { id: 'cumtime', width: Math.max(seconds, heading.cumtime.length + MARK_WIDTH) },
    { id: 'cumtimePerCall', width: Math.max(seconds, heading.cumtimePerCall.length) },
    { id: 'percent', width: PERCENT_WIDTH },
    { id: 'bar', width: BAR_WIDTH },
  ];
}

function nameCells(width: number, columns: readonly Column[]): number {
  return columns.reduce((left, column) => left - column.width - 1, width - MARKER_WIDTH);
}

function withWideBar(width: number, columns: readonly Column[]): ColumnLayout {
  const spare = Math.max(0, nameCells(width, columns) - COMFORTABLE_NAME_CELLS);
  const barWidth = Math.min(WIDEST_BAR, BAR_WIDTH + Math.floor(spare / 3));
  const widened = columns.map((column) => (column.id === 'bar' ? { ...column, width: barWidth } : column));
  return { columns: widened, nameWidth: Math.max(1, nameCells(width, widened)), width };
}

const COLUMN_OF_SORT: Readonly<Record<SortColumn, ColumnId | 'name'>> = {
  ncalls: 'ncalls',
  primitiveCalls: 'ncalls',
  tottime: 'tottime',
  cumtime: 'cumtime',
  tottimePerCall: 'tottimePerCall',
  cumtimePerCall: 'cumtimePerCall',
  file: 'name',
  line: 'name',
  name: 'name',
  standardName: 'name',
};

/** The column whose heading gets the mark of the order. */
export function columnOfSort(column: SortColumn): ColumnId | 'name' {
  return COLUMN_OF_SORT[column];
}
