import { compareProfiles } from '../../profile/compare.ts';
import type { PathMapping } from '../../profile/path-mapping.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { DiffReport } from '../../report/diff-words.ts';
import { renderDiffPage } from '../../report/html/diff-page.ts';
import type { Context } from '../context.ts';
import type { OwnOptions } from '../options/options.ts';
import { withOwnPlaces } from '../sources/own-places.ts';
import { loadPageTools } from './page-tools.ts';

type Runs = readonly [ProfileTable, ...ProfileTable[]];

/**
 * A comparison as a page. If the profile after is a single run, and not a median of several, one can explore it there.
 */
export function makeDiffPage(
  report: DiffReport,
  before: Runs,
  after: Runs,
  options: OwnOptions & { readonly map: readonly PathMapping[] },
  context: Context,
): Iterable<string> {
  const isOfSingleRuns = before.length === 1 && after.length === 1;
  const comparison = compareProfiles(before[0], after[0], options.map);
  const explored = isOfSingleRuns ? { table: withOwnPlaces(after[0], options), comparison } : null;
  return renderDiffPage(report, explored, loadPageTools(context));
}
