import { type CountColumn, compareCounts } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey } from '../profile/function-name.ts';
import {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  edgeHasTimes,
  type ProfileTable,
} from '../profile/profile-table.ts';
import { compareCodePoints } from '../text/code-points.ts';
import { type CallDirection, type CallLine, callLines } from './call-list.ts';
import { type LineNumbers, lineNumbers, shareOf } from './line-numbers.ts';
import { recentResults } from './recent-results.ts';

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

/** The callers or the callees of a function in an order. */
export type CallsView = {
  readonly table: ProfileTable;
  readonly self: FunctionIndex;
  readonly calls: readonly CallLine[];
  /** Whether any of the calls has times: pure-Python `profile` and sampled profiles count only. */
  readonly hasTimes: boolean;
};

/** One caller or callee. `share`: of the time that the function in the middle took with all it called. */
export type NumberedCall = LineNumbers & { readonly other: FunctionIndex; readonly share: number | null };

const recentCalls = recentResults<readonly CallLine[]>(16);

export function callsView(
  table: ProfileTable,
  self: FunctionIndex,
  direction: CallDirection,
  sort: CallSortName,
  isReversed: boolean,
): CallsView {
  const calls = recentCalls(table, `${self} ${direction} ${sort} ${isReversed}`, () => {
    const sorted = sortCalls(table, callLines(table, self, direction), sort);
    return isReversed ? sorted.reverse() : sorted;
  });
  const edges = table.edges();
  return { table, self, calls, hasTimes: calls.some(({ edge }) => edgeHasTimes(edges, edge)) };
}

/** How many callers or callees there are; needs no sorting. */
export function callCount(table: ProfileTable, self: FunctionIndex, direction: CallDirection): number {
  return callsView(table, self, direction, 'filename', false).calls.length;
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
  const { table, self } = view;
  const edges = table.edges();
  return view.calls.slice(Math.max(0, start), end).map(({ edge, other }) => {
    const numbers = lineNumbers(edges, edge, edgeHasTimes(edges, edge));
    return { other, ...numbers, share: shareOf(numbers.cumtime, table.cumtime[self]!) };
  });
}

/** Stable: ties stay in the order in which pstats lists them. */
function sortCalls(table: ProfileTable, calls: readonly CallLine[], sort: CallSortName): CallLine[] {
  const edges = table.edges();
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
function seconds(edges: EdgeTable, column: 'cumtime' | 'tottime', edge: EdgeIndex): number {
  return edgeHasTimes(edges, edge) ? edges[column][edge]! : -Number.MAX_VALUE;
}

/** Calls that there is nothing to divide of, or nothing to divide by, come last. */
function byPerCall(
  calls: readonly CallLine[],
  edges: EdgeTable,
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
