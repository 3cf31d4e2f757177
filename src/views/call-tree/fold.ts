import type { CallTree } from './call-node.ts';
import { type ChainLine, endOfChain, isChain, nodesOfLine } from './chains.ts';
import type { TreeSort } from './children.ts';
import {
  childLines,
  endOfBranch,
  type NodeLine,
  nodeLine,
  opened,
  type TreeLine,
  type TreeLines,
} from './tree-lines.ts';

/** The functions of a chain on lines of their own, each open, with what else they call; below the last what was there. */
export function unfolded(tree: CallTree, lines: TreeLines, at: number, sort: TreeSort): TreeLines {
  const line = lines[at];
  if (line?.kind !== 'node' || !isChain(line)) return lines;
  const end = endOfBranch(lines, at);
  const singles = nodesOfLine(line).map((node, step) => ({
    ...line,
    node,
    last: node,
    depth: line.depth + step,
    isOpen: true,
  }));
  const below = moveRight(lines.slice(at + 1, end), singles.length - 1);
  const branch = singles.reduceRight<TreeLines>(
    (inner, single) => (single.node === line.last ? inner : [single, ...withChild(tree, single, inner, sort)]),
    [{ ...line, node: line.last, depth: line.depth + singles.length - 1 }, ...below],
  );
  return lines.toSpliced(at, end - at, ...branch);
}

/** The children of a line, one of them with all that is below it. */
function withChild(tree: CallTree, parent: NodeLine, branch: TreeLines, sort: TreeSort): TreeLines {
  const [child] = branch;
  let children: TreeLines = childLines(tree, parent, sort);
  let place = placeOf(children, child);
  while (place < 0 && children.at(-1)?.kind === 'rest') {
    children = opened(tree, children, children.length - 1, sort);
    place = placeOf(children, child);
  }
  return place < 0 ? children : children.toSpliced(place, 1, ...branch);
}

function placeOf(lines: TreeLines, sought: TreeLine | undefined): number {
  if (sought?.kind !== 'node') return -1;
  return lines.findIndex((line) => line.kind === 'node' && line.node.function === sought.node.function);
}

/** Whether a line is the first of a chain whose functions have lines of their own. */
export function isUnfolded(tree: CallTree, line: NodeLine): boolean {
  return line.isOpen && !isChain(line) && endOfChain(tree, line.node) !== line.node;
}

/** The chain that begins with a line, as one line; what was open below its last function stays open. */
export function folded(tree: CallTree, lines: TreeLines, at: number): TreeLines {
  const line = lines[at];
  if (line?.kind !== 'node' || !isUnfolded(tree, line)) return lines;
  const end = endOfBranch(lines, at);
  const chain = { node: line.node, last: endOfChain(tree, line.node) };
  const place = lines.findIndex((other, index) => index > at && index < end && endsLike(other, chain));
  const lastLine = lines[place];
  if (lastLine?.kind !== 'node') return lines.toSpliced(at, end - at, nodeLine(tree, line.node, line.depth));
  const { depth } = line;
  const below = moveRight(lines.slice(place + 1, endOfBranch(lines, place)), depth - lastLine.depth);
  return lines.toSpliced(at, end - at, { ...lastLine, node: line.node, depth }, ...below);
}

/** Whether a line ends with the last function of a chain, reached by the same way from the same first node. */
function endsLike(line: TreeLine, chain: ChainLine): boolean {
  if (line.kind !== 'node' || line.last.depth !== chain.last.depth) return false;
  const nodes = nodesOfLine({ node: chain.node, last: line.last });
  return nodes[0] === chain.node && nodesOfLine(chain).every((node, at) => node.function === nodes[at]?.function);
}

function moveRight(lines: TreeLines, steps: number): TreeLines {
  return lines.map((line) => ({ ...line, depth: line.depth + steps }));
}
