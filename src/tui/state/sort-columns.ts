import type { CallSortName } from '../../views/function-view.ts';
import type { Ordering } from '../../views/functions-view.ts';
import { type ColumnId, columnOfSort } from '../rows/columns.ts';

/** Which order the heading of a column stands for, in the words of the two kinds of lists. */
type SortColumn = { readonly column: ColumnId | 'name'; readonly functions: string; readonly calls: CallSortName };

/** The columns that can be sorted by, from left to right. */
const SORT_COLUMNS: readonly SortColumn[] = [
  { column: 'ncalls', functions: 'ncalls', calls: 'ncalls' },
  { column: 'tottime', functions: 'tottime', calls: 'tottime' },
  { column: 'tottimePerCall', functions: 'tottime-percall', calls: 'tottime-percall' },
  { column: 'cumtime', functions: 'cumtime', calls: 'cumtime' },
  { column: 'cumtimePerCall', functions: 'cumtime-percall', calls: 'cumtime-percall' },
  { column: 'name', functions: 'stdname', calls: 'filename' },
];

const COLUMN_OF_CALL_SORT: Readonly<Record<CallSortName, ColumnId | 'name'>> = {
  ncalls: 'ncalls',
  pcalls: 'ncalls',
  tottime: 'tottime',
  'tottime-percall': 'tottimePerCall',
  cumtime: 'cumtime',
  'cumtime-percall': 'cumtimePerCall',
  name: 'name',
  filename: 'name',
};

/** The column that functions are sorted by first; null for the order of the dump. */
export function sortedColumn({ name, order, values }: Ordering): ColumnId | 'name' | null {
  if (values !== undefined) return name === 'memory' ? 'memory' : 'memoryBlocks';
  const first = order?.fields[0];
  return first === undefined ? null : columnOfSort(first.column);
}

export function sortedCallColumn(sort: CallSortName): ColumnId | 'name' {
  return COLUMN_OF_CALL_SORT[sort];
}

/** Where the sort column is, null for none, and where it shall go. */
export type SortStep = {
  readonly from: ColumnId | 'name' | null;
  readonly step: number;
  /** The columns that this list can be sorted by; without it all of them. */
  readonly among?: readonly (ColumnId | 'name')[];
};

/** Where there are no times to sort by. */
export const COLUMNS_WITHOUT_TIMES: readonly (ColumnId | 'name')[] = ['ncalls', 'name'];

/** The column beside another; undefined beyond the ends. From no column at all one comes to the first. */
export function columnBeside({ from, step, among }: SortStep): SortColumn | undefined {
  const columns = SORT_COLUMNS.filter(({ column }) => among === undefined || among.includes(column));
  return from === null ? columns[0] : columns[columns.findIndex(({ column }) => column === from) + step];
}

/** Only functions have these, and only with a snapshot. */
const MEMORY_SORT_COLUMNS: readonly Omit<SortColumn, 'calls'>[] = [
  { column: 'memory', functions: 'memory' },
  { column: 'memoryBlocks', functions: 'memory-blocks' },
];

/** The word for the column beside another in the list of functions. */
export function functionColumnBeside({ from, step }: SortStep, hasMemory: boolean): string | undefined {
  const columns = hasMemory
    ? [...SORT_COLUMNS.slice(0, -1), ...MEMORY_SORT_COLUMNS, ...SORT_COLUMNS.slice(-1)]
    : SORT_COLUMNS;
  return (from === null ? columns[0] : columns[columns.findIndex(({ column }) => column === from) + step])?.functions;
}

/** Why the sort column cannot be moved on. */
export function whyNoColumn(step: SortStep): string | null {
  return columnBeside(step) !== undefined ? null : lastColumnWords(step.step);
}

export function lastColumnWords(step: number): string {
  return step < 0 ? 'This is the first column.' : 'This is the last column.';
}
