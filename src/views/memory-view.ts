import type { FunctionIndex } from '../profile/function-keys.ts';
import { standardName } from '../profile/function-name.ts';
import type { LiveMemory } from '../profile/live-memory.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { PythonVersion } from '../profile/python-version.ts';
import type { SourceBook } from '../source/source-book.ts';
import { compareCodePoints } from '../text/code-points.ts';
import {
  allocatingSite,
  compareSites,
  compareTracebacks,
  framesOf,
  type MemorySite,
  memoryByFrames,
  memorySite,
} from './memory-frames.ts';
import { groupMemory, type MemoryGroups } from './memory-groups.ts';
import { type CompareNames, type MemorySortName, sortMemory } from './memory-order.ts';
import { recentResults } from './recent-results.ts';
import { type SiteOwners, siteOwners } from './site-owners.ts';

/** By what live memory is added up. */
export const MEMORY_GROUPINGS = ['function', 'file', 'line', 'traceback'] as const;
export type MemoryGrouping = (typeof MEMORY_GROUPINGS)[number];

/** Live memory beside the profile of the same program. */
export type ProfileMemory = {
  readonly memory: LiveMemory;
  readonly table: ProfileTable;
  /**
   * null: no sources; functions are then told by their first lines.
   *
   * @internal the library's declarations would name py-ast, which is not in the package
   */
  readonly book: SourceBook | null;
  /** The Python that took the snapshot; null where that is not known. */
  readonly version: PythonVersion | null;
  /** The snapshots as the user called them, the earlier one first. */
  readonly names: readonly string[];
};

/** What a row stands for. */
export type MemoryOwner =
  | { readonly kind: 'function'; readonly function: FunctionIndex; readonly isInferred: boolean }
  /** Lines of a file that are in no function of the profile. */
  | { readonly kind: 'outside'; readonly file: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'line'; readonly site: MemorySite; readonly function: FunctionIndex | null }
  | { readonly kind: 'traceback'; readonly frames: readonly MemorySite[]; readonly function: FunctionIndex | null };

/** Live memory by one grouping in an order. The rows make the snapshot's total. */
export type MemoryView = {
  readonly source: ProfileMemory;
  readonly grouping: MemoryGrouping;
  readonly groups: MemoryGroups;
  /** The rows in the order before it is reversed. Read it through {@link memoryRowAt}. */
  readonly sorted: Int32Array;
  readonly isReversed: boolean;
};

const recentOwners = recentResults<SiteOwners>(1);
const recentGroups = recentResults<MemoryGroups>(4);
const recentOrders = recentResults<Int32Array>(8);

export function memoryView(
  source: ProfileMemory,
  grouping: MemoryGrouping,
  sort: MemorySortName,
  isReversed: boolean,
): MemoryView {
  const groups = groupsOf(source, grouping);
  const sorted = recentOrders(source, `${grouping} ${sort}`, () =>
    sortMemory(groups, sort, nameComparison(source, grouping, groups)),
  );
  return { source, grouping, groups, sorted, isReversed };
}

export function memoryRowAt({ sorted, isReversed }: MemoryView, position: number): number | undefined {
  return sorted[isReversed ? sorted.length - 1 - position : position];
}

export function memoryPositionOf({ sorted, isReversed }: MemoryView, row: number): number {
  const at = sorted.indexOf(row);
  return isReversed ? sorted.length - 1 - at : at;
}

export function groupsOf(source: ProfileMemory, grouping: MemoryGrouping): MemoryGroups {
  return recentGroups(source, grouping, () =>
    grouping === 'function' ? byFunction(source) : memoryByFrames(source.memory, grouping),
  );
}

function ownersOf(source: ProfileMemory): SiteOwners {
  return recentOwners(source, '', () => siteOwners(source.memory, source.table, source.book));
}

/** Keys: a row of the profile; from its length on, the files of the snapshot for what is in no function. */
function byFunction(source: ProfileMemory): MemoryGroups {
  const { snapshot } = source.memory;
  const owners = ownersOf(source);
  return groupMemory(source.memory, (traceback) => {
    const site = allocatingSite(snapshot, traceback);
    const owner = owners.function[site]!;
    return owner >= 0 ? owner : source.table.length + snapshot.sites.file[site]!;
  });
}

export function memoryOwner(
  { source, grouping, groups }: Pick<MemoryView, 'source' | 'grouping' | 'groups'>,
  row: number,
): MemoryOwner {
  const key = groups.key[row]!;
  const { snapshot } = source.memory;
  switch (grouping) {
    case 'function':
      if (key >= source.table.length) return { kind: 'outside', file: snapshot.files[key - source.table.length]! };
      return { kind: 'function', function: key, isInferred: isInferred(source, groups, row) };
    case 'file':
      return { kind: 'file', file: snapshot.files[key]! };
    case 'line':
      return { kind: 'line', site: memorySite(snapshot, key), function: functionOfSite(source, key) };
    case 'traceback': {
      const site = allocatingSite(snapshot, key);
      return { kind: 'traceback', frames: framesOf(snapshot, key), function: functionOfSite(source, site) };
    }
  }
}

function functionOfSite(source: ProfileMemory, site: number): FunctionIndex | null {
  const owner = ownersOf(source).function[site]!;
  return owner < 0 ? null : owner;
}

const recentMarks = recentResults<Uint8Array>(1);

/** One line that is only inferred is enough. */
function isInferred(source: ProfileMemory, { length, rowOfTraceback }: MemoryGroups, row: number): boolean {
  const marks = recentMarks(source, '', () => {
    const made = new Uint8Array(length);
    for (const [traceback, its] of rowOfTraceback.entries()) {
      made[its]! |= ownersOf(source).isInferred[allocatingSite(source.memory.snapshot, traceback)]!;
    }
    return made;
  });
  return marks[row] === 1;
}

function nameComparison(source: ProfileMemory, grouping: MemoryGrouping, { key }: MemoryGroups): CompareNames {
  const { snapshot } = source.memory;
  const fileOf = (at: number): string => snapshot.files[at]!;
  switch (grouping) {
    case 'function': {
      const name = (at: number): string =>
        at < source.table.length ? standardName(source.table, at) : fileOf(at - source.table.length);
      return (a, b) => compareCodePoints(name(key[a]!), name(key[b]!)) || key[a]! - key[b]!;
    }
    case 'file':
      return (a, b) => compareCodePoints(fileOf(key[a]!), fileOf(key[b]!));
    case 'line':
      return (a, b) => compareSites(memorySite(snapshot, key[a]!), memorySite(snapshot, key[b]!));
    case 'traceback':
      return (a, b) => compareTracebacks(snapshot, key[a]!, key[b]!);
  }
}
