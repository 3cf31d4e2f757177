import type { ProfileTable } from '../profile/profile-table.ts';
import type { BlockFigures } from '../views/allocator.ts';
import type { MemorySite } from '../views/memory-frames.ts';
import { type MemoryNumbers, memoryNumbers } from '../views/memory-groups.ts';
import type { ListedMemory, MemoryListing } from '../views/memory-listing.ts';
import { type MemoryOwner, memoryOwner, type ProfileMemory } from '../views/memory-view.ts';
import { namedJson } from './function-json.ts';
import { JsonRows, type JsonValue, type PlainJson } from './json-text.ts';

/** The totals of live memory, and how much they have grown. */
export function totalsJson({ memory: { now, before } }: ProfileMemory): PlainJson {
  const growth =
    before === null ? null : { size: now.totalSize - before.totalSize, blocks: now.totalBlocks - before.totalBlocks };
  return { size: now.totalSize, blocks: now.totalBlocks, growth };
}

/** Size and blocks in whole bytes and blocks. */
export function allocationJson({ size, blocks, growth }: MemoryNumbers): { readonly [key: string]: PlainJson } {
  return { size, blocks, growth };
}

export function listingJson(listing: MemoryListing): JsonValue {
  return { rows: new JsonRows(rowsOf(listing)), hidden: listing.hidden };
}

function* rowsOf(listing: MemoryListing): Generator<PlainJson> {
  for (const row of listing.rows) yield rowJson(listing, row);
}

function rowJson({ view }: MemoryListing, { row, figures }: ListedMemory): PlainJson {
  const { table } = view.source;
  return {
    ...ownerJson(memoryOwner(view, row), table),
    ...allocationJson(memoryNumbers(view.groups, row)),
    ...(view.grouping === 'line' ? { allocator: figures === null ? null : figuresJson(figures) } : {}),
  };
}

/** `name` and `line` are null for memory that is in no function of the profile. */
function ownerJson(owner: MemoryOwner, table: ProfileTable): { readonly [key: string]: PlainJson } {
  switch (owner.kind) {
    case 'function':
      return { ...namedJson(table, owner.function), isInferred: owner.isInferred };
    case 'outside':
    case 'file':
      return { file: owner.file, line: null, name: null, isInferred: false };
    case 'line':
      return { ...siteJson(owner.site), function: functionJson(table, owner.function) };
    case 'traceback':
      return { frames: owner.frames.map(siteJson), function: functionJson(table, owner.function) };
  }
}

function siteJson({ file, line }: MemorySite): { readonly file: string; readonly line: number } {
  return { file, line };
}

function functionJson(table: ProfileTable, row: number | null): PlainJson {
  return row === null ? null : namedJson(table, row);
}

function figuresJson({ small, large, foreign, pools }: BlockFigures): PlainJson {
  return { small, large, foreign, pools: pools === null ? null : poolsJson(pools) };
}

function poolsJson({ layout, classes, pools, arenas }: NonNullable<BlockFigures['pools']>): PlainJson {
  return { ...layout, pools, arenas, classes: classes.map(({ bytes, blocks }) => ({ bytes, blocks })) };
}
