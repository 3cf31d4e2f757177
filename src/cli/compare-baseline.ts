import { compareProfiles } from '../profile/compare.ts';
import { mappedPath, type PathMapping } from '../profile/path-mapping.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { renderDiffText } from '../report/diff-document.ts';
import type { Baseline } from '../report/report.ts';
import { type BaselineOptions, loadBaseline } from './baseline.ts';
import { compareWithBaseline } from './commands/diff.ts';
import type { Context } from './context.ts';
import { tuneEngine } from './engine-tuning.ts';
import { writeText } from './output-file.ts';
import { progressOn } from './progress.ts';
import { loadProfiles } from './read-profile.ts';
import { refuseIncomparable } from './refuse-incomparable.ts';

type CompareOptions = BaselineOptions & {
  readonly fullPaths: boolean;
  readonly map: readonly PathMapping[];
  readonly top: number;
};

/** A profile against its baseline, for a report; null without one. */
export async function compareBaseline(
  table: ProfileTable,
  paths: readonly string[],
  options: CompareOptions,
  context: Context,
): Promise<Baseline | null> {
  const before = await loadBaseline(table, paths, options, context);
  if (before === null || options.baseline === undefined) return null;
  const { fullPaths, top } = options;
  const map = options.map.filter((mapping) => !hasFileUnder(table, mapping));
  const names = { before: [options.baseline], after: paths };
  const diff = compareWithBaseline(names, before, table, { fullPaths, top, map });
  return { diff, comparison: compareProfiles(before, table, map) };
}

/** Then OLD is where both programs ran, and NEW where their source is now. */
function hasFileUnder({ functions, strings }: ProfileTable, mapping: PathMapping): boolean {
  return [...new Set(functions.file)].some((file) => mappedPath(strings.text(file), mapping) !== null);
}

/** The text of the viewer with a baseline: the profiles merged, against it. */
export async function printComparison(
  baseline: string,
  paths: readonly string[],
  options: { readonly fullPaths: boolean; readonly force: boolean; readonly map?: readonly PathMapping[] },
  context: Context,
): Promise<void> {
  const reading = { readStdin: context.readStdin, progress: progressOn(context) };
  const { table: before } = await loadProfiles([baseline], { ...reading, onBytes: tuneEngine, side: '--before' });
  const { table } = await loadProfiles(paths, reading);
  if (!options.force)
    refuseIncomparable([
      { path: baseline, table: before },
      { path: paths.join(', '), table },
    ]);
  const names = { before: [baseline], after: paths };
  await writeText(null, renderDiffText(compareWithBaseline(names, before, table, options)), context);
}
