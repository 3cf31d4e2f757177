import type { LiveColumns, LiveMemory } from '../profile/live-memory.ts';
import type { Bytes, TracebackIndex } from '../profile/memory-snapshot.ts';

/**
 * Live memory added up by what each block's traceback stands for: a function, a file, a line or the traceback itself.
 * Every traceback belongs to one row, so that the rows make the snapshot's total.
 */
export type MemoryGroups = {
  readonly memory: LiveMemory;
  readonly length: number;
  /** What a row stands for; only the maker of the groups knows what the number points at. */
  readonly key: Int32Array;
  readonly size: Float64Array;
  readonly blocks: Float64Array;
  /** How much more there is than before; null without an earlier snapshot. */
  readonly growth: MemoryColumns | null;
  /** The row of each traceback. */
  readonly rowOfTraceback: Int32Array;
};

export type MemoryColumns = { readonly size: Float64Array; readonly blocks: Float64Array };

/** The numbers of one row. `average` is null where nothing is alive. */
export type MemoryNumbers = {
  readonly size: Bytes;
  readonly blocks: number;
  readonly average: number | null;
  readonly growth: { readonly size: Bytes; readonly blocks: number } | null;
};

/** Rows in the order in which their first traceback stands in the snapshot. Only tracebacks with blocks, now or before. */
export function groupMemory(memory: LiveMemory, keyOf: (traceback: TracebackIndex) => number): MemoryGroups {
  const { length } = memory.snapshot.tracebacks;
  const rowOfKey = new Map<number, number>();
  const keys: number[] = [];
  const rowOfTraceback = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const key = keyOf(at);
    const row = rowOfKey.get(key) ?? rowOfKey.set(key, keys.length).size - 1;
    if (row === keys.length) keys.push(key);
    rowOfTraceback[at] = row;
  }
  const now = sums(memory.now, rowOfTraceback, keys.length);
  const growth = memory.before === null ? null : differences(now, sums(memory.before, rowOfTraceback, keys.length));
  return {
    memory,
    length: keys.length,
    key: Int32Array.from(keys),
    ...now,
    growth,
    rowOfTraceback,
  };
}

export function memoryNumbers({ size, blocks, growth }: MemoryGroups, row: number): MemoryNumbers {
  const count = blocks[row]!;
  return {
    size: size[row]!,
    blocks: count,
    average: count === 0 ? null : size[row]! / count,
    growth: growth === null ? null : { size: growth.size[row]!, blocks: growth.blocks[row]! },
  };
}

/** The tracebacks of a row. */
export function tracebacksOfRow({ rowOfTraceback }: MemoryGroups, row: number): readonly TracebackIndex[] {
  const found: number[] = [];
  for (let at = 0; at < rowOfTraceback.length; at++) if (rowOfTraceback[at] === row) found.push(at);
  return found;
}

function sums({ size, blocks }: LiveColumns, rowOf: Int32Array, length: number): MemoryColumns {
  const result = { size: new Float64Array(length), blocks: new Float64Array(length) };
  for (let at = 0; at < rowOf.length; at++) {
    result.size[rowOf[at]!]! += size[at]!;
    result.blocks[rowOf[at]!]! += blocks[at]!;
  }
  return result;
}

function differences(now: MemoryColumns, before: MemoryColumns): MemoryColumns {
  return {
    size: now.size.map((size, row) => size - before.size[row]!),
    blocks: now.blocks.map((blocks, row) => blocks - before.blocks[row]!),
  };
}
