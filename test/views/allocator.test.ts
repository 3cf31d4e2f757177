import { describe, expect, test } from 'vitest';
import { liveMemory } from '../../src/profile/live-memory.ts';
import { MemorySnapshotBuilder } from '../../src/profile/memory-snapshot-builder.ts';
import { allocatorOf, type BlockFigures, blockFigures, blocksPerPool } from '../../src/views/allocator.ts';

/** So many blocks of a size, in a domain, all of one line. */
type Blocks = readonly [size: number, count: number, domain?: number];

function figuresOf(blocks: readonly Blocks[], minor: number | null): BlockFigures {
  const builder = new MemorySnapshotBuilder();
  const site = builder.site(builder.file('a.py'), 1);
  const traceback = builder.traceback(Int32Array.of(site), 0, 1);
  for (const [size, count, domain = 0] of blocks) builder.blocks(traceback, domain, size, count, 1);
  return blockFigures(
    liveMemory(builder.finish(1)),
    [traceback],
    allocatorOf(minor === null ? null : { major: 3, minor }),
  );
}

describe('how many blocks of 16 bytes a pool holds', () => {
  // sys._debugmallocstats(): blocks in use and available of a single pool of class 16
  test.each([
    [8, 253],
    [9, 253],
    [10, 1021],
    [12, 1021],
  ])('in Python 3.%i: %i', (minor, blocks) => {
    expect(blocksPerPool(16, allocatorOf({ major: 3, minor })!)).toBe(blocks);
  });
});

describe('the layout of arenas and pools', () => {
  test.each([
    [9, 256 * 1024, 4096],
    [10, 1024 * 1024, 16 * 1024],
    [13, 1024 * 1024, 16 * 1024],
  ])('of Python 3.%i', (minor, arenaBytes, poolBytes) => {
    expect(allocatorOf({ major: 3, minor })).toEqual({ arenaBytes, poolBytes, alignment: 16 });
  });

  test.each([
    [2, 7],
    [3, 6],
    [3, 7],
    [3, 15],
  ])('of Python %i.%i is not known', (major, minor) => {
    expect(allocatorOf({ major, minor })).toBeNull();
  });
});

describe('blocks', () => {
  test('of at most 512 bytes have a size class, larger ones come from malloc', () => {
    const { small, large } = figuresOf(
      [
        [512, 2],
        [513, 3],
      ],
      11,
    );
    expect({ small, large }).toEqual({ small: { size: 1024, blocks: 2 }, large: { size: 1539, blocks: 3 } });
  });

  test('are rounded up to 16 bytes, also those of no bytes', () => {
    const { pools } = figuresOf(
      [
        [0, 1],
        [1, 1],
        [16, 1],
        [17, 1],
        [500, 1],
      ],
      11,
    );
    expect(pools?.classes.map(({ bytes, blocks }) => [bytes, blocks])).toEqual([
      [16, 3],
      [32, 1],
      [512, 1],
    ]);
  });

  test('need at least the pools that they fill, class by class, and 64 pools make an arena', () => {
    const { pools } = figuresOf(
      [
        [60, 256 * 65],
        [32, 1],
      ],
      11,
    );
    // (16384 - 48) / 64 = 255 blocks a pool: 16640 blocks fill 66 pools, and one pool for the other class
    expect({ pools: pools?.pools, arenas: pools?.arenas }).toEqual({ pools: 67, arenas: 2 });
  });

  test('of extensions are counted apart, whatever their size', () => {
    const { small, large, foreign } = figuresOf(
      [
        [10, 1, 389_047],
        [1000, 1, 389_047],
      ],
      11,
    );
    expect([small.blocks, large.blocks, foreign.blocks]).toEqual([0, 0, 2]);
  });

  test('of an unknown Python have no pools told of', () => {
    expect(figuresOf([[10, 1]], null).pools).toBeNull();
  });
});
