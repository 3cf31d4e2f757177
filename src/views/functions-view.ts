import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { filterRows, type KeptRows } from '../select/filter-rows.ts';
import type { ForeignOrigin } from '../select/function-origin.ts';
import type { NameFilter } from '../select/name-filter.ts';
import type { MatchNames } from '../select/restrict-rows.ts';
import type { SortColumn, SortOrder } from '../select/sort-keys.ts';
import { rowsInDumpOrder, sortRows, sortSteps } from '../select/sort-rows.ts';
import { type Hiding, hideFunctions, isChargedByEstimate } from './hiding.ts';
import { type LineNumbers, lineNumbers, shareOf } from './line-numbers.ts';
import { recentResults } from './recent-results.ts';
import { recentSteps } from './recent-steps.ts';

/** Which time the share-of-total bar stands for. */
export type ShareColumn = 'tottime' | 'cumtime';

/**
 * An order and the word that names it; `order` is null for the order of the dump, and where the rows are sorted by
 * numbers that the profile does not have (`values`, by row; the largest first).
 */
export type Ordering = {
  readonly name: string;
  readonly order: SortOrder | null;
  readonly values?: Float64Array;
};

/** Whether the rows are sorted at all: as in pstats, only then they can be reversed. */
export function isSorted({ order, values }: Ordering): boolean {
  return order !== null || values !== undefined;
}

/** A filter as it was typed, and what it says. */
export type TypedFilter = { readonly text: string; readonly terms: NameFilter };

export const NO_FILTER: TypedFilter = { text: '', terms: [] };

/** Which functions, and in which order. As in pstats only what is sorted can be reversed; the order of the dump stays. */
export type FunctionsRequest = {
  readonly ordering: Ordering;
  readonly isReversed: boolean;
  readonly filter: TypedFilter;
  readonly hidden: readonly ForeignOrigin[];
};

/** The functions that were asked for, in their order. */
export type FunctionsView = {
  readonly request: FunctionsRequest;
  /** The profile that was asked about. */
  readonly base: ProfileTable;
  /** The same; with hidden functions, their time is charged in it to others. */
  readonly table: ProfileTable;
  readonly shareColumn: ShareColumn;
  /** From the first on; all of them, but in a {@link firstFunctions}. */
  readonly rows: Int32Array;
  /** How many there are. */
  readonly length: number;
  /** Which rows of the profile match the filter; null without one. */
  readonly matches: KeptRows | null;
  /** null where nothing is hidden. */
  readonly hiding: Hiding | null;
};

/** One line of the view. `share`: of the total time of the profile. `isEstimate`: `tottime` is one, in part. */
export type FunctionLine = LineNumbers & {
  readonly function: FunctionIndex;
  readonly share: number | null;
  readonly isEstimate: boolean;
};

const recentOrders = recentSteps<Int32Array>(4);
const valueOrders = recentResults<Int32Array>(1);
const recentMatches = recentSteps<KeptRows>(4);

export function* functionsSteps(
  base: ProfileTable,
  request: FunctionsRequest,
  matchNames: MatchNames,
): Steps<FunctionsView> {
  const { ordering, filter, hidden } = request;
  const hiding = yield* hidingOf(base, hidden);
  const table = hiding?.table ?? base;
  const sorted = yield* sortedRows(table, ordering);
  const matches = yield* matchesOf(base, filter, matchNames);
  const rows = yield* pickedRows(sorted, hiding?.isHidden ?? null, matches, isTurned(request));
  return { ...viewOf(base, request), table, rows, length: rows.length, matches, hiding };
}

/** At least so many rows are in a view that has only the first: more than any terminal shows. */
const FIRST_ROWS = 500;

/**
 * The first functions of all, in a moment, for a profile of which the whole order takes longer. None where even that
 * takes long: texts have to be sorted before one knows which is first, and who is hidden or does not match is not known.
 */
export function firstFunctions(base: ProfileTable, request: FunctionsRequest): FunctionsView {
  const { order, values } = request.ordering;
  const isText = order?.fields.some(({ column }) => TEXT_COLUMNS.includes(column)) ?? false;
  const isPart = request.filter.terms.length > 0 || request.hidden.length > 0;
  const extent = { reverse: request.isReversed, first: FIRST_ROWS };
  const sorted =
    values !== undefined
      ? recentValueOrders(base, values)
      : order === null
        ? rowsInDumpOrder(base)
        : isText
          ? new Int32Array(0)
          : sortRows(base, order, extent);
  const rows = isPart ? new Int32Array(0) : sorted;
  const length = isPart ? 0 : base.length;
  return { ...viewOf(base, request), table: base, rows, length, matches: null, hiding: null };
}

const TEXT_COLUMNS: readonly SortColumn[] = ['file', 'name', 'standardName'];

function viewOf(
  base: ProfileTable,
  request: FunctionsRequest,
): Pick<FunctionsView, 'base' | 'request' | 'shareColumn'> {
  return { base, request, shareColumn: shareColumnOf(request.ordering.order) };
}

/** Self time for the keys that look at self time, else the time with all callees. */
export function shareColumnOf(order: SortOrder | null): ShareColumn {
  const first = order?.fields[0]?.column;
  return first === 'tottime' || first === 'tottimePerCall' ? 'tottime' : 'cumtime';
}

function* hidingOf(table: ProfileTable, hidden: readonly ForeignOrigin[]): Steps<Hiding | null> {
  return hidden.length === 0 ? null : yield* hideFunctions(table, hidden);
}

/** Numbers of the profile are sorted in slices; of other numbers few rows have any. */
function* sortedRows(table: ProfileTable, { order, values }: Ordering): Steps<Int32Array> {
  if (values !== undefined) return recentValueOrders(table, values);
  return yield* recentOrders(table, JSON.stringify(order?.fields ?? null), () => orderSteps(table, order));
}

function recentValueOrders(table: ProfileTable, values: Float64Array): Int32Array {
  return valueOrders(values, String(table.length), () => {
    const rows = rowsInDumpOrder(table);
    const counted = rows.filter((row) => values[row] !== 0).sort((a, b) => values[b]! - values[a]! || a - b);
    const rest = rows.filter((row) => values[row] === 0);
    const sorted = new Int32Array(rows.length);
    sorted.set(counted);
    sorted.set(rest, counted.length);
    return sorted;
  });
}

function* orderSteps(table: ProfileTable, order: SortOrder | null): Steps<Int32Array> {
  return order === null ? rowsInDumpOrder(table) : yield* sortSteps(table, order);
}

function* matchesOf(table: ProfileTable, { text, terms }: TypedFilter, matchNames: MatchNames): Steps<KeptRows | null> {
  if (terms.length === 0) return null;
  return yield* recentMatches(table, text, () => filterRows(table, terms, matchNames));
}

function isTurned({ ordering, isReversed }: FunctionsRequest): boolean {
  return isReversed && isSorted(ordering);
}

/** The rows that are not hidden and match, in their order or turned round. */
function* pickedRows(
  sorted: Int32Array,
  isHidden: Uint8Array | null,
  matches: KeptRows | null,
  isReversed: boolean,
): Steps<Int32Array> {
  if (isHidden === null && matches === null && !isReversed) return sorted;
  const picked = new Int32Array(sorted.length);
  let count = 0;
  yield* inSlices(sorted.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = sorted[isReversed ? sorted.length - 1 - at : at]!;
      const isPicked = (isHidden === null || isHidden[row] === 0) && (matches === null || matches[row] === 1);
      if (isPicked) picked[count++] = row;
    }
  });
  return picked.slice(0, count);
}

export function functionAt({ rows }: FunctionsView, position: number): FunctionIndex | undefined {
  return rows[position];
}

/** Where a function stands in the view; -1 where it is not. */
export function positionOf({ rows }: FunctionsView, row: FunctionIndex): number {
  return rows.indexOf(row);
}

/** The lines from `start` to before `end`; only these are made. */
export function functionLines(view: FunctionsView, start: number, end: number): readonly FunctionLine[] {
  const rows = Array.from(view.rows.subarray(Math.max(0, start), Math.max(0, end)));
  return rows.map((row) => ({
    ...functionLine(view.table, row, view.shareColumn),
    isEstimate: isChargedByEstimate(view.hiding, row),
  }));
}

export function functionLine(table: ProfileTable, row: FunctionIndex, shareColumn: ShareColumn): FunctionLine {
  const share = shareOf(table[shareColumn][row]!, table.totals.tottime);
  return { function: row, ...lineNumbers(table, row, true), share, isEstimate: false };
}
