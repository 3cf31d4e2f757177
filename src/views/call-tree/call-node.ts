import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex, ProfileTable } from '../../profile/profile-table.ts';
import type { CallDirection } from '../call-list.ts';
import type { PathNumbers } from './path-numbers.ts';
import type { Passed, SplicedCalls } from './spliced-calls.ts';

/**
 * A tree of calls, made node by node as one opens it. A dump knows each function's callers, and not the callers of these
 * callers: it is a graph. Two programs may leave the very same dump behind:
 *
 *     main                          main
 *     ├─ load  1 s                  ├─ load  1 s
 *     │  └─ parse  1 s              │  └─ parse  1 s
 *     │     └─ scan   1 s           │     └─ check  1 s
 *     └─ save  1 s                  └─ save  1 s
 *        └─ parse  1 s                 └─ parse  1 s
 *           └─ check  1 s                 └─ scan   1 s
 *
 *     both: load -> parse 1 s, save -> parse 1 s, parse -> scan 1 s, parse -> check 1 s
 *
 * The assumption is the one that all such tools make (gprof, speedscope's callgrind import): a function does the same for
 * each of its callers, in proportion to the time that its calls from there took. So both `scan` and `check` are shown with
 * half a second below each `parse`, and marked as estimates. What the dump says for sure is not marked: the start of a
 * tree, the level next to it, and from there on as long as a function has a single caller.
 */
export type CallTree = {
  readonly table: ProfileTable;
  /** 'callees': from a function down. 'callers': up, inverted; all numbers are then of the function at the start. */
  readonly direction: CallDirection;
  /** null: the whole program, from the functions that nothing in the profile calls; upwards from every function. */
  readonly start: FunctionIndex | null;
  /** The calls that are left where functions are hidden; without it none is. */
  readonly shown?: SplicedCalls | null;
};

/** Why a node is not opened further: its function calls itself, or is on its own path further up. */
export type Recursion = 'none' | 'direct' | 'indirect';

/** A function at the end of a path. */
export type CallNode = {
  readonly parent: CallNode | null;
  /** 0 at the start. */
  readonly depth: number;
  /** A row, or in the callers' direction a ghost. */
  readonly function: FunctionIndex;
  /** The last call of the path; null at the start, and where it goes by way of hidden functions. */
  readonly edge: EdgeIndex | null;
  readonly numbers: PathNumbers;
  readonly isEstimate: boolean;
  /** Downwards: whether all calls of the function come this way, so that its callees are known to the last bit. */
  readonly holdsAllCalls: boolean;
  readonly recursion: Recursion;
  /** The hidden functions that its path has gone through, where it may come back to them. */
  readonly passed?: Passed;
};

/** A node of the first level: a function with all its calls. */
export function startNode({ table, shown }: CallTree, row: FunctionIndex): CallNode {
  const { tottime } = shown?.hiding.table ?? table;
  const numbers = {
    ncalls: table.ncalls.values[row]!,
    primitiveCalls: table.primitiveCalls.values[row]!,
    tottime: tottime[row]!,
    cumtime: table.cumtime[row]!,
  };
  return {
    parent: null,
    depth: 0,
    function: row,
    edge: null,
    numbers,
    isEstimate: false,
    holdsAllCalls: true,
    recursion: 'none',
  };
}

/** The functions from a node to the start of its path. */
export function functionsOnPath(node: CallNode): ReadonlySet<FunctionIndex> {
  const functions = new Set<FunctionIndex>();
  for (let at: CallNode | null = node; at !== null; at = at.parent) functions.add(at.function);
  return functions;
}

export function recursionOf(parent: CallNode, path: ReadonlySet<FunctionIndex>, child: FunctionIndex): Recursion {
  if (!path.has(child)) return 'none';
  return child === parent.function ? 'direct' : 'indirect';
}
