import { edgeHasTimes } from '../../profile/profile-table.ts';
import { type LineNumbers, lineNumbers, shareOf } from '../line-numbers.ts';
import type { CallNode, CallTree } from './call-node.ts';
import type { TreeColumn } from './children.ts';

/** One node as a line shows it. `share`: of the function at the start, or of the whole profile. */
export type TreeNumbers = LineNumbers & { readonly isEstimate: boolean; readonly share: number | null };

/** @param by what the tree is sorted by: the share is of the tottime where that is it, else of the cumtime */
export function treeNumbers(tree: CallTree, node: CallNode, by: TreeColumn): TreeNumbers {
  return { ...numbersOf(tree, node), isEstimate: node.isEstimate, share: shareOfNode(tree, node, by) };
}

function numbersOf({ table, direction }: CallTree, node: CallNode): LineNumbers {
  if (node.isEstimate) return estimatedNumbers(node);
  const sure = direction === 'callers' ? belowFirstLevel(node) : node;
  if (sure.edge === null) return lineNumbers(table, sure.function, true);
  const edges = table.edges();
  return lineNumbers(edges, sure.edge, edgeHasTimes(edges, sure.edge));
}

/** Upwards a sure number is that of the call next to the start. */
function belowFirstLevel(node: CallNode): CallNode {
  let at = node;
  while (at.parent !== null && at.parent.edge !== null) at = at.parent;
  return at;
}

/** An estimate is not divided by another one. */
function estimatedNumbers({ numbers: { ncalls, tottime, cumtime } }: CallNode): LineNumbers {
  return {
    ncalls: ncalls < 10 ? String(Number(ncalls.toFixed(1))) : Math.round(ncalls).toFixed(),
    primitiveCalls: null,
    tottime,
    tottimePerCall: null,
    cumtime,
    cumtimePerCall: null,
  };
}

/** Of a sampled profile the samples are the time: its edges have nothing else. */
function shareOfNode(tree: CallTree, { numbers }: CallNode, by: TreeColumn): number | null {
  const { table, start } = tree;
  const column = by === 'tottime' ? 'tottime' : 'cumtime';
  if (table.kind === 'sampled' && numbers.cumtime === null) return shareOf(numbers.ncalls, samplesAtStart(tree));
  return shareOf(numbers[column], start === null ? table.totals.tottime : table[column][start]!);
}

function samplesAtStart({ table, start }: CallTree): number {
  return start === null ? Number(table.totals.primitiveCalls) : table.ncalls.values[start]!;
}
