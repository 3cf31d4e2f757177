import { CALLED_KINDS, calledKinds } from '../hints/unprofiled/called-kind.ts';
import type { UnprofiledModel, UnprofiledTime } from '../hints/unprofiled/unprofiled-time.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';

/** Calls so short that most of their time is the profiler's. */
export type TinyCalls = {
  /** The profiler's part of the whole time, without what slowed texts took. */
  readonly share: number;
  readonly whole: Seconds;
  /** What the program takes without the profiler, at least and at most; null where that is too wide to say. */
  readonly without: readonly [Seconds, Seconds] | null;
  /** The functions whose calls cost the profiler most. */
  readonly rows: readonly FunctionIndex[];
};

/** Where the profiler has less of the time than this, it changes no order of functions. */
const LEAST_PROFILER = 0.5;

/** Of the whole time; less is not worth a name. */
const LEAST_NAMED = 0.05;
const MOST_NAMED = 3;

/** The truth of 19 in 20 programs lay between so many times the estimate. */
const TRUTH = { least: 0.5, most: 2 } as const;

/** A range that is wider says nothing. */
const WIDEST = 5;

/** What the calls of a profile cost the profiler, where that is most of what it measured; null elsewhere. */
export function* tinyCallSteps(table: ProfileTable, unprofiled: UnprofiledTime): Steps<TinyCalls | null> {
  const models = unprofiled.kind === 'told' ? unprofiled.models : [];
  const costs = models.map((model) => callCosts(table, model));
  const [first] = costs;
  if (first === undefined) return null;
  const ofCalls = Math.min(...costs.map((seconds) => sumOf(seconds) / table.totals.tottime));
  if (!(ofCalls >= LEAST_PROFILER / 2)) return null;
  for (const { program } of models) yield* program.steps();
  const share = Math.min(...models.map(({ program }) => program().profilersPart));
  // on 3.11 plain code is slower under the profiler too, and that is no fault of the calls
  if (!(share >= LEAST_PROFILER && ofCalls >= share / 2)) return null;
  const whole = table.totals.tottime;
  return { share, whole, without: withoutProfiler(table, models), rows: costliest(table, first) };
}

function withoutProfiler(
  { totals }: ProfileTable,
  models: readonly UnprofiledModel[],
): readonly [Seconds, Seconds] | null {
  const estimates = models.map(({ program }) => program().total);
  const least = Math.min(...estimates) * TRUTH.least;
  const most = Math.min(totals.tottime, Math.max(...estimates) * TRUTH.most);
  return most > least * WIDEST ? null : [least, most];
}

/** What the calls of each function cost the profiler. */
function callCosts(table: ProfileTable, { overheads, unit }: UnprofiledModel): Float64Array {
  const { inCallee, inCaller } = overheads;
  const kinds = calledKinds(table);
  const perCall = CALLED_KINDS.map((kind) => inCallee[kind] + inCaller[kind]);
  return table.ncalls.values.map((calls, row) => calls * perCall[kinds[row]!]! * unit);
}

function sumOf(seconds: Float64Array): Seconds {
  return seconds.reduce((sum, one) => sum + one, 0);
}

function costliest({ totals }: ProfileTable, costs: Float64Array): readonly FunctionIndex[] {
  return Array.from(costs.keys())
    .filter((row) => costs[row]! >= LEAST_NAMED * totals.tottime)
    .sort((a, b) => costs[b]! - costs[a]!)
    .slice(0, MOST_NAMED);
}
