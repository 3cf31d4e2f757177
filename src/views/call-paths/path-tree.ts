import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex, ProfileTable, Seconds } from '../../profile/profile-table.ts';

/** Index of a node in a {@link PathTree}. */
export type PathNode = number;

/**
 * Estimated paths of calls as a tree, in columns. A node is a function at the end of a path; it stands behind its parent.
 *
 *     node   parent  row   self   rest  inclusive
 *     0        -1    main  0.1    0     1.0          main
 *     1         0    load  0.2    0.1   0.9            load
 *     2         1    scan  0.6    0     0.6              scan         and 0.1 s of load in paths too small to be nodes
 *
 * inclusive = self + rest + what the children have. All self, all rest and `unplaced` add up to `total`.
 */
export type PathTree = {
  readonly table: ProfileTable;
  readonly length: number;
  /** -1 at a root. */
  readonly parent: Int32Array;
  readonly row: Int32Array;
  /** The last call of the path, an {@link EdgeIndex}; -1 at a root. */
  readonly edge: Int32Array;
  readonly self: Float64Array;
  /** Time in paths further down that are too small, or too many, to be nodes. */
  readonly rest: Float64Array;
  readonly inclusive: Float64Array;
  /** 1 where the dump has `self`: up to the root no function has another caller. */
  readonly isKnown: Uint8Array;
  /** 1 where all calls of the function come this way. */
  readonly holdsAllCalls: Uint8Array;
  /** By root, what it began with. */
  readonly startOf: ReadonlyMap<PathNode, PathStart>;
  readonly unplaced: Seconds;
  /** How many calls were looked at to make it. */
  readonly looks: number;
  readonly total: Seconds;
};

/** What a path begins with: a root of the program, or a node of another tree of which one wants to see more. */
export type PathStart = {
  readonly row: FunctionIndex;
  readonly edge: EdgeIndex | -1;
  readonly seconds: Seconds;
  readonly isKnown: boolean;
  /** Whether all calls of the function are here; else it is also called on other paths. */
  readonly holdsAllCalls: boolean;
  /** The functions on the path to it. */
  readonly above: readonly FunctionIndex[];
};

/** Where to begin a tree that shows more of what is below a node. */
export function pathStart(tree: PathTree, node: PathNode): PathStart {
  return {
    row: tree.row[node]!,
    edge: tree.edge[node]!,
    seconds: tree.inclusive[node]!,
    isKnown: tree.isKnown[node] === 1,
    holdsAllCalls: tree.holdsAllCalls[node] === 1,
    above: functionsAbove(tree, node),
  };
}

/** From the start of the path to the node's parent. @internal exported for the tests */
export function functionsAbove({ parent, row, startOf }: PathTree, node: PathNode): readonly FunctionIndex[] {
  const functions: FunctionIndex[] = [];
  let root = node;
  for (let at = parent[node]!; at >= 0; at = parent[at]!) {
    functions.push(row[at]!);
    root = at;
  }
  return [...(startOf.get(root)?.above ?? []), ...functions.reverse()];
}

/** The part of the time whose path is known, from 0 to 1; 0 where there is no time. */
export function knownShare({ self, isKnown, length, total }: PathTree): number {
  let known = 0;
  for (let node = 0; node < length; node++) if (isKnown[node] === 1) known += self[node]!;
  return total > 0 ? Math.min(1, known / total) : 0;
}

/** In CSR form: the children of node `n` are `node[start[n + 1]]` to `node[start[n + 2] - 1]`; the roots are those of -1. */
export type PathChildren = { readonly start: Uint32Array; readonly node: Int32Array };

/** The children of each node, those with most time first, of equals the earlier row of the dump. */
export function pathChildren({ length, parent, inclusive, row }: PathTree): PathChildren {
  const start = new Uint32Array(length + 2);
  for (let node = 0; node < length; node++) start[parent[node]! + 2]! += 1;
  for (let at = 1; at < start.length; at++) start[at]! += start[at - 1]!;
  const bySize = Int32Array.from({ length }, (_, node) => node).sort(
    (a, b) => inclusive[b]! - inclusive[a]! || row[a]! - row[b]!,
  );
  const next = start.slice();
  const node = new Int32Array(length);
  for (const each of bySize) node[next[parent[each]! + 1]!++] = each;
  return { start, node };
}

export function nodesBelow({ start, node }: PathChildren, parent: PathNode | -1): Int32Array {
  return node.subarray(start[parent + 1], start[parent + 2]);
}
