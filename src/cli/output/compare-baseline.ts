import { compareProfiles } from '../../profile/compare.ts';
import type { PathMapping } from '../../profile/path-mapping.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { renderDiffText } from '../../report/diff-document.ts';
import type { Baseline } from '../../report/report.ts';
import { compareWithBaseline } from '../commands/diff.ts';
import type { Context } from '../context.ts';
import { tuneEngine } from '../engine-tuning.ts';
import { loadBaseline } from '../input/baseline.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { hasFileUnder, reportIdleMaps } from '../sources/idle-maps.ts';
import { writeText } from './output-file.ts';
import { progressOn } from './progress.ts';

type CompareOptions = {
  readonly force: boolean;
  readonly fullPaths: boolean;
  readonly map: readonly PathMapping[];
  readonly top: number;
};

/** A profile against its baseline, for a report. */
export async function compareBaseline(
  baseline: string,
  { table, paths }: { readonly table: ProfileTable; readonly paths: readonly string[] },
  { force, fullPaths, map: mappings, top }: CompareOptions,
  context: Context,
): Promise<Baseline> {
  const before = await loadBaseline(baseline, { table, paths, force }, context);
  // a mapping that has files in both says where the source of both lies now
  const map = mappings.filter((mapping) => !hasFileUnder(table, mapping));
  const diff = compareWithBaseline({ before: [baseline], after: paths }, before, table, { fullPaths, top, map });
  return { diff, comparison: compareProfiles(before, table, map) };
}

type PrintOptions = {
  readonly fullPaths: boolean;
  readonly force: boolean;
  readonly map?: readonly PathMapping[];
  /** As `map`, but nobody gave it: nothing is said where it changes nothing. */
  readonly moved?: readonly PathMapping[];
};

/** The text of the viewer with a baseline: the profiles merged, against it. */
export async function printComparison(
  baseline: string,
  paths: readonly string[],
  { fullPaths, force, map = [], moved = [] }: PrintOptions,
  context: Context,
): Promise<void> {
  const reading = { readStdin: context.readStdin, onBytes: tuneEngine, progress: progressOn(context) };
  const { table } = await loadProfiles(paths, reading);
  const before = await loadBaseline(baseline, { table, paths, force }, context);
  reportIdleMaps([before], map, context, 'profile before');
  const names = { before: [baseline], after: paths };
  await writeText(
    null,
    renderDiffText(compareWithBaseline(names, before, table, { fullPaths, map: [...map, ...moved] })),
    context,
  );
}
