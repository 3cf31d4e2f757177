import type { ProfileKind } from '../../profile/profile-table.ts';
import type { SortColumn } from '../../select/sort-keys.ts';
import type { NumberWidths } from './measure-numbers.ts';
import type { Units } from './number-text.ts';

export type ColumnId =
  | 'ncalls'
  | 'tottime'
  | 'tottimePerCall'
  | 'cumtime'
  | 'cumtimePerCall'
  | 'percent'
  | 'bar'
  | ChangeColumnId
  | MemoryColumnId;

/** What changed in a number since the profile was first read. */
type ChangeColumnId = 'ncallsChange' | 'tottimeChange' | 'cumtimeChange';

/** What is alive of a function, with a snapshot. */
type MemoryColumnId = 'memory' | 'memoryBlocks';

const MEMORY_COLUMNS: readonly ColumnId[] = ['memory', 'memoryBlocks'];

/** Only lists of a profile that was read anew have them. */
export const CHANGE_COLUMNS: readonly ColumnId[] = ['ncallsChange', 'tottimeChange', 'cumtimeChange'];

export type Column = { readonly id: ColumnId; readonly width: number };

/** The columns that fit into a window, from left to right; the function's name takes what is left. */
export type ColumnLayout = {
  readonly columns: readonly Column[];
  readonly nameWidth: number;
  readonly width: number;
  readonly units: Units;
};

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
    ncallsChange: '+/-',
    tottimeChange: '+/-',
    cumtimeChange: '+/-',
    memory: 'alive',
    memoryBlocks: 'blocks',
    name: 'filename:lineno(function)',
  };
}

/**
 * What goes first where the window is narrow: what can be divided in one's head, then what repeats a number as a
 * picture, and last one of the two times. The column that the rows are sorted by stays.
 */
const DROPPED_IN_ORDER: readonly ColumnId[] = [
  'tottimePerCall',
  'cumtimePerCall',
  'bar',
  'memoryBlocks',
  'percent',
  'ncallsChange',
  'ncalls',
  'tottimeChange',
  'cumtimeChange',
  'memory',
  'tottime',
  'cumtime',
];

/** `> ` or two blanks. */
const MARKER_WIDTH = 2;

/** A column goes where the name would have fewer cells than this: 80 columns show everything, if no count is very long. */
const FEWEST_NAME_CELLS = 25;
const PERCENT_WIDTH = 5;
const BAR_WIDTH = 4;
/** `+45.6 ms`, `-12345`. */
const CHANGE_WIDTH = 8;
/** `10239 KiB` */
const MEMORY_WIDTH = 9;
const BLOCKS_WIDTH = 7;
const WIDEST_BAR = 20;
/** A name of so many cells is comfortable; of what is beyond, a part goes to the bar. */
const COMFORTABLE_NAME_CELLS = 48;

/** What decides which columns a list has, and how wide they are. */
export type LayoutOptions = {
  readonly width: number;
  readonly numbers: NumberWidths;
  readonly kind: ProfileKind;
  readonly units: Units;
  /** The column that the rows are sorted by; it stays, and its heading has room for the mark of the order. */
  readonly sorted: ColumnId | 'name' | null;
  /** The time that the list is about: it stays too. */
  readonly about: 'tottime' | 'cumtime';
  /** Columns that say nothing in this list; without it those of changes. */
  readonly omitted?: readonly ColumnId[];
  /** Whether the list has columns of live memory. */
  readonly hasMemory?: boolean;
};

export function layoutColumns(options: LayoutOptions): ColumnLayout {
  const { width, numbers, kind, units, sorted, about, omitted = CHANGE_COLUMNS, hasMemory = false } = options;
  let columns = allColumns(numbers, units, kind)
    .filter(({ id }) => !omitted.includes(id) && (hasMemory || !MEMORY_COLUMNS.includes(id)))
    .map((column) => (column.id === sorted ? withMark(column, kind) : column));
  for (const id of DROPPED_IN_ORDER.filter((dropped) => dropped !== sorted && dropped !== about)) {
    if (nameCells(width, columns) < FEWEST_NAME_CELLS) columns = columns.filter((column) => column.id !== id);
  }
  return { ...withWideBar(width, columns), units };
}

function allColumns(numbers: NumberWidths, units: Units, kind: ProfileKind): readonly Column[] {
  const heading = HEADINGS[kind];
  const time = units === 'seconds' ? numbers.seconds : numbers.durations;
  const timeColumn = (id: 'tottime' | 'tottimePerCall' | 'cumtime' | 'cumtimePerCall'): Column => ({
    id,
    width: Math.max(time, heading[id].length),
  });
  return [
    { id: 'ncalls', width: Math.max(numbers.calls, heading.ncalls.length) },
    { id: 'ncallsChange', width: CHANGE_WIDTH },
    timeColumn('tottime'),
    { id: 'tottimeChange', width: CHANGE_WIDTH },
    timeColumn('tottimePerCall'),
    timeColumn('cumtime'),
    { id: 'cumtimeChange', width: CHANGE_WIDTH },
    timeColumn('cumtimePerCall'),
    { id: 'memory', width: MEMORY_WIDTH },
    { id: 'memoryBlocks', width: BLOCKS_WIDTH },
    { id: 'percent', width: PERCENT_WIDTH },
    { id: 'bar', width: BAR_WIDTH },
  ];
}

function withMark({ id, width }: Column, kind: ProfileKind): Column {
  return { id, width: Math.max(width, HEADINGS[kind][id].length + 1) };
}

function nameCells(width: number, columns: readonly Column[]): number {
  return columns.reduce((left, column) => left - column.width - 1, width - MARKER_WIDTH);
}

function withWideBar(width: number, columns: readonly Column[]): Omit<ColumnLayout, 'units'> {
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
