import { UsageError } from '../errors.ts';
import { compareProfiles } from '../profile/compare.ts';
import type { ProfileNote } from '../profile/notes.ts';
import type { PathMapping } from '../profile/path-mapping.ts';
import type { FunctionTable, ProfileTable, Seconds } from '../profile/profile-table.ts';
import { makeRunSet, type RunSet } from '../profile/run-set.ts';
import { type ComparisonFormat, DIFF_WRITERS } from '../report/diff-formats.ts';
import type { DiffReport } from '../report/diff-words.ts';
import { buildDiffView, type Certainty, TOP_OF_DIFF, type TotalChange } from '../views/diff-view.ts';
import { type Change, DIFF_METRICS, type DiffMetric, type FunctionChange } from '../views/function-change.ts';
import { parseGate } from '../views/gate.ts';
import { type GateResult, judgeGates } from '../views/judge-gates.ts';
import { DEFAULT_TOLERANCE, toleranceSeconds } from '../views/tolerance.ts';
import {
  A_FUNCTION,
  type ArgumentKind,
  type ArgumentKinds,
  COUNT,
  check,
  checkOptions,
  hasFields,
  isListOf,
  isNumber,
  LIST,
  OBJECT,
  oneWordOf,
  SOME_PROFILES,
  TEXT,
  TEXTS,
} from './argument.ts';

/** How runs are compared. The defaults are those of `pyprof-view diff`. */
type CompareRunsOptions = {
  /** Gates as `--fail-on` takes them: `cumtime>10%`, `calls>0`, `tottime(render)>5ms`. */
  readonly failOn?: readonly string[];
  /**
   * Whether a gate on any function looks at the functions of a file, given its name after; without it, at those of all
   * files.
   */
  readonly isGatedFile?: (file: string) => boolean;
  /** Folders and files whose paths differ before and after. */
  readonly mappings?: readonly PathMapping[];
  /**
   * A time that changed by no more than this counts as unchanged, in seconds; 1 % of the total time before by default.
   */
  readonly tolerance?: Seconds;
  /** The number whose change decides which functions are rendered first; tottime by default. */
  readonly sort?: DiffMetric;
  /** How many functions are rendered; 20 by default. */
  readonly top?: number;
  /** What the profiles are called in what is rendered. */
  readonly names?: { readonly before: readonly string[]; readonly after: readonly string[] };
};

/** A function beyond the limit of a gate, or the whole profile (null). */
type GateBreach = { readonly function: FunctionChange | null; readonly change: Change };

/** `undecided`: a gate on time, with fewer than five runs on a side. It has neither held nor failed. */
type GateVerdict = {
  /** As it was given. */
  readonly gate: string;
  readonly status: 'held' | 'failed' | 'undecided';
  /** The greatest increase first. */
  readonly breaches: readonly GateBreach[];
};

/** What changed between two sides. */
type RunComparison = {
  readonly certainty: Certainty;
  readonly totals: TotalChange;
  /**
   * The sides, each as one profile: of several runs the medians. Changes name their rows, which
   * {@link describeFunction} takes.
   */
  readonly before: FunctionTable;
  readonly after: FunctionTable;
  /** Every function of either side: those of `after` in its order, then those that only `before` has. */
  readonly changes: readonly FunctionChange[];
  readonly gates: readonly GateVerdict[];
  readonly notes: readonly ProfileNote[];
  /** @internal */
  readonly report: DiffReport;
};

const COMPARISON: ArgumentKind = {
  words: 'what compareRuns returned',
  is: (value) => hasFields(value, { report: OBJECT, gates: LIST }),
};

const OPTIONS: ArgumentKinds<CompareRunsOptions> = {
  failOn: TEXTS,
  isGatedFile: A_FUNCTION,
  mappings: {
    words: 'a list of { from, to }',
    is: (value) => isListOf({ words: '', is: (each) => hasFields(each, { from: TEXT, to: TEXT }) }, value),
  },
  tolerance: { words: 'seconds, from 0 on', is: (value) => isNumber(value) && value >= 0 && Number.isFinite(value) },
  sort: oneWordOf(DIFF_METRICS),
  top: COUNT,
  names: {
    words: 'two lists of strings, { before, after }',
    is: (value) => hasFields(value, { before: TEXTS, after: TEXTS }),
  },
};

/**
 * Compares the runs of a program before and after a change, joining functions by file and name, wherever their lines
 * went. With five runs or more on each side, a difference in time is told from noise; with fewer it cannot be, and only
 * calls are certain.
 *
 * @throws UsageError 'usage' where a side has no run, 'bad-gate' for an invalid gate, 'no-such-function' or
 *   'ambiguous-function' for a gate on a function that a side does not have, or has several of
 */
export function compareRuns(
  before: readonly ProfileTable[],
  after: readonly ProfileTable[],
  options: CompareRunsOptions = {},
): RunComparison {
  check('before', before, SOME_PROFILES);
  check('after', after, SOME_PROFILES);
  checkOptions(options, OPTIONS);
  refuseLonelyTest(options);
  const gates = (options.failOn ?? []).map(parseGate);
  const sides = { before: runSetOf(before, 'before'), after: runSetOf(after, 'after') };
  const comparison = compareProfiles(sides.before.table, sides.after.table, options.mappings ?? []);
  const view = buildDiffView(comparison, sides.before, sides.after, {
    sort: options.sort ?? 'tottime',
    only: null,
    isGatedFile: options.isGatedFile,
    restrictions: [],
    top: options.top ?? TOP_OF_DIFF,
    tolerance: options.tolerance ?? toleranceSeconds(DEFAULT_TOLERANCE, sides.before.table.totals.tottime),
  });
  const results = judgeGates(gates, view);
  const gateOn = gates.length === 0 ? null : options.isGatedFile === undefined ? 'all' : 'mine';
  return {
    certainty: view.certainty,
    totals: view.totals,
    before: comparison.before,
    after: comparison.after,
    changes: view.changes,
    gates: results.map(verdictOf),
    notes: view.notes,
    report: { view, names: namesOf(options, sides), fullPaths: false, gates: results, gateOn, ownCode: null },
  };
}

/** A comparison as `pyprof-view diff` writes it. The words may change; what the schema says of the JSON does not. */
export function renderComparison(runs: RunComparison, format: ComparisonFormat): string {
  check('runs', runs, COMPARISON);
  check('format', format, oneWordOf(Object.keys(DIFF_WRITERS)));
  return DIFF_WRITERS[format](runs.report);
}

/** @throws UsageError 'usage' */
function refuseLonelyTest({ failOn = [], isGatedFile }: CompareRunsOptions): void {
  if (isGatedFile !== undefined && failOn.length === 0)
    throw new UsageError('usage', 'isGatedFile says which functions a gate looks at: give it with failOn');
}

function runSetOf([first, ...others]: readonly ProfileTable[], side: string): RunSet {
  if (first === undefined) throw new UsageError('usage', `there is no profile ${side}`);
  return makeRunSet([first, ...others]);
}

function namesOf({ names }: CompareRunsOptions, sides: Record<'before' | 'after', RunSet>): DiffReport['names'] {
  if (names !== undefined) return names;
  const numbered = (side: 'before' | 'after') => sides[side].runs.map((_, at) => `${side} ${at + 1}`);
  return { before: numbered('before'), after: numbered('after') };
}

function verdictOf({ gate, status, failures }: GateResult): GateVerdict {
  return { gate: gate.text, status, breaches: failures.map(({ function: of, change }) => ({ function: of, change })) };
}
