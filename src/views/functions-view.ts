import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { SortOrder } from '../select/sort-keys.ts';
import { rowsInDumpOrder, sortRows } from '../select/sort-rows.ts';
import { type LineNumbers, lineNumbers, shareOf } from './line-numbers.ts';
import { recentResults } from './recent-results.ts';

/** Which time the share-of-total bar stands for. */
export type ShareColumn = 'tottime' | 'cumtime';

/** All functions in an order. */
export type FunctionsView = {
  readonly table: ProfileTable;
  /** null: the order of the dump. */
  readonly order: SortOrder | null;
  readonly isReversed: boolean;
  readonly shareColumn: ShareColumn;
  /** The rows in the order before it is reversed. Read it through {@link functionAt}. */
  readonly sorted: Int32Array;
};

/** One line of the view. `share`: of the total time of the profile. */
export type FunctionLine = LineNumbers & { readonly function: FunctionIndex; readonly share: number | null };

const recentOrders = recentResults<Int32Array>(4);

/** As in pstats only what is sorted can be reversed; the order of the dump stays. */
export function functionsView(table: ProfileTable, order: SortOrder | null, isReversed: boolean): FunctionsView {
  const sorted = recentOrders(table, JSON.stringify(order?.fields ?? null), () =>
    order === null ? rowsInDumpOrder(table) : sortRows(table, order),
  );
  return { table, order, isReversed: order !== null && isReversed, shareColumn: shareColumnOf(order), sorted };
}

/** Self time for the keys that look at self time, else the time with all callees. */
function shareColumnOf(order: SortOrder | null): ShareColumn {
  const first = order?.fields[0]?.column;
  return first === 'tottime' || first === 'tottimePerCall' ? 'tottime' : 'cumtime';
}

export function functionAt({ sorted, isReversed }: FunctionsView, position: number): FunctionIndex | undefined {
  return sorted[isReversed ? sorted.length - 1 - position : position];
}

/** Where a function stands in the view. */
export function positionOf({ sorted, isReversed }: FunctionsView, row: FunctionIndex): number {
  const at = sorted.indexOf(row);
  return isReversed ? sorted.length - 1 - at : at;
}

/** The lines from `start` to before `end`; only these are made. */
export function functionLines(view: FunctionsView, start: number, end: number): readonly FunctionLine[] {
  const lines: FunctionLine[] = [];
  for (let position = Math.max(0, start); position < Math.min(end, view.sorted.length); position++) {
    lines.push(functionLine(view.table, functionAt(view, position)!, view.shareColumn));
  }
  return lines;
}

export function functionLine(table: ProfileTable, row: FunctionIndex, shareColumn: ShareColumn): FunctionLine {
  const share = shareOf(table[shareColumn][row]!, table.totals.tottime);
  return { function: row, ...lineNumbers(table, row, true), share };
}
