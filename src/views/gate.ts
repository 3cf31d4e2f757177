import { UsageError } from '../errors.ts';

/** What a limit is counted in. */
type GateUnit = '%' | 's' | 'ms' | 'calls';

/** The words before `>`. */
export type GateName =
  | 'total-calls'
  | 'calls'
  | 'new'
  | 'tottime'
  | 'cumtime'
  | 'tottime-percall'
  | 'cumtime-percall'
  | 'total';

export type GateMetric = {
  readonly name: GateName;
  readonly meaning: string;
  /** What the percentage is of; the help and docs/ci.md say it so. */
  readonly percentOf: string;
  readonly units: readonly GateUnit[];
  /** Whether it may be asked of one function: `cumtime(render)>10%`. */
  readonly isOfFunctions: boolean;
};

/**
 * What `--fail-on METRIC>LIMIT` can hold against a limit: parser, help and docs read this table, and
 * {@link judgeGates} has a judge for each. Calls are counted and decided by one run; times need several.
 */
export const GATE_METRICS: readonly GateMetric[] = [
  {
    name: 'total-calls',
    meaning: 'all calls together; counted, so one run decides',
    percentOf: 'all calls before',
    units: ['%', 'calls'],
    isOfFunctions: false,
  },
  {
    name: 'calls',
    meaning: 'the calls of any one function; one run decides',
    percentOf: "the function's calls before",
    units: ['%', 'calls'],
    isOfFunctions: true,
  },
  {
    name: 'new',
    meaning: 'the cumtime of any one function that was not there before; one run decides',
    percentOf: 'the total time after',
    units: ['%', 's', 'ms'],
    isOfFunctions: false,
  },
  {
    name: 'tottime',
    meaning: 'the time in any one function itself',
    percentOf: "the function's tottime before",
    units: ['%', 's', 'ms'],
    isOfFunctions: true,
  },
  {
    name: 'cumtime',
    meaning: 'the time of any one function with all that it calls',
    percentOf: "the function's cumtime before",
    units: ['%', 's', 'ms'],
    isOfFunctions: true,
  },
  {
    name: 'tottime-percall',
    meaning: 'the time in any one function itself, per call',
    percentOf: 'the same before',
    units: ['%', 's', 'ms'],
    isOfFunctions: true,
  },
  {
    name: 'cumtime-percall',
    meaning: 'the time of any one function with all that it calls, per primitive call',
    percentOf: 'the same before',
    units: ['%', 's', 'ms'],
    isOfFunctions: true,
  },
  {
    name: 'total',
    meaning: 'the total time of the profile, which depends on the machine as much as on the program',
    percentOf: 'the total time before',
    units: ['%', 's', 'ms'],
    isOfFunctions: false,
  },
];

const METRIC_NAMES = GATE_METRICS.map(({ name }) => name).join(', ');

export type Gate = {
  /** As it was written. */
  readonly text: string;
  readonly metric: GateMetric;
  /** The one function that it is asked of, as the user named it; null for any. */
  readonly function: string | null;
  readonly limit: number;
  readonly unit: GateUnit;
};

/**
 * Reads `cumtime>10%`, `total>0.5s`, `tottime > 20ms`, `calls>0`, `new>1%`, `cumtime(app.py:12(render))>10%`.
 *
 * @throws UsageError 'bad-gate'
 */
export function parseGate(text: string): Gate {
  const parts = /^\s*([a-z-]+)\s*(?:\((.+)\))?\s*>\s*(\d+(?:\.\d+)?)\s*(%|ms|s|)\s*$/s.exec(text);
  const metric = GATE_METRICS.find(({ name }) => name === parts?.[1]);
  if (GATE_METRICS.some(({ name }) => name === text.trim())) throw new UsageError('bad-gate', `'${text}' has no limit`);
  if (parts === null || metric === undefined)
    throw new UsageError('bad-gate', `'${text}' is not a gate (metrics: ${METRIC_NAMES})`);
  const unit = unitOf(parts[4] ?? '');
  const units = metric.units.map(unitText).join(', ');
  if (!metric.units.includes(unit))
    throw new UsageError('bad-gate', `'${text}': ${metric.name} is counted in ${units}`);
  if (parts[2] !== undefined && !metric.isOfFunctions)
    throw new UsageError('bad-gate', `'${text}': ${metric.name} is not a number of one function`);
  return { text: text.trim(), metric, function: parts[2] ?? null, limit: Number(parts[3]), unit };
}

/** A number of calls is written without a unit. */
function unitText(unit: GateUnit): string {
  return unit === 'calls' ? 'calls (no unit)' : unit;
}

function unitOf(text: string): GateUnit {
  return text === '%' || text === 's' || text === 'ms' ? text : 'calls';
}
