import { allocatorOf, type BlockFigures, blockFigures } from './allocator.ts';
import { tracebacksOfRow } from './memory-groups.ts';
import type { MemorySortName } from './memory-order.ts';
import { type MemoryGrouping, type MemoryView, memoryRowAt, memoryView, type ProfileMemory } from './memory-view.ts';

/** The first rows of a view, as a report lists them. */
export type MemoryListing = {
  readonly view: MemoryView;
  readonly rows: readonly ListedMemory[];
  /** What is not listed: with the rows it makes the total. */
  readonly hidden: { readonly rows: number; readonly size: number; readonly blocks: number };
};

/** `figures`: what the blocks take in the allocator, for a line with a share worth the words; else null. */
export type ListedMemory = { readonly row: number; readonly figures: BlockFigures | null };

const SHARE_WORTH_FIGURES = 0.01;

export function memoryListing(
  source: ProfileMemory,
  grouping: MemoryGrouping,
  sort: MemorySortName,
  top: number,
): MemoryListing {
  const view = memoryView(source, grouping, sort, false);
  const { groups } = view;
  const rows = Array.from({ length: Math.min(top, groups.length) }, (_, at) => memoryRowAt(view, at)!);
  const listed = new Set(rows);
  const hidden = { rows: groups.length - rows.length, size: 0, blocks: 0 };
  for (let row = 0; row < groups.length; row++) {
    if (listed.has(row)) continue;
    hidden.size += groups.size[row]!;
    hidden.blocks += groups.blocks[row]!;
  }
  const isWorth = (row: number): boolean =>
    grouping === 'line' && groups.size[row]! >= source.memory.now.totalSize * SHARE_WORTH_FIGURES;
  return { view, rows: rows.map((row) => ({ row, figures: isWorth(row) ? figuresOf(view, row) : null })), hidden };
}

/** What the blocks of a row take in the allocator. */
export function figuresOf({ source, groups }: MemoryView, row: number): BlockFigures {
  return blockFigures(source.memory, tracebacksOfRow(groups, row), allocatorOf(source.version));
}
