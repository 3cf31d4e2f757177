import type { LiveMemory } from '../profile/live-memory.ts';
import type { Bytes, TracebackIndex } from '../profile/memory-snapshot.ts';
import type { PythonVersion } from '../profile/python-version.ts';

/** How CPython's small-object allocator (pymalloc, Objects/obmalloc.c) cuts up memory. */
export type AllocatorLayout = {
  readonly arenaBytes: Bytes;
  readonly poolBytes: Bytes;
  /** A block's size is rounded up to a multiple of this: its size class. */
  readonly alignment: Bytes;
};

/** Blocks of more bytes come straight from malloc: so in every CPython 3. */
export const SMALL_REQUEST_THRESHOLD: Bytes = 512;

const POOL_HEADER: Bytes = 48;
const POOLS_PER_ARENA = 64;

/** `sys._debugmallocstats()` of 3.8 and 3.9, and of 3.10 to 3.13, on 64 bits. */
const SMALL_ARENAS: AllocatorLayout = { arenaBytes: 256 * 1024, poolBytes: 4096, alignment: 16 };
const LARGE_ARENAS: AllocatorLayout = { arenaBytes: 1024 * 1024, poolBytes: 16_384, alignment: 16 };

/**
 * The layout of a Python of 64 bits; null where it is not known. Patch releases of 3.6 and 3.7 went from classes of 8 to
 * 16 bytes, and 3.15 may use larger arenas.
 */
export function allocatorOf(version: PythonVersion | null): AllocatorLayout | null {
  if (version === null || version.major !== 3 || version.minor < 8 || version.minor > 14) return null;
  return version.minor < 10 ? SMALL_ARENAS : LARGE_ARENAS;
}

/** The blocks of one size class, and how many pools they need if each pool is full. */
type SizeClass = { readonly bytes: Bytes; readonly blocks: number; readonly pools: number };

/** What blocks of some tracebacks take in the allocator. */
export type BlockFigures = {
  readonly small: { readonly size: Bytes; readonly blocks: number };
  /** Over 512 bytes: straight from malloc. */
  readonly large: { readonly size: Bytes; readonly blocks: number };
  /** In domains of extensions, which have allocators of their own. */
  readonly foreign: { readonly size: Bytes; readonly blocks: number };
  /** Of the small ones; null where the Python's layout is not known. */
  readonly pools: PoolFigures | null;
};

export type PoolFigures = {
  readonly layout: AllocatorLayout;
  /** Smallest first. */
  readonly classes: readonly SizeClass[];
  /** At least: other blocks may share them, and they need not be full. */
  readonly pools: number;
  readonly arenas: number;
};

type Tally = { size: number; blocks: number };

export function blockFigures(
  { snapshot: { groups } }: LiveMemory,
  tracebacks: readonly TracebackIndex[],
  layout: AllocatorLayout | null,
): BlockFigures {
  const wanted = new Set(tracebacks);
  const small: Tally = { size: 0, blocks: 0 };
  const large: Tally = { size: 0, blocks: 0 };
  const foreign: Tally = { size: 0, blocks: 0 };
  const blocksOfSize = new Map<number, number>();
  for (let group = 0; group < groups.length; group++) {
    if (!wanted.has(groups.traceback[group]!)) continue;
    for (let at = groups.start[group]!; at < groups.start[group + 1]!; at++) {
      const [size, count] = [groups.blockSize[at]!, groups.blockCount[at]!];
      const tally = groups.domain[group] !== 0 ? foreign : size > SMALL_REQUEST_THRESHOLD ? large : small;
      tally.size += size * count;
      tally.blocks += count;
      if (tally === small) blocksOfSize.set(size, (blocksOfSize.get(size) ?? 0) + count);
    }
  }
  return { small, large, foreign, pools: layout === null ? null : poolFigures(blocksOfSize, layout) };
}

function poolFigures(blocksOfSize: ReadonlyMap<number, number>, layout: AllocatorLayout): PoolFigures {
  const blocksOfClass = new Map<number, number>();
  for (const [size, count] of blocksOfSize) {
    const bytes = Math.max(1, Math.ceil(size / layout.alignment)) * layout.alignment;
    blocksOfClass.set(bytes, (blocksOfClass.get(bytes) ?? 0) + count);
  }
  const classes = [...blocksOfClass]
    .map(([bytes, blocks]) => ({ bytes, blocks, pools: Math.ceil(blocks / blocksPerPool(bytes, layout)) }))
    .sort((a, b) => a.bytes - b.bytes);
  const pools = classes.reduce((sum, { pools }) => sum + pools, 0);
  return { layout, classes, pools, arenas: Math.ceil(pools / POOLS_PER_ARENA) };
}

/**
 * A pool holds blocks of one class, behind a header.
 *
 * @internal exported for the tests that hold it to CPython's own figures
 */
export function blocksPerPool(classBytes: Bytes, { poolBytes }: AllocatorLayout): number {
  return Math.floor((poolBytes - POOL_HEADER) / classBytes);
}
