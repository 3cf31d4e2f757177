import type { Count, CountColumn } from './count-column.ts';
import type { FunctionIndex, FunctionKeys } from './function-keys.ts';
import type { ProfileNote } from './notes.ts';
import type { OwnPlaces } from './own-places.ts';
import type { MadeOnce } from './steps.ts';
import type { StringPool } from './string-pool.ts';

/** Seconds, with all the digits that the dump has. */
export type Seconds = number;

/** Index of an edge in an {@link EdgeTable}. */
export type EdgeIndex = number;

/** `traced`: the profiler counted every call. `sampled`: Python 3.15 looked at the stack at intervals. */
export type ProfileKind = 'traced' | 'sampled';

/** The sums that pstats prints first; `tottime` is the time of the whole profile. Strip-dirs and restrictions keep them. */
export type ProfileTotals = {
  readonly ncalls: Count;
  readonly primitiveCalls: Count;
  readonly tottime: Seconds;
};

/** The four numbers of each row, by row; times in seconds. */
export type NumberColumns = {
  readonly ncalls: CountColumn;
  readonly primitiveCalls: CountColumn;
  readonly tottime: Float64Array;
  readonly cumtime: Float64Array;
};

/**
 * A profile as columns: one row for each function, in the order of the dump (ties in a sort depend on it).
 *
 *     row   file            line   name       ncalls  primitiveCalls  tottime  cumtime
 *     0     "/srv/fib.py"   1      "fib"      177     1               0.002    0.002
 *     1     "~"             0      "<len>"    3       3               0.000    0.000      <- a built-in
 *
 * In a sampled profile `ncalls` are the samples in which the function was anywhere on the stack and `primitiveCalls`
 * those in which it was on top.
 *
 * A table never changes: stripping, merging and comparing make new ones.
 */
export type ProfileTable = NumberColumns & {
  readonly kind: ProfileKind;
  /** How many functions it has. */
  readonly length: number;
  /** @internal */
  readonly strings: StringPool;
  /** @internal */
  readonly functions: FunctionKeys;
  readonly totals: ProfileTotals;
  readonly notes: readonly ProfileNote[];
  /**
   * @internal Reads the edges when they are first asked for (a sorted list needs none) and returns the same object from
   * then on; `edges.steps()` reads them in slices.
   */
  readonly edges: MadeOnce<EdgeTable>;
  /**
   * @internal What the command line says about whose code is whose, for `select/whose-code.ts`.
   */
  readonly ownPlaces?: OwnPlaces;
};

/** The functions of a profile without who called whom: all that a comparison looks at. */
export type FunctionTable = Omit<ProfileTable, 'edges' | 'ownPlaces'>;

/**
 * Who called whom, in CSR form: the callers of row `r` are the edges `start[r]` to `start[r + 1] - 1`, in dump order.
 *
 *     start   0     2  2 ...
 *             |     |
 *     edge    0  1  2 ...
 *     caller  7  0        <- FunctionIndex; 0 calls itself here: recursion
 *
 * An edge has its own four numbers: how often the caller called this function and how long that took.
 * `countsOnly[edge]` is 1 where the dump has a call count and no times (pure-Python `profile`, sampled profiles);
 * null where every edge has times. `ghosts` are the callers without a row: function index `length + i` is ghost `i`.
 */
export type EdgeTable = NumberColumns & {
  readonly length: number;
  readonly start: Uint32Array;
  readonly caller: Int32Array;
  readonly countsOnly: Uint8Array | null;
  readonly ghosts: FunctionKeys;
  readonly notes: readonly ProfileNote[];
};

/** The callers of a row, as edges: `for (let e = start; e < end; e++)`. */
export function callerEdges(
  edges: EdgeTable,
  row: FunctionIndex,
): { readonly start: EdgeIndex; readonly end: EdgeIndex } {
  return { start: edges.start[row] ?? 0, end: edges.start[row + 1] ?? 0 };
}

/** Whether the dump has times for this edge, and not only a count. */
export function edgeHasTimes({ countsOnly }: Pick<EdgeTable, 'countsOnly'>, edge: EdgeIndex): boolean {
  return countsOnly === null || countsOnly[edge] === 0;
}
