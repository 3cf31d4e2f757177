import { mergeProfiles, pstatsOrder } from '../../src/profile/merge.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { printCalls } from '../../src/pstats/print-calls.ts';
import { printStats } from '../../src/pstats/print-stats.ts';
import { resolveSortOrder } from '../../src/select/sort-keys.ts';
import { joinChunks } from '../../src/text/chunks.ts';
import { selectRows } from '../../src/views/selection.ts';

/** One text that CPython printed for `pstats.Stats(*names)`. */
export type MergeCase = {
  readonly names: readonly string[];
  readonly strip: boolean;
  readonly view: 'stats' | 'callers' | 'callees';
  readonly sort: readonly string[];
  readonly text: string;
};

/** What we print for it. The dumps had one fixed time when CPython read them. */
export function printMerged({ names, strip, view, sort }: MergeCase, load: (name: string) => ProfileTable): Buffer {
  const order = pstatsOrder(names);
  const [first, ...others] = order.map(load);
  if (first === undefined) throw new Error('no profile');
  const merged = mergeProfiles([first, ...others]);
  const table = strip ? stripDirs(merged) : merged;
  const selection = selectRows(table, { sort: resolveSortOrder(sort) });
  const lines = order.map((name) => `Fri Jan  2 03:04:05 2026    ${name}.prof`);
  const chunks = view === 'stats' ? printStats(table, selection, lines) : printCalls(table, selection, view);
  return Buffer.from(joinChunks(chunks));
}
