import type { Hint } from '../../hints/hint.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { HintsView } from '../hints-view.ts';
import { type Limit, profileLimits } from '../limits.ts';
import { type OwnCode, ownCode } from '../own-code.ts';
import { type ImportTime, importTime } from './import-time.ts';
import { type MainPath, mainPath } from './main-path.ts';
import { type OwnFunction, ownFunctions } from './own-functions.ts';
import { type TimePlace, timePlaces } from './places.ts';
import { type ProfilerCost, profilerCost } from './profiler-cost.ts';
import { type Waiting, waiting } from './waiting.ts';

/** The first answer of a profile: where its time is, from its numbers alone. */
export type Summary = {
  readonly table: ProfileTable;
  readonly own: OwnCode;
  readonly places: readonly TimePlace[];
  readonly path: MainPath | null;
  readonly functions: readonly OwnFunction[];
  readonly imports: ImportTime | null;
  readonly waiting: Waiting | null;
  readonly profiler: ProfilerCost | null;
  readonly limits: readonly Limit[];
  /** The first of the hints; null for none, undefined where nobody looked for hints. */
  readonly hint: Hint | null | undefined;
};

/** @param hints null where nobody looked for them */
export function buildSummary(table: ProfileTable, hints: HintsView | null): Summary {
  return {
    table,
    own: ownCode(table),
    places: timePlaces(table),
    path: mainPath(table),
    functions: ownFunctions(table, (row) => hints?.isResumed(row) ?? false),
    imports: importTime(table),
    waiting: waiting(table),
    profiler: profilerCost(table),
    limits: profileLimits(table),
    hint: hints === null ? undefined : (hints.hints[0] ?? null),
  };
}
