import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex } from '../../profile/profile-table.ts';
import { type CallNode, type CallTree, functionsOnPath, recursionOf } from './call-node.ts';
import { edgeNumbers, partOf } from './path-numbers.ts';
import { isOnlyCaller, partForCaller, toShare } from './split.ts';

/** Of a ghost the dump does not know who calls it. */
export function callersOf({ table }: CallTree, index: FunctionIndex): Int32Array {
  if (index >= table.length) return new Int32Array(0);
  const { start, end } = callerEdges(table.edges(), index);
  const edges = new Int32Array(end - start);
  for (let at = 0; at < edges.length; at++) edges[at] = start + at;
  return edges;
}

/**
 * Makes the node of a caller. Its numbers are of the function at the start of the tree, when called by this path: as the
 * dump has them next to the start, and above that the parent's numbers, shared out among the parent's callers.
 */
export function callerMaker(
  tree: CallTree,
  parent: CallNode,
  path: ReadonlySet<FunctionIndex> = functionsOnPath(parent),
): (edge: EdgeIndex) => CallNode {
  const edges = tree.table.edges();
  const numbersOf =
    parent.edge === null ? (edge: EdgeIndex) => edgeNumbers(edges, edge) : sharedOut(tree, parent, path);
  return (edge) => {
    const caller = edges.caller[edge]!;
    const isSure = parent.edge === null || isOnlyCaller(tree.table, parent.function, edge);
    return {
      parent,
      depth: parent.depth + 1,
      function: caller,
      edge,
      numbers: isSure && parent.edge !== null ? parent.numbers : numbersOf(edge),
      isEstimate: parent.isEstimate || !isSure,
      holdsAllCalls: false,
      recursion: recursionOf(parent, path, caller),
    };
  };
}

function sharedOut(
  tree: CallTree,
  parent: CallNode,
  path: ReadonlySet<FunctionIndex>,
): (edge: EdgeIndex) => CallNode['numbers'] {
  const { table } = tree;
  const edges = table.edges();
  const row = parent.function;
  const newCallers = callersOf(tree, row).filter((edge) => !path.has(edges.caller[edge]!));
  const shared = toShare(
    table,
    row,
    Array.from(newCallers, (edge) => edgeNumbers(edges, edge)),
  );
  return (edge) => partOf(parent.numbers, partForCaller(edgeNumbers(edges, edge), shared));
}
