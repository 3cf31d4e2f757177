import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex } from '../../profile/profile-table.ts';
import { topRows } from '../../select/top-rows.ts';
import { type CallNode, type CallTree, startNode } from './call-node.ts';
import { calleeMaker, calleesOf } from './callees-below.ts';
import { callerMaker, callersOf } from './callers-above.ts';
import { endOfChain, timeInLine } from './chains.ts';
import type { SplicedCalls } from './spliced-calls.ts';
import { countSpliced, type SplicedNodes, splicedChildren, splicedStart } from './spliced-nodes.ts';
import { callsHaveTimes } from './split.ts';
import { startingRows } from './starting-rows.ts';

export type TreeColumn = 'cumtime' | 'tottime' | 'ncalls';

/** What the nodes below one node are sorted by: the largest first, unless reversed. Ties stay in the order of the dump. */
export type TreeSort = { readonly by: TreeColumn; readonly isReversed: boolean };

/** The nodes below one node, not made yet: how many, what each is sorted by, and how to make it. */
type Family = { readonly size: number; readonly key: (at: number) => number; readonly make: (at: number) => CallNode };

/** How many nodes there are below a node, or (null) at the first level of the tree. */
export function childCount(tree: CallTree, parent: CallNode | null): number {
  if (parent !== null && parent.recursion !== 'none') return 0;
  if (tree.shown != null) {
    return parent === null
      ? splicedFamily(tree, tree.shown, parent, 'ncalls').size
      : countSpliced(tree, tree.shown, parent);
  }
  return parent === null ? firstRows(tree).length : edgesBelow(tree, parent.function).length;
}

/** Those of them from place `start` to before `end` of an order; only these are made. */
export function childNodes(
  tree: CallTree,
  parent: CallNode | null,
  sort: TreeSort,
  start: number,
  end: number,
): readonly CallNode[] {
  return countedNodes(tree, parent, sort, start, end).nodes;
}

/** The same with the number of all: past hidden functions each question is a look at all of them. */
export function countedNodes(
  tree: CallTree,
  parent: CallNode | null,
  sort: TreeSort,
  start: number,
  end: number,
): { readonly total: number; readonly nodes: readonly CallNode[] } {
  const family = familyOf(tree, parent, sort.by);
  const { size, make } = family;
  const key = sort.by === 'tottime' && hasChains(tree) ? ownTimes(tree, family) : family.key;
  const sign = sort.isReversed ? -1 : 1;
  const compare = (a: number, b: number): number => sign * (key(b) - key(a) || a - b);
  return { total: size, nodes: Array.from(topRows(size, end, compare).subarray(start), make) };
}

function familyOf(tree: CallTree, parent: CallNode | null, by: TreeColumn): Family {
  if (tree.shown != null) return splicedFamily(tree, tree.shown, parent, by);
  return parent === null ? firstLevel(tree, by) : familyBelow(tree, parent, by);
}

/** The same where functions are hidden. Upwards one may start from all that are shown. */
function splicedFamily(tree: CallTree, shown: SplicedCalls, parent: CallNode | null, by: TreeColumn): Family {
  if (parent === null && tree.direction === 'callers' && tree.start === null) return shownRows(tree, shown, by);
  if (parent !== null && parent.recursion !== 'none') return NO_FAMILY;
  const { size, numbers, make } = parent === null ? splicedFirst(tree, shown) : splicedChildren(tree, shown, parent);
  return { size, key: keysOnce(size, (at) => finite(numbers(at)[by] ?? Number.NaN)), make };
}

function splicedFirst(tree: CallTree, shown: SplicedCalls): SplicedNodes {
  const nodes = splicedStart(tree, shown);
  return { size: nodes.length, numbers: (at) => nodes[at]!.numbers, make: (at) => nodes[at]! };
}

/** An order asks for each of them several times. */
function keysOnce(size: number, keyOf: Family['key']): Family['key'] {
  let keys: Float64Array | null = null;
  return (at) => {
    keys ??= allKeys(size, keyOf);
    return keys[at]!;
  };
}

function allKeys(size: number, keyOf: Family['key']): Float64Array {
  const keys = new Float64Array(size);
  for (let at = 0; at < size; at++) keys[at] = keyOf(at);
  return keys;
}

function shownRows(tree: CallTree, { hiding: { table, isHidden } }: SplicedCalls, by: TreeColumn): Family {
  const rows = startingRows(table, 'callers').filter((row) => isHidden[row] === 0);
  const column = by === 'ncalls' ? table.ncalls.values : table[by];
  return { size: rows.length, key: (at) => finite(column[rows[at]!]!), make: (at) => startNode(tree, rows[at]!) };
}

const NO_FAMILY: Family = {
  size: 0,
  key: () => 0,
  make: () => {
    throw new Error('a family of nobody has no members');
  },
};

/** Upwards a chain has the time of its start, and past very many hidden functions there is none ({@link endOfChain}). */
function hasChains({ direction, shown }: CallTree): boolean {
  return direction === 'callees' && shown?.isLarge !== true;
}

/** By tottime a chain stands where the time in all its functions puts it. */
function ownTimes(tree: CallTree, { size, make }: Family): Family['key'] {
  return keysOnce(size, (at) => {
    const node = make(at);
    return finite(timeInLine(tree, { node, last: endOfChain(tree, node) }) ?? Number.NaN); // calls without times come last
  });
}

function firstRows({ table, direction, start }: CallTree): Int32Array {
  return start === null ? startingRows(table, direction) : Int32Array.of(start);
}

function firstLevel(tree: CallTree, by: TreeColumn): Family {
  const rows = firstRows(tree);
  const column = by === 'ncalls' ? tree.table.ncalls.values : tree.table[by];
  return {
    size: rows.length,
    key: (at) => finite(column[rows[at]!]!),
    make: (at) => startNode(tree, rows[at]!),
  };
}

function familyBelow(tree: CallTree, parent: CallNode, by: TreeColumn): Family {
  if (parent.recursion !== 'none') return NO_FAMILY;
  const edges = edgesBelow(tree, parent.function);
  const key = keyOfEdge(tree, keyColumn(tree, parent, by));
  const make = tree.direction === 'callees' ? calleeMaker(tree, parent) : callerMaker(tree, parent);
  return { size: edges.length, key: (at) => key(edges[at]!), make: (at) => make(edges[at]!) };
}

function edgesBelow(tree: CallTree, index: FunctionIndex): Int32Array {
  return tree.direction === 'callees' ? calleesOf(tree, index) : callersOf(tree, index);
}

/** Upwards, above the second level, all numbers are parts of the same, by the cumtimes of the edges. */
function keyColumn({ table, direction }: CallTree, parent: CallNode, by: TreeColumn): TreeColumn {
  const areParts = direction === 'callers' && parent.depth > 0;
  return areParts && callsHaveTimes(table) ? 'cumtime' : by;
}

function keyOfEdge({ table }: CallTree, by: TreeColumn): (edge: EdgeIndex) => number {
  const edges = table.edges();
  if (by === 'ncalls') return (edge) => finite(edges.ncalls.values[edge]!);
  // calls without times come last
  return (edge) => (edges.countsOnly?.[edge] === 1 ? -Number.MAX_VALUE : finite(edges[by][edge]!));
}

/** The difference of two infinities is no number, and a NaN has no place in an order. */
function finite(value: number): number {
  return Number.isNaN(value) ? -Number.MAX_VALUE : Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE));
}
