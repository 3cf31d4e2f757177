import { UsageError } from '../errors.ts';
import { findObstacle, OBSTACLE_TEXTS } from '../profile/comparable.ts';
import type { FunctionTable } from '../profile/profile-table.ts';

/**
 * Profiles of which a comparison would say nothing.
 *
 * @throws UsageError 'not-comparable'
 */
export function refuseIncomparable(tables: readonly FunctionTable[]): void {
  for (const [at, table] of tables.entries()) {
    for (const other of tables.slice(at + 1)) {
      const obstacle = findObstacle(table, other);
      if (obstacle === null) continue;
      throw new UsageError('not-comparable', `the profiles are not comparable: ${OBSTACLE_TEXTS[obstacle]}`);
    }
  }
}
