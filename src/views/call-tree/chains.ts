import { calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex, Seconds } from '../../profile/profile-table.ts';
import { chainFrom, chainTo, type StepsOf } from '../chain.ts';
import { type CallNode, type CallTree, functionsOnPath } from './call-node.ts';
import { calleeMaker, calleesOf } from './callees-below.ts';
import { callerMaker, callersOf } from './callers-above.ts';
import type { SplicedCalls } from './spliced-calls.ts';
import { splicedChild } from './spliced-nodes.ts';

/** One line stands for at most this many functions: a dump may be one chain of any length. */
const MOST_IN_LINE = 100;

/** The last node of the chain that begins with a node (see chain.ts); the node itself where none does. */
export function endOfChain(tree: CallTree, node: CallNode): CallNode {
  if (node.recursion !== 'none' || standsAlone(tree, node) || tree.shown?.isLarge === true) return node;
  if (!hasTime(node)) return node;
  const chainOf = tree.direction === 'callees' ? chainFrom : chainTo;
  const stepsOf = tree.shown == null ? {} : { stepsOf: splicedSteps(tree, tree.shown) };
  const chain = chainOf(tree.table, node.function, { most: MOST_IN_LINE, ...stepsOf });
  return chain === null ? node : walkChain(tree, node, chain.rows);
}

/** Where no time comes by this path, or an infinite one, no part of it reaches the end. */
function hasTime({ numbers: { cumtime } }: CallNode): boolean {
  return cumtime !== null && cumtime > 0 && Number.isFinite(cumtime);
}

function splicedSteps({ direction }: CallTree, shown: SplicedCalls): StepsOf {
  return (row) => shown[direction](row).map(({ other, numbers }) => ({ row: other, seconds: numbers.cumtime ?? 0 }));
}

/** What a tree is about keeps a line of its own: the function that it was asked of, and upwards every function. */
function standsAlone({ direction, start }: CallTree, { parent }: CallNode): boolean {
  return parent === null && (direction === 'callers' || start !== null);
}

function walkChain(tree: CallTree, first: CallNode, rows: readonly FunctionIndex[]): CallNode {
  const path = new Set(functionsOnPath(first));
  let last = first;
  for (const row of rows.slice(1)) {
    const next = nodeOf(tree, last, row, path);
    if (next === null || next.recursion !== 'none') return first; // it is on the path further up, and so no way down
    last = next;
    path.add(row);
  }
  return last;
}

/** The node of a function below another node. */
function nodeOf(
  tree: CallTree,
  parent: CallNode,
  row: FunctionIndex,
  path: ReadonlySet<FunctionIndex>,
): CallNode | null {
  if (tree.shown != null) return splicedChild(tree, tree.shown, parent, row, path);
  const isDown = tree.direction === 'callees';
  const edges = isDown ? calleesOf(tree, parent.function) : callersOf(tree, parent.function);
  const others = isDown ? calleeIndex(tree.table).callee : tree.table.edges().caller;
  const edge = edges.find((at: EdgeIndex) => others[at] === row);
  if (edge === undefined) return null;
  return isDown ? calleeMaker(tree, parent, path)(edge) : callerMaker(tree, parent, path)(edge);
}

/** A node, or the first and the last of a chain of them. */
export type ChainLine = { readonly node: CallNode; readonly last: CallNode };

export function isChain({ node, last }: ChainLine): boolean {
  return node !== last;
}

/** All nodes that a line stands for. */
export function nodesOfLine({ node, last }: ChainLine): readonly CallNode[] {
  const nodes = [last];
  for (let at = last; at !== node && at.parent !== null; at = at.parent) nodes.push(at.parent);
  return nodes.reverse();
}

/** Which part of the time of a chain reaches its last function. */
export function partAtEnd({ node, last }: ChainLine): number {
  return (last.numbers.cumtime ?? 0) / (node.numbers.cumtime ?? 0);
}

/** Time in the functions of a line themselves. Upwards all numbers are of the function at the start. */
export function timeInLine({ direction }: CallTree, line: ChainLine): Seconds | null {
  if (line.node === line.last || direction === 'callers') return line.node.numbers.tottime;
  return nodesOfLine(line).reduce((sum, { numbers }) => sum + (numbers.tottime ?? 0), 0);
}
