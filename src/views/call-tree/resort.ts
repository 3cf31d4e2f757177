import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { CallNode, CallTree } from './call-node.ts';
import { countedNodes, type TreeSort } from './children.ts';
import { flattened, type NodeLine, nodeLine, type TreeLine, type TreeLines } from './tree-lines.ts';

/** The shown children of one node, by their functions. */
type Family = Map<FunctionIndex, NodeLine>;

/**
 * The same tree in another order: what is open stays open, each family shows as many of its members as before. Where not
 * all are shown these may be others.
 */
export function resorted(tree: CallTree, lines: TreeLines, sort: TreeSort): TreeLines {
  const families = familiesOf(lines);
  return flattened(linesOf(tree, null, 0, sort, families), (line) =>
    line.isOpen ? linesOf(tree, line.last, line.depth + 1, sort, families) : [],
  );
}

function familiesOf(lines: TreeLines): ReadonlyMap<CallNode | null, Family> {
  const families = new Map<CallNode | null, Family>();
  for (const line of lines) {
    if (line.kind === 'rest') continue;
    const family = families.get(line.node.parent) ?? new Map<FunctionIndex, NodeLine>();
    families.set(line.node.parent, family.set(line.node.function, line));
  }
  return families;
}

function linesOf(
  tree: CallTree,
  parent: CallNode | null,
  depth: number,
  sort: TreeSort,
  families: ReadonlyMap<CallNode | null, Family>,
): TreeLines {
  const family = families.get(parent) ?? new Map<FunctionIndex, NodeLine>();
  const { total, nodes } = countedNodes(tree, parent, sort, 0, family.size);
  const lines: TreeLine[] = nodes.map((node) => family.get(node.function) ?? nodeLine(tree, node, depth));
  if (family.size < total) lines.push({ kind: 'rest', parent, depth, shown: family.size, total });
  return lines;
}
