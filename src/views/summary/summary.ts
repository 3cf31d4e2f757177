import type { Hint } from '../../hints/hint.ts';
import type { SlowedText } from '../../hints/slowed-text.ts';
import { calleeSteps } from '../../profile/callees.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { finish, type Steps } from '../../profile/steps.ts';
import type { HintsView } from '../hints-view.ts';
import { type Limit, limitSteps } from '../limits.ts';
import { type OwnCode, ownCodeSteps } from '../own-code.ts';
import { type ImportTime, importSteps } from './import-time.ts';
import { type MainPath, mainPathSteps } from './main-path.ts';
import { type OwnFunction, ownFunctionSteps } from './own-functions.ts';
import { placeSteps, type TimePlace } from './places.ts';
import { type ProfilerCost, profilerCost } from './profiler-cost.ts';
import { type Waiting, waitingSteps } from './waiting.ts';

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
  /** The profiler's part of the time as the hints tell it; null where they do not. */
  readonly profilersShare: number | null;
  readonly limits: readonly Limit[];
  /** The text that costs most only because the profiler ran, as far as sources were looked at. */
  readonly slowedText: SlowedText | null;
  /** The first of the hints; null for none, undefined where nobody looked for hints. */
  readonly hint: Hint | null | undefined;
};

/** At most this many of the user's functions are described: the sources of no others are read. */
export const MOST_FUNCTIONS_TOLD = 3;

/** @param hints null where nobody looked for them */
export function buildSummary(table: ProfileTable, hints: HintsView | null): Summary {
  return finish(summarySteps(table, hints));
}

/** {@link buildSummary} in slices, from the numbers alone if there are no hints. */
export function* summarySteps(table: ProfileTable, hints: HintsView | null): Steps<Summary> {
  yield* calleeSteps(table);
  const own = yield* ownCodeSteps(table);
  const places = yield* placeSteps(table);
  const path = yield* mainPathSteps(table);
  yield;
  const functions = yield* ownFunctionSteps(table, (row) => hints?.isResumed(row) ?? false);
  const imports = yield* importSteps(table);
  const waits = yield* waitingSteps(table);
  const profiler = profilerCost(table);
  yield;
  const limits = yield* limitSteps(table);
  const hint = firstHint(hints);
  const profilersShare = shareOfProfiler(hints);
  const slowedText = hints?.slowedTexts[0] ?? null;
  const found = { profiler, profilersShare, limits, slowedText, hint };
  return { table, own, places, path, functions, imports, waiting: waits, ...found };
}

/** A summary that was made from the numbers alone, with what the search for hints has found since; null: nothing yet. */
export function withHints(summary: Summary, hints: HintsView | null): Summary {
  if (hints === null) return summary;
  const functions = summary.functions.map((own, at) =>
    at < MOST_FUNCTIONS_TOLD ? { ...own, isResumed: own.isResumed || hints.isResumed(own.row) } : own,
  );
  return { ...summary, functions, hint: firstHint(hints), profilersShare: shareOfProfiler(hints) };
}

/** Both say one figure of it. */
function shareOfProfiler(hints: HintsView | null): number | null {
  const found = hints?.distortions().find((one) => one.kind === 'tiny-calls');
  return found === undefined || hints === null ? null : (found.share * found.whole) / hints.totalTime;
}

/** The first of the hints, as a summary has it. */
function firstHint(hints: HintsView | null): Summary['hint'] {
  return hints === null ? undefined : (hints.hints[0] ?? null);
}
