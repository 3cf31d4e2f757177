import { assertNever } from '../errors.ts';
import type { MemoryGroups } from './memory-groups.ts';

export type MemorySortName = 'size' | 'blocks' | 'average' | 'growth' | 'name';

export type MemorySortKey = {
  readonly name: MemorySortName;
  readonly title: string;
  readonly order: 'asc' | 'desc';
  /** Only with an earlier snapshot. */
  readonly needsGrowth?: true;
};

/** What live memory can be sorted by, in the order of the columns. Ties fall as in tracemalloc: size, blocks, name. */
export const MEMORY_SORT_KEYS: readonly MemorySortKey[] = [
  { name: 'size', title: 'live bytes', order: 'desc' },
  { name: 'blocks', title: 'live blocks', order: 'desc' },
  { name: 'average', title: 'mean size of a block', order: 'desc' },
  { name: 'growth', title: 'change since the first snapshot, up or down', order: 'desc', needsGrowth: true },
  { name: 'name', title: 'name', order: 'asc' },
];

/** Compares two rows by what they stand for: ascending, and never 0 for two rows. */
export type CompareNames = (left: number, right: number) => number;

/** The rows in an order: that of `statistics()` for size, that of `compare_to()` for growth. */
export function sortMemory(groups: MemoryGroups, by: MemorySortName, compareNames: CompareNames): Int32Array {
  return Int32Array.from({ length: groups.length }, (_, row) => row).sort(comparison(groups, by, compareNames));
}

function comparison(groups: MemoryGroups, by: MemorySortName, names: CompareNames): CompareNames {
  const { size, blocks, growth } = groups;
  const largest: CompareNames = (a, b) => size[b]! - size[a]! || blocks[b]! - blocks[a]! || names(b, a);
  switch (by) {
    case 'size':
      return largest;
    case 'blocks':
      return (a, b) => blocks[b]! - blocks[a]! || largest(a, b);
    case 'average':
      return (a, b) => average(groups, b) - average(groups, a) || largest(a, b);
    case 'growth':
      if (growth === null) return largest;
      return (a, b) =>
        Math.abs(growth.size[b]!) - Math.abs(growth.size[a]!) ||
        size[b]! - size[a]! ||
        Math.abs(growth.blocks[b]!) - Math.abs(growth.blocks[a]!) ||
        largest(a, b);
    case 'name':
      return names;
    default:
      return assertNever(by);
  }
}

function average({ size, blocks }: MemoryGroups, row: number): number {
  return size[row]! / Math.max(1, blocks[row]!);
}
