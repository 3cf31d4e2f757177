import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex } from '../../profile/profile-table.ts';
import { type CallNode, type CallTree, functionsOnPath, recursionOf } from './call-node.ts';
import { edgeNumbers, partOf } from './path-numbers.ts';
import { isOnlyCaller, partOnPath, toShare } from './split.ts';

export function calleesOf({ table }: CallTree, index: FunctionIndex): Int32Array {
  return calleeEdges(calleeIndex(table), index);
}

/** Makes the node of a callee: what the dump says of the call, or the part of it that belongs to the parent's path. */
export function calleeMaker(
  { table }: CallTree,
  parent: CallNode,
  path: ReadonlySet<FunctionIndex> = functionsOnPath(parent),
): (edge: EdgeIndex) => CallNode {
  const { callee } = calleeIndex(table);
  const edges = table.edges();
  const part = partOfParent(parent, path);
  return (edge) => {
    const row = callee[edge]!;
    return {
      parent,
      depth: parent.depth + 1,
      function: row,
      edge,
      numbers: partOf(edgeNumbers(edges, edge), part),
      isEstimate: !parent.holdsAllCalls,
      holdsAllCalls: parent.holdsAllCalls && isOnlyCaller(table, row, edge),
      recursion: recursionOf(parent, path, row),
    };
  };

  function partOfParent(
    { holdsAllCalls, function: row, numbers }: CallNode,
    onPath: ReadonlySet<FunctionIndex>,
  ): number {
    if (holdsAllCalls) return 1;
    const newCalls = calleeEdges(calleeIndex(table), row).filter((edge) => !onPath.has(callee[edge]!));
    const calls = Array.from(newCalls, (edge) => edgeNumbers(edges, edge));
    return partOnPath(table, row, numbers, toShare(table, row, calls));
  }
}
