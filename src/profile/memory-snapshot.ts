export type Bytes = number;

/** Index of a (file, line) in {@link MemorySnapshot.sites}. */
export type SiteIndex = number;

/** Index of a list of frames in {@link MemorySnapshot.tracebacks}. */
export type TracebackIndex = number;

/**
 * What was alive when `tracemalloc.take_snapshot()` ran, as columns. A snapshot has a trace for each block; the blocks
 * of one traceback are added up here, with a histogram of their sizes.
 *
 *     sites        file  line          tracebacks   site          groups   traceback  domain  size  blocks   sizes
 *     0            a.py  12            0            0 2           0        0          0       176   3        56x2 64x1
 *     1            a.py  30            1            1             1        1          0       512   1        512x1
 *     2            b.py   7
 *
 * - `tracebacks` are distinct lists of frames, in CSR form: traceback `t` is `site[start[t]]` (the line that allocated)
 *   to `site[start[t + 1] - 1]` (the outermost that was kept). `totalFrames[t]`: how many the stack really had, 0 where
 *   the snapshot does not say (before Python 3.9).
 * - `groups` are the blocks of one traceback in one domain: 0 is Python's own allocators, others belong to extensions.
 *   `blockSize` and `blockCount` from `start[g]` to `start[g + 1] - 1`: how many blocks of which size were asked for,
 *   smallest first.
 */
export type MemorySnapshot = {
  /** How many frames `tracemalloc.start(n)` was told to keep. */
  readonly tracebackLimit: number;
  readonly size: Bytes;
  readonly blocks: number;
  readonly files: readonly string[];
  readonly sites: { readonly length: number; readonly file: Int32Array; readonly line: Float64Array };
  readonly tracebacks: {
    readonly length: number;
    readonly start: Uint32Array;
    readonly site: Int32Array;
    readonly totalFrames: Float64Array;
  };
  readonly groups: BlockGroups;
};

export type BlockGroups = {
  readonly length: number;
  readonly traceback: Int32Array;
  readonly domain: Float64Array;
  readonly size: Float64Array;
  readonly blocks: Float64Array;
  readonly start: Uint32Array;
  readonly blockSize: Float64Array;
  readonly blockCount: Float64Array;
};
