import type { HintQuestion } from '../hints/find-hints.ts';
import type { CountedFunction } from '../profile/argument-counts.ts';
import type { LineTimings } from '../profile/line-timings.ts';
import type { LiveMemory } from '../profile/live-memory.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { hintAllocations } from './hint-allocations.ts';
import { hintArguments } from './hint-arguments.ts';
import { hintLineTimes } from './hint-line-times.ts';
import { measuredNotes } from './measured-notes.ts';

/** What was measured beside a profile: by tracemalloc, by line_profiler, and by `run --arguments`. */
type Measurements = {
  readonly memory: LiveMemory | null;
  readonly timings: readonly LineTimings[];
  readonly counted: readonly CountedFunction[] | null;
};

type MeasuredEvidence = Required<Pick<HintQuestion, 'allocationsOf' | 'lineTimesOf' | 'argumentsOf' | 'notes'>>;

/** What hints are told of it. */
export function hintMeasurements(table: ProfileTable, { memory, timings, counted }: Measurements): MeasuredEvidence {
  const allocationsOf = memory === null ? null : hintAllocations(memory, table);
  return {
    allocationsOf,
    lineTimesOf: timings.length === 0 ? null : hintLineTimes(table, timings),
    argumentsOf: counted === null ? null : hintArguments(table, counted),
    notes: measuredNotes(table, { allocationsOf, timings, counted }),
  };
}
