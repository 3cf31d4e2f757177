import type { SortColumn } from '../select/sort-keys.ts';
import type { CallSortName } from '../views/function-view.ts';
import type { Ordering } from '../views/functions-view.ts';
import { FUNCTION_COLUMNS, type FunctionColumn, type SortedId } from './function-columns.ts';

/** A column that can be sorted by, with what that is called in the two kinds of lists. */
type SortableColumn = {
  readonly id: SortedId;
  readonly by: string;
  readonly calls?: CallSortName;
  readonly isOf?: FunctionColumn['isOf'];
};

/** From left to right. */
const SORTABLE: readonly SortableColumn[] = [
  ...FUNCTION_COLUMNS.flatMap(({ id, sort, isOf }) => (sort === undefined ? [] : [{ id, isOf, ...sort }])),
  { id: 'name', by: 'stdname', calls: 'filename' },
];

function columnOfOrder(order: SortColumn | CallSortName): SortedId {
  return FUNCTION_COLUMNS.find(({ sort }) => sort?.orders.includes(order) === true)?.id ?? 'name';
}

/** The column that functions are sorted by first; null for the order of the dump. */
export function sortedColumn({ name, order, values }: Ordering): SortedId | null {
  if (values !== undefined) return name === 'memory' ? 'memory' : 'memoryBlocks';
  const first = order?.fields[0];
  return first === undefined ? null : columnOfOrder(first.column);
}

export function sortedCallColumn(sort: CallSortName): SortedId {
  return columnOfOrder(sort);
}

/** The word for the column beside another in a list of functions; from no column at all one comes to the first. */
export function functionsBeside(from: SortedId | null, step: number, hasMemory: boolean): string | undefined {
  return beside(
    SORTABLE.filter(({ isOf }) => hasMemory || isOf !== 'memory'),
    from,
    step,
  )?.by;
}

/** The same among callers and callees, or `among` the columns that such a list has. */
export function callsBeside(from: SortedId, step: number, among?: readonly SortedId[]): CallSortName | undefined {
  const columns = SORTABLE.filter(
    ({ id, calls }) => calls !== undefined && (among === undefined || among.includes(id)),
  );
  return beside(columns, from, step)?.calls;
}

function beside(columns: readonly SortableColumn[], from: SortedId | null, step: number): SortableColumn | undefined {
  return from === null ? columns[0] : columns[columns.findIndex(({ id }) => id === from) + step];
}

/** The words that a column of any list may be sorted by, the likeliest first. */
export function wordsOfColumn(column: string): readonly string[] {
  const { by, calls } = SORTABLE.find(({ id }) => id === column) ?? {};
  return [by, calls, column].filter((word) => word !== undefined);
}
