import { UsageError } from '../errors.ts';
import type { Seconds } from '../profile/profile-table.ts';
import type { DiffView } from './diff-view.ts';
import { type Change, type FunctionChange, growthOf } from './function-change.ts';

/** What a limit is counted in. */
type GateUnit = '%' | 's' | 'ms' | 'calls';

export type GateMetric = {
  readonly name: string;
  /** What the percentage is of; the help and docs/ci.md say it so. */
  readonly percentOf: string;
  readonly meaning: string;
  readonly units: readonly GateUnit[];
  /** The changes that are held against the limit. */
  readonly changes: (view: DiffView) => readonly GateChange[];
};

/** A change with the number that 100 % stands for. `function`: null for the profile as a whole. */
type GateChange = { readonly function: FunctionChange | null; readonly change: Change; readonly whole: number };

/**
 * What `--fail-on METRIC>LIMIT` can hold against a limit: parser, help and docs read this table.
 * Only growth fails. Times of functions within the tolerance do not, nor times within the spread of the runs.
 */
export const GATE_METRICS: readonly GateMetric[] = [
  {
    name: 'total',
    meaning: 'the total time of the profile',
    percentOf: 'the total time before',
    units: ['%', 's', 'ms'],
    changes: ({ totals }) =>
      totals.isNoise ? [] : [{ function: null, change: totals.tottime, whole: totals.tottime.before }],
  },
  {
    name: 'total-calls',
    meaning: 'all calls together; calls are counted, so no run is noisy',
    percentOf: 'all calls before',
    units: ['%', 'calls'],
    changes: ({ totals }) => [{ function: null, change: totals.ncalls, whole: totals.ncalls.before }],
  },
  {
    name: 'cumtime',
    meaning: 'the time of any one function with all that it calls',
    percentOf: "the function's cumtime before",
    units: ['%', 's', 'ms'],
    changes: (view) => measured(view, 'cumtime'),
  },
  {
    name: 'tottime',
    meaning: 'the time in any one function itself',
    percentOf: "the function's tottime before",
    units: ['%', 's', 'ms'],
    changes: (view) => measured(view, 'tottime'),
  },
  {
    name: 'calls',
    meaning: 'the calls of any one function',
    percentOf: "the function's calls before",
    units: ['%', 'calls'],
    changes: ({ changes }) =>
      changes
        .filter(({ kind, beforeRow }) => beforeRow >= 0 && (kind === 'changed' || kind === 'noise'))
        .map((item) => ({ function: item, change: item.ncalls, whole: item.ncalls.before })),
  },
  {
    name: 'new',
    meaning: 'the cumtime of any one function that was not there before',
    percentOf: 'the total time after',
    units: ['%', 's', 'ms'],
    changes: ({ totals, changes }) =>
      changes
        .filter(({ kind }) => kind === 'appeared')
        .map((item) => ({ function: item, change: item.cumtime, whole: totals.tottime.after })),
  },
];

const METRIC_NAMES = GATE_METRICS.map(({ name }) => name).join(', ');

export type Gate = {
  /** As it was written. */
  readonly text: string;
  readonly metric: GateMetric;
  readonly limit: number;
  readonly unit: GateUnit;
};

/** A gate that did not hold. */
export type GateFailure = {
  readonly gate: Gate;
  readonly function: FunctionChange | null;
  readonly change: Change;
};

/**
 * Reads `cumtime>10%`, `total>0.5s`, `tottime > 20ms`, `calls>0`, `new>1%`.
 *
 * @throws UsageError 'bad-gate'
 */
export function parseGate(text: string): Gate {
  const parts = /^\s*([a-z-]+)\s*>\s*(\d+(?:\.\d+)?)\s*(%|ms|s|)\s*$/.exec(text);
  const metric = GATE_METRICS.find(({ name }) => name === parts?.[1]);
  if (parts === null || metric === undefined)
    throw new UsageError('bad-gate', `'${text}' is no gate (metrics: ${METRIC_NAMES})`);
  const unit = unitOf(parts[3] ?? '');
  if (!metric.units.includes(unit))
    throw new UsageError(
      'bad-gate',
      `'${text}': ${metric.name} is counted in ${metric.units.map(unitText).join(', ')}`,
    );
  return { text: text.trim(), metric, limit: Number(parts[2]), unit };
}

/** A number of calls is written without a unit. */
function unitText(unit: GateUnit): string {
  return unit === 'calls' ? 'calls (no unit)' : unit;
}

function unitOf(text: string): GateUnit {
  return text === '%' || text === 's' || text === 'ms' ? text : 'calls';
}

/** What did not hold, by gate, the greatest growth first. A growth that is no number (NaN in a dump) holds no gate. */
export function gateFailures(gates: readonly Gate[], view: DiffView): readonly GateFailure[] {
  return gates.flatMap((gate) =>
    gate.metric
      .changes(view)
      .filter((item) => !(growthIn(gate.unit, item) <= gate.limit))
      .map((item) => ({ gate, function: item.function, change: item.change }))
      .sort((a, b) => b.change.delta - a.change.delta),
  );
}

/** From nothing to something is more than any percentage. */
function growthIn(unit: GateUnit, { change, whole }: GateChange): number {
  if (unit === 's' || unit === 'calls') return change.delta;
  if (unit === 'ms') return change.delta * 1000;
  const growth = growthOf({ ...change, before: whole });
  return growth === null ? (change.delta <= 0 ? 0 : Number.POSITIVE_INFINITY) : growth * 100;
}

/** Functions of both profiles whose time grew by more than the tolerance, and by more than the runs differ. */
function measured({ options, changes }: DiffView, metric: 'cumtime' | 'tottime'): readonly GateChange[] {
  return changes
    .filter((item) => item.kind === 'changed' && isAbove(item[metric], options.tolerance) && !item.isNoise[metric])
    .map((item) => ({ function: item, change: item[metric], whole: item[metric].before }));
}

function isAbove({ delta }: Change, tolerance: Seconds): boolean {
  return !(delta <= tolerance);
}
