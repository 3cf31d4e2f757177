import { edgeHasTimes } from '../../profile/profile-table.ts';
import { type LineNumbers, lineNumbers, shareOf } from '../line-numbers.ts';
import type { CallNode, CallTree } from './call-node.ts';
import { type ChainLine, timeInLine } from './chains.ts';
import type { TreeColumn } from './children.ts';

/** The numbers of a line. `share`: of the function at the start, or of the whole profile. */
export type TreeNumbers = LineNumbers & {
  readonly estimates: 'none' | 'tottime' | 'all';
  readonly share: number | null;
};

/**
 * Those of the node; of a chain the calls and the cumtime of its first, with the tottime of all.
 *
 * @param by what the tree is sorted by: the share is of the tottime where that is it, else of the cumtime
 */
export function treeNumbers(tree: CallTree, line: ChainLine, by: TreeColumn): TreeNumbers {
  const { node, last } = line;
  const numbers = numbersOf(tree, node);
  const estimates = node.isEstimate ? 'all' : 'none';
  if (node === last || tree.direction === 'callers')
    return { ...numbers, estimates, share: shareOfNode(tree, node, by) };
  const tottime = timeInLine(tree, line);
  const share = shareOfNode(tree, { numbers: { ...node.numbers, tottime } }, by);
  const isPartly = estimates === 'none' && last.isEstimate;
  return { ...numbers, tottime, tottimePerCall: null, estimates: isPartly ? 'tottime' : estimates, share };
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
function shareOfNode(tree: CallTree, { numbers }: Pick<CallNode, 'numbers'>, by: TreeColumn): number | null {
  const { table, start } = tree;
  const column = by === 'tottime' ? 'tottime' : 'cumtime';
  if (table.kind === 'sampled' && numbers.cumtime === null) return shareOf(numbers.ncalls, samplesAtStart(tree));
  return shareOf(numbers[column], start === null ? table.totals.tottime : table[column][start]!);
}

function samplesAtStart({ table, start }: CallTree): number {
  return start === null ? Number(table.totals.primitiveCalls) : table.ncalls.values[start]!;
}
