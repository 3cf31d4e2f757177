import { UsageError } from '../../errors.ts';
import { findObstacle, obstacleOfRun, obstacleText } from '../../profile/comparable.ts';
import type { FunctionTable } from '../../profile/profile-table.ts';

/** A profile and where it came from, as the user typed it. */
export type NamedProfile = { readonly path: string; readonly table: FunctionTable };

/**
 * Profiles of which a comparison would say nothing. Both files are named: of several runs it may be any two.
 *
 * @throws UsageError 'not-comparable'
 */
export function refuseIncomparable(profiles: readonly NamedProfile[]): void {
  for (const [at, { path, table }] of profiles.entries()) {
    for (const other of profiles.slice(at + 1)) {
      const obstacle = findObstacle(table, other.table);
      if (obstacle === null) continue;
      if (path === other.path) throw new UsageError('not-comparable', `${path} is given twice`);
      throw new UsageError('not-comparable', `${path} and ${other.path} are not comparable: ${obstacleText(obstacle)}`);
    }
  }
}

/**
 * A profile with which that of a run to come can be compared: cProfile makes it, with the built-in functions.
 *
 * @throws UsageError 'not-comparable'
 */
export function refuseOtherProfilers(path: string, table: FunctionTable): void {
  const obstacle = obstacleOfRun(table);
  if (obstacle === null) return;
  throw new UsageError(
    'not-comparable',
    `${path} and the profile of a run are not comparable: ${obstacleText(obstacle)}`,
  );
}
