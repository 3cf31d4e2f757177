import { countColumn } from '../../profile/count-column.ts';
import { mergeProfiles } from '../../profile/merge.ts';
import type { EdgeTable, ProfileTable } from '../../profile/profile-table.ts';
import { alreadyMade } from '../../profile/steps.ts';
import { stripDirs } from '../../profile/strip-dirs.ts';
import type { SortOrder } from '../../select/sort-keys.ts';
import type { LoadedProfile } from '../input/read-profile.ts';

/** What a `pstats.Stats` object holds that its commands change. */
export type BrowsedStats = {
  readonly table: ProfileTable;
  readonly fileLines: readonly string[];
  /** null: the order of the dump. */
  readonly sort: SortOrder | null;
  readonly isReversed: boolean;
  /** The profile of which callees are listed, once they were: `Stats.add` forgets to count them anew. */
  readonly knownCallees: ProfileTable | null;
};

/** `Stats(path)`. */
export function openStats({ table, fileLines }: LoadedProfile): BrowsedStats {
  return { table, fileLines, sort: null, isReversed: false, knownCallees: null };
}

/** `Stats.add`: the order is lost, and callees that were listed before are listed so again. */
export function addStats(stats: BrowsedStats, { table, fileLines }: LoadedProfile): BrowsedStats {
  const { knownCallees } = stats;
  return {
    table: mergeProfiles([stats.table, table]),
    fileLines: [...stats.fileLines, ...fileLines],
    sort: null,
    isReversed: false,
    knownCallees: knownCallees === null ? null : mergeProfiles([knownCallees, withoutEdges(table)]),
  };
}

/** `Stats.strip_dirs`. */
export function stripStats(stats: BrowsedStats): BrowsedStats {
  return { ...stats, table: stripDirs(stats.table), sort: null, isReversed: false, knownCallees: null };
}

/** `Stats.sort_stats`. */
export function sortStats(stats: BrowsedStats, sort: SortOrder): BrowsedStats {
  return { ...stats, sort, isReversed: false };
}

/** `Stats.reverse_order`: what is not sorted stays as it is. */
export function reverseStats(stats: BrowsedStats): BrowsedStats {
  return { ...stats, isReversed: stats.sort !== null && !stats.isReversed };
}

/** The functions of a profile, as if none had called another. */
function withoutEdges(table: ProfileTable): ProfileTable {
  const none = new Float64Array(0);
  const edges: EdgeTable = {
    length: 0,
    start: new Uint32Array(table.length + 1),
    caller: new Int32Array(0),
    ncalls: countColumn(none),
    primitiveCalls: countColumn(none),
    tottime: none,
    cumtime: none,
    countsOnly: null,
    ghosts: { length: 0, file: new Int32Array(0), line: new Int32Array(0), name: new Int32Array(0) },
    notes: [],
  };
  return { ...table, edges: alreadyMade(edges) };
}
