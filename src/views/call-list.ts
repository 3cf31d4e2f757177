import { calleeIndex } from '../profile/callees.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, edgeHasTimes, type ProfileTable } from '../profile/profile-table.ts';
import { compareFunctionKeys } from './edge-order.ts';

/** Seen from a listed function: who calls it, or whom it calls. */
export type CallDirection = 'callers' | 'callees';

export const CALL_DIRECTIONS: readonly CallDirection[] = ['callers', 'callees'];

/** One line of a callers or callees list. */
export type CallLine = { readonly edge: EdgeIndex; readonly other: FunctionIndex };

/** The callers or callees of a function in the order of their keys, whatever the list is sorted by (as pstats does). */
export function callLines(table: ProfileTable, row: FunctionIndex, direction: CallDirection): readonly CallLine[] {
  const lines = direction === 'callers' ? callersOf(table, row) : calleesOf(table, row);
  return lines.sort((a, b) => compareFunctionKeys(table, a.other, b.other));
}

function callersOf(table: ProfileTable, row: FunctionIndex): CallLine[] {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  const lines: CallLine[] = [];
  for (let edge = start; edge < end; edge++) lines.push({ edge, other: edges.caller[edge]! });
  return lines;
}

function calleesOf(table: ProfileTable, row: FunctionIndex): CallLine[] {
  const index = calleeIndex(table);
  const lines: CallLine[] = [];
  for (let at = index.start[row]!; at < index.start[row + 1]!; at++) {
    const edge = index.edge[at]!;
    lines.push({ edge, other: index.callee[edge]! });
  }
  return lines;
}

/**
 * Whether pstats prints the heading of the three numbers, over callers and callees alike: it looks at the first row
 * that has any caller, and there at the first one only.
 */
export function firstEdgeHasTimes(table: ProfileTable): boolean {
  const edges = table.edges();
  return edges.length > 0 && edgeHasTimes(edges, 0);
}
