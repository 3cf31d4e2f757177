import type { HintsResult } from '../hints/hint.ts';
import type { SlowedText } from '../hints/slowed-text.ts';
import { countsDiffer } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type ProfileTable, type Seconds } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { type Waiting, waitingSteps } from './summary/waiting.ts';
import { type TinyCalls, tinyCallSteps } from './tiny-calls.ts';

/** What makes the times of a profile other than those of the program: no fault of the program's code. */
export type Distortion =
  /** A text that is copied at each step only while the profiler runs. */
  | { readonly kind: 'slowed-text'; readonly share: number; readonly text: SlowedText; readonly rest: Seconds }
  /** Time in which nothing was done: the shares of all else are of the whole. */
  | { readonly kind: 'waiting'; readonly share: number; readonly waiting: Waiting }
  /** Calls so short that most of their time is the profiler's. */
  | ({ readonly kind: 'tiny-calls' } & TinyCalls)
  /** A generator that calls itself: each item goes through all its levels, and each passage is counted as a call. */
  | {
      readonly kind: 'resumed-recursion';
      readonly share: number;
      readonly row: FunctionIndex;
      /** How often it was resumed from outside. */
      readonly asked: number;
      readonly levels: number;
    };

/** What each is, as a title. */
export const DISTORTIONS: Readonly<Record<Distortion['kind'], string>> = {
  'slowed-text': 'a text that is copied at each step only while the profiler runs',
  waiting: 'time in which the program only waits',
  'tiny-calls': "calls so short that most of their time is the profiler's",
  'resumed-recursion': 'a generator that calls itself',
};

/** The word for the page of all distortions, behind `--about`. */
export const DISTORTIONS_PAGE = 'distortions';

/** Those of a profile, the most certain first. */
export function* distortionSteps(result: HintsResult): Steps<readonly Distortion[]> {
  const waits = yield* longWaiting(result.table);
  const short = yield* shortCalls(result);
  yield;
  return [...slowedTexts(result), ...waits, ...short, ...(yield* resumedRecursions(result))];
}

function slowedTexts({ slowedTexts: texts, weighed }: HintsResult): readonly Distortion[] {
  return texts
    .toSorted((a, b) => b.seconds - a.seconds)
    .map((text) => ({ kind: 'slowed-text', share: text.share, text, rest: weighed.totals.tottime }));
}

/** Less waiting leaves the other shares about right. */
const LEAST_WAITING = 0.25;

function* longWaiting(table: ProfileTable): Steps<readonly Distortion[]> {
  const found = yield* waitingSteps(table);
  const share = found === null ? 0 : found.seconds / table.totals.tottime;
  return found === null || !(share >= LEAST_WAITING) ? [] : [{ kind: 'waiting', share, waiting: found }];
}

function* shortCalls({ weighed, unprofiled }: HintsResult): Steps<readonly Distortion[]> {
  const found = yield* tinyCallSteps(weighed, unprofiled);
  return found === null ? [] : [{ kind: 'tiny-calls', ...found }];
}

/** Fewer levels are hardly a detour. */
const LEAST_LEVELS = 3;

const LEAST_RECURSION = 0.05;

function* resumedRecursions({ table, isResumed }: HintsResult): Steps<readonly Distortion[]> {
  const { length, ncalls, primitiveCalls, tottime, totals } = table;
  const found: Distortion[] = [];
  if (table.kind === 'sampled') return found;
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const share = tottime[row]! / totals.tottime;
      if (!(share >= LEAST_RECURSION)) continue;
      const asked = primitiveCalls.values[row]!;
      const levels = asked > 0 ? ncalls.values[row]! / asked : 0;
      const isDeep = levels >= LEAST_LEVELS && countsDiffer(ncalls, primitiveCalls, row);
      if (isDeep && callsItself(table, row) && isResumed(row))
        found.push({ kind: 'resumed-recursion', share, row, asked, levels });
    }
  });
  return found;
}

function callsItself(table: ProfileTable, row: FunctionIndex): boolean {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  return edges.caller.subarray(start, end).includes(row);
}
