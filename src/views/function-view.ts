import { type CountColumn, compareCounts } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey } from '../profile/function-name.ts';
import {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  edgeHasTimes,
  type NumberColumns,
  type ProfileTable,
} from '../profile/profile-table.ts';
import { compareCodePoints } from '../text/code-points.ts';
import { type CallDirection, type CallLine, callLines } from './call-list.ts';
import { compareFunctionKeys } from './edge-order.ts';
import { type Hiding, isHiddenBy } from './hiding.ts';
import { type LineNumbers, lineNumbers, shareOf } from './line-numbers.ts';
import { recentResults } from './recent-results.ts';
import { type ShownCalls, shownCalls } from './shown-calls.ts';

export type CallSortName =
  | 'cumtime'
  | 'tottime'
  | 'cumtime-percall'
  | 'tottime-percall'
  | 'ncalls'
  | 'pcalls'
  | 'name'
  | 'filename';

export type CallSortKey = { readonly name: CallSortName; readonly title: string; readonly order: 'asc' | 'desc' };

/** What callers and callees can be sorted by. */
export const CALL_SORT_KEYS: readonly CallSortKey[] = [
  { name: 'cumtime', title: 'cumulative time of these calls', order: 'desc' },
  { name: 'tottime', title: 'internal time of these calls', order: 'desc' },
  { name: 'cumtime-percall', title: 'cumulative time per primitive call', order: 'desc' },
  { name: 'tottime-percall', title: 'internal time per call', order: 'desc' },
  { name: 'ncalls', title: 'call count', order: 'desc' },
  { name: 'pcalls', title: 'primitive call count', order: 'desc' },
  { name: 'name', title: 'function name', order: 'asc' },
  { name: 'filename', title: 'file name, line, function (as pstats lists them)', order: 'asc' },
];

/** The callers or the callees of a function in an order; hidden ones are passed over (see {@link shownCalls}). */
export type CallsView = {
  readonly table: ProfileTable;
  readonly self: FunctionIndex;
  readonly calls: readonly CallLine[];
  /** The numbers of the calls, by `edge`. */
  readonly numbers: CallNumberColumns;
  /** Whether any of the calls has times: pure-Python `profile` and sampled profiles count only. */
  readonly hasTimes: boolean;
  /** How many callers or callees are hidden. */
  readonly hidden: number;
  /** How many are left out because they hardly count, if they are any at all: see {@link LEAST_ESTIMATE}. */
  readonly negligible: number;
};

/**
 * An estimate below this part of the cumtime of the function in the middle is no line: by way of `exec` and the import
 * machinery nearly every function would be a callee of every other, of some nanoseconds.
 */
const LEAST_ESTIMATE = 0.0005;

/** The same in words. */
export const LEAST_ESTIMATE_TEXT = '0.05 %';

type CallNumberColumns = NumberColumns &
  Pick<EdgeTable, 'countsOnly'> &
  Partial<Pick<ShownCalls, 'isEstimate' | 'isTottimeEstimate'>>;

/**
 * One caller or callee. `share`: of the time that the function in the middle took with all it called. `estimates`: which
 * numbers are such; all of them where a hidden function has several callers, the tottime where hidden time was charged.
 */
export type NumberedCall = LineNumbers & {
  readonly other: FunctionIndex;
  readonly share: number | null;
  readonly estimates: 'none' | 'tottime' | 'all';
};

const recentCalls = recentResults<readonly CallLine[]>(16);

/** `hiding`: what is passed over. The calls of a function that is hidden itself are all there. */
export function callsView(
  table: ProfileTable,
  self: FunctionIndex,
  direction: CallDirection,
  sort: CallSortName,
  isReversed: boolean,
  hiding: Hiding | null = null,
): CallsView {
  const shown = hiding === null || isHiddenBy(hiding, self) ? null : shownCalls(table, hiding, self, direction);
  const numbers = shown ?? table.edges();
  const calls = recentCalls(numbers, `${self} ${direction} ${sort} ${isReversed}`, () => {
    const lines = shown === null ? callLines(table, self, direction) : shownLines(table, self, shown);
    const sorted = sortCalls(table, numbers, lines, sort);
    return isReversed ? sorted.reverse() : sorted;
  });
  const hasTimes = calls.some(({ edge }) => edgeHasTimes(numbers, edge));
  const negligible = shown === null ? 0 : shown.other.length - calls.length;
  return { table, self, calls, numbers, hasTimes, hidden: shown?.hidden ?? 0, negligible };
}

/** Those that count, in the order of {@link callLines}. */
function shownLines(table: ProfileTable, self: FunctionIndex, shown: ShownCalls): readonly CallLine[] {
  const least = table.cumtime[self]! * LEAST_ESTIMATE;
  return shown.other
    .map((row, edge): CallLine => ({ edge, other: row }))
    .filter(
      ({ edge }) => shown.isEstimate[edge] === 0 || shown.countsOnly[edge] === 1 || !(shown.cumtime[edge]! < least),
    )
    .sort((a, b) => compareFunctionKeys(table, a.other, b.other));
}

/**
 * How many calls of a function no caller in the profile accounts for: it was called by what ran before the profiler was
 * switched on, or by code that the profiler does not see. 0 for
 * samples, which are no calls, and where the counts do not add up (merged by hand, yappi).
 */
export function callsWithoutCaller(table: ProfileTable, self: FunctionIndex): number {
  const { ncalls } = table.edges();
  if (table.kind === 'sampled' || ncalls.odd.size > 0 || table.ncalls.odd.size > 0) return 0;
  const counted = callerEdges(table.edges(), self);
  let calls = table.ncalls.values[self]!;
  for (let edge = counted.start; edge < counted.end; edge++) calls -= ncalls.values[edge]!;
  return Math.max(0, calls);
}

/** The lines from `start` to before `end`; only these are made. */
export function callNumbers(view: CallsView, start: number, end: number): readonly NumberedCall[] {
  const { table, self, numbers: columns } = view;
  return view.calls.slice(Math.max(0, start), end).map(({ edge, other }) => {
    const numbers = lineNumbers(columns, edge, edgeHasTimes(columns, edge));
    return {
      other,
      ...numbers,
      share: shareOf(numbers.cumtime, table.cumtime[self]!),
      estimates: estimatesOf(columns, edge),
    };
  });
}

function estimatesOf({ isEstimate, isTottimeEstimate }: CallNumberColumns, edge: EdgeIndex): NumberedCall['estimates'] {
  if (isEstimate?.[edge] === 1) return 'all';
  return isTottimeEstimate?.[edge] === 1 ? 'tottime' : 'none';
}

/** Stable: ties stay in the order in which pstats lists them. */
function sortCalls(
  table: ProfileTable,
  edges: CallNumberColumns,
  calls: readonly CallLine[],
  sort: CallSortName,
): CallLine[] {
  switch (sort) {
    case 'cumtime':
    case 'tottime':
      return calls.toSorted((a, b) => seconds(edges, sort, b.edge) - seconds(edges, sort, a.edge) || 0);
    case 'cumtime-percall':
      return byPerCall(calls, edges, 'cumtime', edges.primitiveCalls);
    case 'tottime-percall':
      return byPerCall(calls, edges, 'tottime', edges.ncalls);
    case 'ncalls':
      return byCount(calls, edges.ncalls);
    case 'pcalls':
      return byCount(calls, edges.primitiveCalls);
    case 'name':
      return calls.toSorted((a, b) => compareCodePoints(nameOf(table, a.other), nameOf(table, b.other)));
    case 'filename':
      return [...calls];
  }
}

/** Calls without times come last; a finite number, since the difference of two infinities is none. */
function seconds(edges: CallNumberColumns, column: 'cumtime' | 'tottime', edge: EdgeIndex): number {
  return edgeHasTimes(edges, edge) ? edges[column][edge]! : -Number.MAX_VALUE;
}

/** Calls that there is nothing to divide of, or nothing to divide by, come last. */
function byPerCall(
  calls: readonly CallLine[],
  edges: CallNumberColumns,
  column: 'cumtime' | 'tottime',
  counts: CountColumn,
): CallLine[] {
  const perCall = ({ edge }: CallLine): number => {
    const count = counts.values[edge]!;
    return count === 0 ? -Number.MAX_VALUE : seconds(edges, column, edge) / count;
  };
  return calls.toSorted((a, b) => perCall(b) - perCall(a) || 0);
}

function byCount(calls: readonly CallLine[], counts: CountColumn): CallLine[] {
  return calls.toSorted((a, b) => compareCounts(counts, b.edge, a.edge));
}

function nameOf(table: ProfileTable, index: FunctionIndex): string {
  return table.strings.text(functionKey(table, index).name);
}
