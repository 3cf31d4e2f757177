import type { CallNode, CallTree } from './call-node.ts';
import { endOfChain } from './chains.ts';
import { childCount, countedNodes, type TreeSort } from './children.ts';

/**
 * The lines of a tree as one sees them, from the first to the last: below an open line its children, deeper by one.
 * A chain of calls is one line until it is unfolded. A line `rest` stands for siblings that are not shown yet.
 */
export type TreeLine = NodeLine | RestLine;

export type NodeLine = {
  readonly kind: 'node';
  readonly node: CallNode;
  /** Of a chain the last node, below which its children are; else the node itself. */
  readonly last: CallNode;
  readonly depth: number;
  /** 0 where there are none. */
  readonly childCount: number;
  readonly isOpen: boolean;
};

type RestLine = {
  readonly kind: 'rest';
  readonly parent: CallNode | null;
  readonly depth: number;
  /** How many siblings are shown above, and how many there are. */
  readonly shown: number;
  readonly total: number;
};

export type TreeLines = readonly TreeLine[];

/** This many children are shown when a node is opened, and this many more each time that the rest is asked for. */
export const CHILDREN_AT_ONCE = 500;

/** A key that opens several nodes adds at most this many lines: a tree may have more paths than fit in any memory. */
export const LINES_AT_ONCE = 1000;

/** The first level; a single function at it is open. */
export function firstLines(tree: CallTree, sort: TreeSort): TreeLines {
  const lines = linesBelow(tree, null, sort, { depth: 0 });
  return lines.length === 1 ? opened(tree, lines, 0, sort) : lines;
}

/** Opens the node of a line, or shows more of the rest that the line stands for. Other lines stay as they are. */
export function opened(tree: CallTree, lines: TreeLines, at: number, sort: TreeSort): TreeLines {
  const line = lines[at];
  if (line === undefined) return lines;
  if (line.kind === 'rest') return lines.toSpliced(at, 1, ...linesBelow(tree, line.parent, sort, line));
  if (line.isOpen || line.childCount === 0) return lines;
  return lines.toSpliced(at, 1, { ...line, isOpen: true }, ...childLines(tree, line, sort));
}

/** Closes the node of a line, and all below it. */
export function closed(lines: TreeLines, at: number): TreeLines {
  const line = lines[at];
  if (line?.kind !== 'node' || !line.isOpen) return lines;
  return lines.toSpliced(at, endOfBranch(lines, at) - at, { ...line, isOpen: false });
}

/** The line that a line is below; -1 at the first level. */
export function lineAbove(lines: TreeLines, at: number): number {
  const depth = depthOf(lines[at]);
  for (let above = at - 1; above >= 0; above--) if (depthOf(lines[above]) < depth) return above;
  return -1;
}

export function depthOf(line: TreeLine | undefined): number {
  return line?.depth ?? 0;
}

/** After the last line of the branch that begins with a line. */
export function endOfBranch(lines: TreeLines, at: number): number {
  const depth = depthOf(lines[at]);
  let end = at + 1;
  while (end < lines.length && depthOf(lines[end]) > depth) end++;
  return end;
}

/** The first of the lines below a line. */
export function childLines(tree: CallTree, { last, depth }: NodeLine, sort: TreeSort): TreeLine[] {
  return linesBelow(tree, last, sort, { depth: depth + 1 });
}

/** The lines of the children from place `shown` on, and one for those that are still left. */
function linesBelow(
  tree: CallTree,
  parent: CallNode | null,
  sort: TreeSort,
  { depth, shown = 0 }: { readonly depth: number; readonly shown?: number },
): TreeLine[] {
  const { total, nodes } = countedNodes(tree, parent, sort, shown, shown + CHILDREN_AT_ONCE);
  const end = Math.min(total, shown + CHILDREN_AT_ONCE);
  const lines: TreeLine[] = nodes.map((node) => nodeLine(tree, node, depth));
  if (end < total) lines.push({ kind: 'rest', parent, depth, shown: end, total });
  return lines;
}

/** Past very many hidden functions nobody counts children, or looks for chains, before a line is opened. */
export function nodeLine(tree: CallTree, node: CallNode, depth: number): NodeLine {
  const { shown, direction } = tree;
  if (shown?.isLarge === true) {
    const isEnd = node.recursion !== 'none' || !shown.mayHave(direction, node.function);
    return { kind: 'node', node, last: node, depth, childCount: isEnd ? 0 : 1, isOpen: false };
  }
  const last = endOfChain(tree, node);
  return { kind: 'node', node, last, depth, childCount: childCount(tree, last), isOpen: false };
}

/**
 * Each line, and behind a node those that `below` gives for it, and so on; a node with any of them is then open.
 * The stack is an array of ours: a tree may be as deep as a dump likes.
 */
export function flattened(first: TreeLines, below: (line: NodeLine) => TreeLines): TreeLines {
  const lines: TreeLine[] = [];
  const stack = [...first].reverse();
  for (let line = stack.pop(); line !== undefined; line = stack.pop()) {
    const children = line.kind === 'node' ? below(line) : [];
    lines.push(line.kind === 'node' && children.length > 0 ? { ...line, isOpen: true } : line);
    for (let at = children.length - 1; at >= 0; at--) stack.push(children[at]!);
  }
  return lines;
}
