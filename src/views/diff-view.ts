import { UsageError } from '../errors.ts';
import type { Comparison } from '../profile/compare.ts';
import { rowStandardName } from '../profile/function-name.ts';
import type { ProfileNote } from '../profile/notes.ts';
import type { FunctionTable, ProfileKind, Seconds } from '../profile/profile-table.ts';
import type { RunSet } from '../profile/run-set.ts';
import { type MatchNames, restrictNamed } from '../select/restrict-rows.ts';
import type { Restriction } from '../select/restriction.ts';
import { type Direction, directionOf } from './change-direction.ts';
import { compareImpact } from './comparison-list.ts';
import {
  type Change,
  type ChangeKind,
  changeOf,
  type DiffMetric,
  type FunctionChange,
  functionChanges,
  type NoiseLimits,
  pairedChange,
  rangeOf,
} from './function-change.ts';
import { areNoise, FEWEST_RUNS, makeRunTimes, pairTotals, type RunTimes } from './run-times.ts';

/** So many functions are listed where nobody asks for another number. */
export const TOP_OF_DIFF = 20;

export type DiffOptions = {
  readonly sort: DiffMetric;
  readonly only: Direction | null;
  /** In turn, on the sorted list; regexes look for a part of `file:line(name)`, with the directories. */
  readonly restrictions: readonly Restriction[];
  readonly matchNames?: MatchNames | undefined;
  readonly top: number;
  /** Seconds. */
  readonly tolerance: Seconds;
  /** Which files are listed, by their names after; all where it is missing. */
  readonly isListedFile?: ((file: string) => boolean) | undefined;
  /** Which files gates on any function look at; all where it is missing. */
  readonly isGatedFile?: ((file: string) => boolean) | undefined;
};

/** How many changes are not listed, and what they add up to. */
export type HiddenChanges = { readonly count: number; readonly tottime: Seconds; readonly ncalls: number };

/**
 * The rows of one file. cumtime is left out: functions of a file call each other, and the same second would count twice.
 */
type ModuleChange = {
  readonly file: string;
  readonly functions: number;
  readonly tottime: Change;
  readonly ncalls: Change;
};

/**
 * Whether times can be told from noise. `single-runs`: a side is one run, and nobody can. `few-runs`: fewer than the
 * five that decide. `decided`: enough on both sides.
 */
export type Certainty = 'single-runs' | 'few-runs' | 'decided';

/** `isNoise`: by the runs of both sides; false where each is one run. The time is as measured, on whatever machine. */
export type TotalChange = {
  readonly tottime: Change;
  readonly ncalls: Change;
  readonly isNoise: { readonly tottime: boolean; readonly ncalls: boolean };
};

/** What changed between two profiles. The deltas of listed and hidden rows add up to those of the totals (of one run each). */
export type DiffView = {
  readonly comparison: Comparison;
  readonly kind: ProfileKind;
  readonly runs: { readonly before: number; readonly after: number };
  readonly functions: { readonly before: number; readonly after: number };
  /** What the runs of both sides took; null where each side is one run. */
  readonly times: RunTimes | null;
  readonly certainty: Certainty;
  readonly totals: TotalChange;
  readonly options: DiffOptions;
  /** How many functions are of each kind. */
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** How many functions of both are called more often, or less often, and that is no noise. */
  readonly calls: { readonly more: number; readonly fewer: number };
  /** How many functions became slower themselves, or faster (see {@link directionOf}). */
  readonly directions: { readonly slower: number; readonly faster: number };
  readonly rows: readonly FunctionChange[];
  readonly hidden: HiddenChanges;
  readonly modules: readonly ModuleChange[];
  readonly hiddenModules: HiddenChanges;
  /** Every function, listed or not: what gates look at. */
  readonly changes: readonly FunctionChange[];
  readonly notes: readonly ProfileNote[];
};

/** Modules are told in fewer rows than functions. */
const MOST_MODULES = 10;

export function buildDiffView(comparison: Comparison, before: RunSet, after: RunSet, options: DiffOptions): DiffView {
  const times = makeRunTimes(comparison, before, after);
  const limits: NoiseLimits = { tolerance: options.tolerance, runs: times };
  const changes = Array.from(functionChanges(comparison, limits));
  const listed = changes
    .filter((change) => isListed(change, options))
    .filter((change) => options.isListedFile?.(fileOf(comparison, change)) ?? true)
    .sort((a, b) => compareImpact(options.sort, a, b));
  const modules = moduleChanges(comparison, changes);
  const rows = restrictChanges(comparison, listed, options).slice(0, options.top);
  const isRow = new Set(rows);
  const shownModules = modules
    .filter(({ tottime }) => size(tottime) > options.tolerance)
    .slice(0, Math.min(options.top, MOST_MODULES));
  return {
    comparison,
    kind: after.table.kind,
    runs: { before: before.runs.length, after: after.runs.length },
    functions: { before: before.table.length, after: after.table.length },
    times,
    certainty: certaintyOf(Math.min(before.runs.length, after.runs.length)),
    totals: totalChange(before, after, times),
    options,
    counts: countKinds(changes),
    calls: countCalls(changes),
    directions: countDirections(changes, options.tolerance),
    rows,
    hidden: sumChanges(changes.filter((change) => !isRow.has(change))),
    modules: shownModules,
    hiddenModules: sumChanges(modules.slice(shownModules.length)),
    changes,
    notes: uniqueNotes([...before.table.notes, ...after.table.notes, ...comparison.notes]),
  };
}

/** With `only` the metric that is sorted by has to have changed: other calls alone make nothing slower. */
function isListed(change: FunctionChange, { only, sort, tolerance }: DiffOptions): boolean {
  if (change.kind === 'same' || change.kind === 'noise') return false;
  return only === null || directionOf(change, sort, tolerance) === only;
}

/**
 * @throws UsageError 'bad-restriction' for a pattern that is no regex, 'unsupported-regex' for one that Python alone has
 */
function restrictChanges(
  comparison: Comparison,
  listed: readonly FunctionChange[],
  { restrictions, matchNames }: DiffOptions,
): readonly FunctionChange[] {
  const list = { rows: Int32Array.from(listed, (_, at) => at), total: listed.length };
  const nameOf = (at: number): string => changedName(comparison, listed[at]!);
  const { rows, effects } = restrictNamed(nameOf, list, restrictions, matchNames);
  const [invalid] = effects.filter((effect) => effect.kind === 'invalid-regex');
  if (invalid !== undefined) throw new UsageError('bad-restriction', `${invalid.pattern} is not a regular expression`);
  return Array.from(rows, (at) => listed[at]!);
}

/** `file:line(name)` of a function as the second profile has it; of one that is gone, as the first had it. */
export function changedName({ before, after }: Comparison, { beforeRow, afterRow }: FunctionChange): string {
  return afterRow < 0 ? rowStandardName(before, beforeRow) : rowStandardName(after, afterRow);
}

/** A NaN (of a hand-made dump) is no change that could be ranked. */
function size({ delta }: Change): number {
  return Number.isFinite(delta) ? Math.abs(delta) : 0;
}

function certaintyOf(runs: number): Certainty {
  if (runs === 1) return 'single-runs';
  return runs < FEWEST_RUNS ? 'few-runs' : 'decided';
}

function totalChange(before: RunSet, after: RunSet, times: RunTimes | null): TotalChange {
  const ncalls = changeOf(Number(before.table.totals.ncalls), Number(after.table.totals.ncalls));
  if (times === null) {
    const tottime = changeOf(before.table.totals.tottime, after.table.totals.tottime);
    return { tottime, ncalls, isNoise: { tottime: false, ncalls: false } };
  }
  const paired = pairTotals(times);
  const tottime = pairedChange(paired);
  const range = Math.max(...[before, after].map(({ runs }) => rangeOf(runs.map(({ total }) => total.ncalls))));
  const isNoise = {
    tottime: tottime.delta !== 0 && areNoise(paired),
    ncalls: range > 0 && Math.abs(ncalls.delta) <= range,
  };
  return { tottime, ncalls, isNoise };
}

/** Functions that came or went are counted as such. */
function countCalls(changes: readonly FunctionChange[]): DiffView['calls'] {
  const deltas = changes
    .filter(({ beforeRow, afterRow, isNoise }) => beforeRow >= 0 && afterRow >= 0 && !isNoise.ncalls)
    .map(({ ncalls }) => ncalls.delta);
  return { more: deltas.filter((delta) => delta > 0).length, fewer: deltas.filter((delta) => delta < 0).length };
}

function countKinds(changes: readonly FunctionChange[]): Record<ChangeKind, number> {
  const counts = { changed: 0, appeared: 0, vanished: 0, noise: 0, same: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
}

function countDirections(changes: readonly FunctionChange[], tolerance: Seconds): DiffView['directions'] {
  const directions = changes.map((change) => directionOf(change, 'tottime', tolerance));
  return {
    slower: directions.filter((direction) => direction === 'slower').length,
    faster: directions.filter((direction) => direction === 'faster').length,
  };
}

function sumChanges(changes: readonly { readonly tottime: Change; readonly ncalls: Change }[]): HiddenChanges {
  const sum = (metric: 'tottime' | 'ncalls'): number =>
    changes.reduce((total, change) => total + change[metric].delta, 0);
  return { count: changes.length, tottime: sum('tottime'), ncalls: sum('ncalls') };
}

/** Every file that either profile has, by impact. */
function moduleChanges(comparison: Comparison, changes: readonly FunctionChange[]): readonly ModuleChange[] {
  const sums = new Map<string, { functions: number; before: number[]; after: number[] }>();
  for (const change of changes) {
    const file = fileOf(comparison, change);
    const sum = sums.get(file) ?? { functions: 0, before: [0, 0], after: [0, 0] };
    sums.set(file, sum);
    sum.functions++;
    for (const [at, { before, after }] of [change.tottime, change.ncalls].entries()) {
      sum.before[at]! += before;
      sum.after[at]! += after;
    }
  }
  return Array.from(sums, ([file, { functions, before, after }]) => ({
    file,
    functions,
    tottime: changeOf(before[0]!, after[0]!),
    ncalls: changeOf(before[1]!, after[1]!),
  })).sort((a, b) => size(b.tottime) - size(a.tottime) || size(b.ncalls) - size(a.ncalls));
}

/** The file of a function by the name that it has in the second profile. */
export function fileOf(comparison: Comparison, { beforeRow, afterRow }: FunctionChange): string {
  const { after } = comparison;
  return afterRow < 0 ? comparison.newFileOf(beforeRow) : fileAt(after, afterRow);
}

function fileAt({ strings, functions }: FunctionTable, row: number): string {
  return strings.text(functions.file[row]!);
}

function uniqueNotes(notes: readonly ProfileNote[]): readonly ProfileNote[] {
  return [...new Map(notes.map((note) => [note.text, note])).values()];
}
