import { edgeHasTimes } from '../../profile/profile-table.ts';
import { type LineNumbers, lineNumbers, shareOf } from '../line-numbers.ts';
import type { CallNode, CallTree } from './call-node.ts';
import { type ChainLine, nodesOfLine, timeInLine } from './chains.ts';
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
  const estimates = node.isEstimate ? 'all' : hasEstimatedTime(tree, line) ? 'tottime' : 'none';
  if (node === last || tree.direction === 'callers')
    return { ...numbers, estimates, share: shareOfNode(tree, node, by) };
  const tottime = timeInLine(tree, line);
  const share = shareOfNode(tree, { numbers: { ...node.numbers, tottime } }, by);
  return { ...numbers, tottime, tottimePerCall: null, estimates, share };
}

/** Of a chain, or of what hidden functions were charged for. */
function hasEstimatedTime({ direction, shown }: CallTree, line: ChainLine): boolean {
  if (direction === 'callees' && line.last.isEstimate) return true;
  const estimated = shown?.hiding.estimated;
  if (estimated === undefined) return false;
  const nodes = direction === 'callees' ? nodesOfLine(line) : [startOf(line.node)];
  return nodes.some((node) => (estimated[node.function] ?? 0) > 0);
}

function startOf(node: CallNode): CallNode {
  let at = node;
  while (at.parent !== null) at = at.parent;
  return at;
}

function numbersOf(tree: CallTree, node: CallNode): LineNumbers {
  if (node.isEstimate) return estimatedNumbers(node);
  const sure = tree.direction === 'callers' ? belowFirstLevel(node) : node;
  if (sure.edge === null && sure.parent !== null) return addedNumbers(sure);
  const edges = tree.table.edges();
  const numbers =
    sure.edge === null
      ? lineNumbers(tree.table, sure.function, true)
      : lineNumbers(edges, sure.edge, edgeHasTimes(edges, sure.edge));
  return tree.shown == null ? numbers : { ...numbers, ...ownTime(sure) };
}

/** Of calls by way of hidden functions the dump has the sums, and not how many of them were primitive. */
function addedNumbers(node: CallNode): LineNumbers {
  const { ncalls, cumtime } = node.numbers;
  return { ncalls: String(ncalls), primitiveCalls: null, ...ownTime(node), cumtime, cumtimePerCall: null };
}

/** With what hidden functions were charged for. */
function ownTime({ numbers: { ncalls, tottime } }: CallNode): Pick<LineNumbers, 'tottime' | 'tottimePerCall'> {
  return { tottime, tottimePerCall: tottime === null || ncalls === 0 ? null : tottime / ncalls };
}

/** Upwards a sure number is that of the call next to the start. */
function belowFirstLevel(node: CallNode): CallNode {
  let at = node;
  while (at.parent !== null && at.parent.parent !== null) at = at.parent;
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
  const whole = tree.shown?.hiding.table ?? table;
  const column = by === 'tottime' ? 'tottime' : 'cumtime';
  if (table.kind === 'sampled' && numbers.cumtime === null) return shareOf(numbers.ncalls, samplesAtStart(tree));
  return shareOf(numbers[column], start === null ? table.totals.tottime : whole[column][start]!);
}

function samplesAtStart({ table, start }: CallTree): number {
  return start === null ? Number(table.totals.primitiveCalls) : table.ncalls.values[start]!;
}
