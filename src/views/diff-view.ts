import type { Comparison } from '../profile/compare.ts';
import type { ProfileNote } from '../profile/notes.ts';
import type { FunctionTable, ProfileKind, Seconds } from '../profile/profile-table.ts';
import type { RunSet } from '../profile/run-set.ts';
import { compareImpact } from './comparison-list.ts';
import {
  type Change,
  type ChangeKind,
  changeOf,
  type DiffMetric,
  type FunctionChange,
  functionChanges,
  isBeyond,
  type NoiseLimits,
} from './function-change.ts';

/** Which changes are listed: by the metric that they are sorted by. */
export const DIRECTIONS = ['slower', 'faster'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export type DiffOptions = {
  readonly sort: DiffMetric;
  readonly only: Direction | null;
  readonly top: number;
  /** Seconds. */
  readonly tolerance: Seconds;
};

/** How many changes are not listed, and what they add up to. */
export type HiddenChanges = { readonly count: number; readonly tottime: Seconds; readonly ncalls: number };

/**
 * The rows of one file. cumtime is left out: functions of a file call each other, and the same second would count twice.
 */
export type ModuleChange = {
  readonly file: string;
  readonly functions: number;
  readonly tottime: Change;
  readonly ncalls: Change;
};

/** What changed between two profiles. The deltas of listed and hidden rows add up to those of the totals (of one run each). */
export type DiffView = {
  readonly comparison: Comparison;
  readonly kind: ProfileKind;
  readonly runs: { readonly before: number; readonly after: number };
  readonly functions: { readonly before: number; readonly after: number };
  readonly totals: { readonly tottime: Change; readonly ncalls: Change; readonly isNoise: boolean };
  readonly options: DiffOptions;
  /** How many functions are of each kind. */
  readonly counts: Readonly<Record<ChangeKind, number>>;
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
  const limits: NoiseLimits = { tolerance: options.tolerance, before: before.spread, after: after.spread };
  const changes = Array.from(functionChanges(comparison, limits));
  const listed = changes
    .filter((change) => isListed(change, options))
    .sort((a, b) => compareImpact(options.sort, a, b));
  const modules = moduleChanges(comparison, changes);
  const rows = listed.slice(0, options.top);
  const isRow = new Set(rows);
  const shownModules = modules
    .filter(({ tottime }) => size(tottime) > options.tolerance)
    .slice(0, Math.min(options.top, MOST_MODULES));
  return {
    comparison,
    kind: after.table.kind,
    runs: { before: before.runs, after: after.runs },
    functions: { before: before.table.length, after: after.table.length },
    totals: totalChange(before, after),
    options,
    counts: countKinds(changes),
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
  if (only === null) return true;
  if (change.isNoise[sort] || !isBeyond(change[sort], sort, tolerance)) return false;
  const { delta } = change[sort];
  return only === 'slower' ? delta > 0 : delta < 0;
}

/** A NaN (of a hand-made dump) is no change that could be ranked. */
function size({ delta }: Change): number {
  return Number.isFinite(delta) ? Math.abs(delta) : 0;
}

function totalChange(before: RunSet, after: RunSet): DiffView['totals'] {
  const tottime = changeOf(before.table.totals.tottime, after.table.totals.tottime);
  const spread = Math.max(before.spread?.total.tottime ?? 0, after.spread?.total.tottime ?? 0);
  const ncalls = changeOf(Number(before.table.totals.ncalls), Number(after.table.totals.ncalls));
  return { tottime, ncalls, isNoise: spread > 0 && Math.abs(tottime.delta) <= spread };
}

function countKinds(changes: readonly FunctionChange[]): Record<ChangeKind, number> {
  const counts = { changed: 0, appeared: 0, vanished: 0, noise: 0, same: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
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
