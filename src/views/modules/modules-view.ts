import { CountAdder } from '../../profile/count-adder.ts';
import { type CountColumn, compareCounts, countText } from '../../profile/count-column.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { answerFor } from '../../profile/late-answer.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { finish, inSlices, type MadeOnce, madeOnce, type Steps } from '../../profile/steps.ts';
import { comparedColumns, comparisonOf } from '../../select/sort-columns.ts';
import type { SortOrder } from '../../select/sort-keys.ts';
import { rowsInDumpOrder } from '../../select/sort-rows.ts';
import { compareCodePoints } from '../../text/code-points.ts';
import { type Hiding, isHiddenBy } from '../hiding.ts';
import { type LineNumbers, shareOf } from '../line-numbers.ts';
import { recentResults } from '../recent-results.ts';
import { enteringTimes } from './entering-time.ts';
import { type GroupIndex, type Grouping, moduleGroups } from './grouping.ts';

export type ModuleColumn = 'tottime' | 'cumtime' | 'ncalls' | 'functions' | 'name';

/** The files or packages of a profile in an order; of hidden functions there is nothing in them. */
export type ModulesView = {
  readonly table: ProfileTable;
  readonly hiding: Hiding | null;
  readonly by: Grouping;
  readonly sort: ModuleColumn;
  readonly groups: readonly GroupIndex[];
};

/** One file or package. `share`: of the total time of the profile. */
export type ModuleLine = LineNumbers & {
  readonly group: GroupIndex;
  readonly name: string;
  readonly functions: number;
  /** Whether the cumtime is an estimate (see entering-time.ts). */
  readonly isEstimate: boolean;
  /** Whether some of the tottime was charged by estimate. */
  readonly isTottimeEstimate: boolean;
  readonly share: number | null;
};

type Sums = {
  readonly functions: Int32Array;
  readonly tottime: Float64Array;
  readonly estimated: Float64Array;
  readonly ncalls: CountColumn;
};

const recentSums = recentResults<MadeOnce<Sums>>(3);
const recentCumtimes = recentResults<Float64Array>(3);
const recentRows = recentResults<Int32Array>(4);
const recentOrders = recentResults<readonly GroupIndex[]>(8);

/**
 * `hiding`: which functions are left out, and with them the groups of which nothing is left. The calls, the functions and
 * the tottime are then those of the functions that are shown, with what was charged to them; the cumtime stays, as that of
 * functions does: from coming into the group to leaving it.
 */
export function modulesView(
  table: ProfileTable,
  by: Grouping,
  sort: ModuleColumn,
  isReversed: boolean,
  hiding: Hiding | null = null,
): ModulesView {
  const groups = recentOrders(hiding ?? table, `${by} ${sort} ${isReversed}`, () => {
    const { functions } = sumsOf(table, by, hiding);
    const sorted = sortedGroups(table, by, sort, hiding).filter((group) => functions[group]! > 0);
    return isReversed ? sorted.reverse() : sorted;
  });
  return { table, hiding, by, sort, groups };
}

/** The lines from `start` to before `end`; only these are made. */
export function moduleLines(view: ModulesView, start: number, end: number): readonly ModuleLine[] {
  return view.groups.slice(Math.max(0, start), end).map((group) => moduleLine(view, group));
}

/** The functions of a group by its name that are shown, in an order; null for the order of the dump. */
export function rowsOfGroup(
  table: ProfileTable,
  by: Grouping,
  name: string,
  order: SortOrder | null,
  hiding: Hiding | null = null,
): Int32Array {
  return recentRows(hiding ?? table, JSON.stringify([by, name, order?.fields ?? null]), () => {
    const { names, ofRow } = moduleGroups(table, by);
    const group = names.indexOf(name);
    const rows = rowsInDumpOrder(table).filter((row) => ofRow[row] === group && !isHiddenBy(hiding, row));
    return order === null ? rows : rows.sort(totalOrder(hiding?.table ?? table, order));
  });
}

/** Ties stay in the order of the dump. */
function totalOrder(table: ProfileTable, { fields }: SortOrder): (a: FunctionIndex, b: FunctionIndex) => number {
  const compares = fields.flatMap((field) => finish(comparedColumns(table, field))).map(comparisonOf);
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return a - b;
  };
}

function moduleLine({ table, hiding, by, sort }: ModulesView, group: GroupIndex): ModuleLine {
  const sums = sumsOf(table, by, hiding);
  const { isEstimate } = enteringTimes(table, by);
  const tottime = sums.tottime[group]!;
  const seconds = cumtimes(table, by, hiding)[group]!;
  const cumtime = Number.isNaN(seconds) ? null : seconds; // the dump has no times for some calls
  return {
    group,
    name: moduleGroups(table, by).names[group]!,
    functions: sums.functions[group]!,
    ncalls: countText(sums.ncalls, group),
    primitiveCalls: null,
    tottime,
    tottimePerCall: null,
    cumtime,
    cumtimePerCall: null,
    isEstimate: isEstimate[group] === 1,
    isTottimeEstimate: sums.estimated[group]! > 0,
    share: shareOf(sort === 'cumtime' ? cumtime : tottime, table.totals.tottime),
  };
}

/** Of many functions, who asks may have to wait for them. */
function sumsOf(table: ProfileTable, by: Grouping, hiding: Hiding | null): Sums {
  const sums = recentSums(hiding ?? table, by, () => madeOnce(() => sumSteps(table, by, hiding)));
  return answerFor(table.length, sums);
}

function* sumSteps(table: ProfileTable, by: Grouping, hiding: Hiding | null): Steps<Sums> {
  const { names, ofRow } = moduleGroups(table, by);
  const charged = hiding?.table ?? table;
  const functions = new Int32Array(names.length);
  const tottime = new Float64Array(names.length);
  const estimated = new Float64Array(names.length);
  const ncalls = new CountAdder(names.length);
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (isHiddenBy(hiding, row)) continue;
      const group = ofRow[row]!;
      functions[group]! += 1;
      tottime[group]! += charged.tottime[row]!;
      estimated[group]! += hiding?.estimated[row] ?? 0;
      ncalls.add(group, table.ncalls, row);
    }
  });
  return { functions, tottime, estimated, ncalls: ncalls.finish(names.length) };
}

/** An estimate is no less than the tottime, with what was charged; see {@link enteringTimes}. */
function cumtimes(table: ProfileTable, by: Grouping, hiding: Hiding | null): Float64Array {
  const { seconds, isEstimate } = enteringTimes(table, by);
  if (hiding === null) return seconds;
  return recentCumtimes(hiding, by, () => {
    const { tottime } = sumsOf(table, by, hiding);
    return seconds.map((time, group) => (isEstimate[group] === 1 ? Math.max(time, tottime[group]!) : time));
  });
}

/** Numbers: the largest first; ties in the order of the dump. */
function sortedGroups(table: ProfileTable, by: Grouping, sort: ModuleColumn, hiding: Hiding | null): GroupIndex[] {
  const { names } = moduleGroups(table, by);
  const groups = Array.from(names.keys());
  const { functions, tottime, ncalls } = sumsOf(table, by, hiding);
  switch (sort) {
    case 'tottime':
      return groups.sort((a, b) => descending(tottime[a]!, tottime[b]!));
    case 'cumtime': {
      const seconds = cumtimes(table, by, hiding);
      return groups.sort((a, b) => descending(seconds[a]!, seconds[b]!));
    }
    case 'ncalls':
      return groups.sort((a, b) => compareCounts(ncalls, b, a));
    case 'functions':
      return groups.sort((a, b) => functions[b]! - functions[a]!);
    case 'name':
      return groups.sort((a, b) => compareCodePoints(names[a]!, names[b]!));
  }
}

/** What is no number comes last. */
function descending(a: Seconds, b: Seconds): number {
  const left = Number.isNaN(a) ? -Infinity : a;
  const right = Number.isNaN(b) ? -Infinity : b;
  return left < right ? 1 : left > right ? -1 : 0;
}
