import { calleeSteps } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, edgeHasTimes, type ProfileTable } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';
import { recentSteps } from '../recent-steps.ts';
import { type GroupIndex, type Grouping, type Groups, groupSteps } from './grouping.ts';
import { ReentrySearch } from './reentry.ts';

/** The time that each group took with all that it called: from the moment the program comes into it from outside. */
export type EnteringTimes = {
  /** NaN where calls from outside have no times in the dump. */
  readonly seconds: Float64Array;
  /** 1 where the program may have come into the group again while it was in it: that time would count twice. */
  readonly isEstimate: Uint8Array;
};

/** Bounds that are no further apart, of their size, are one number: cProfile's clock is not that fine. */
const SAME = 1e-4;

const recentTimes = recentSteps<EnteringTimes>(3);

/**
 * A group's time is that of the calls that come into it from other groups, and of its functions that nothing calls. That is
 * exact, unless what it calls outside calls it back:
 *
 *     main -> json.dumps 3 s -> main.default 2 s -> json.dumps 1 s        json took 3 s, the calls into it add up to 4 s
 *
 * A dump does not say which calls are inside of others. Where a path of calls leads out of a group and back, the result is
 * an estimate (see reentry.ts) and marked as one; it is never less than the largest cumtime in the group, or its tottime.
 */
export function enteringTimes(table: ProfileTable, by: Grouping): EnteringTimes {
  return finish(enteringSteps(table, by));
}

/** {@link enteringTimes} in slices. */
export function enteringSteps(table: ProfileTable, by: Grouping): Steps<EnteringTimes> {
  return recentTimes(table, by, function* () {
    yield* calleeSteps(table);
    const groups = yield* groupSteps(table, by);
    return yield* new Entries(table, groups).times();
  });
}

class Entries {
  private readonly table: ProfileTable;
  private readonly groups: Groups;
  private readonly groupOf: Int32Array;
  private readonly entered: Float64Array;
  private readonly tottime: Float64Array;
  private readonly longest: Float64Array;
  private readonly isEstimate: Uint8Array;

  constructor(table: ProfileTable, groups: Groups) {
    const ofGhosts = groups.ofGhosts(table.edges().ghosts);
    this.table = table;
    this.groups = groups;
    this.groupOf = new Int32Array(table.length + ofGhosts.length);
    this.groupOf.set(groups.ofRow);
    this.groupOf.set(ofGhosts, table.length);
    this.entered = new Float64Array(groups.names.length);
    this.tottime = new Float64Array(groups.names.length);
    this.longest = new Float64Array(groups.names.length);
    this.isEstimate = new Uint8Array(groups.names.length);
  }

  *times(): Steps<EnteringTimes> {
    yield* inSlices(this.table.length, (from, to) => {
      this.addEntries(from, to);
      this.addUp(from, to);
    });
    const search = yield* ReentrySearch.steps(this.table, this.groupOf, this.groups.names.length);
    const byTime = Array.from(this.entered.keys()).sort((a, b) => this.entered[b]! - this.entered[a]! || a - b);
    yield;
    for (const group of byTime) yield* this.correct(group, search);
    return { seconds: this.entered, isEstimate: this.isEstimate };
  }

  private addEntries(from: FunctionIndex, to: FunctionIndex): void {
    const { table, groupOf, entered } = this;
    const edges = table.edges();
    for (let row = from; row < to; row++) {
      const group = groupOf[row]!;
      const { start, end } = callerEdges(edges, row);
      for (let edge = start; edge < end; edge++) {
        if (groupOf[edges.caller[edge]!] === group) continue;
        entered[group]! += edgeHasTimes(edges, edge) ? edges.cumtime[edge]! : Number.NaN;
      }
      this.addFromNowhere(row, group);
    }
  }

  /** The calls of a row that have no caller in the dump: it was running when the profiler began, or a thread began with it. */
  private addFromNowhere(row: FunctionIndex, group: GroupIndex): void {
    const { table } = this;
    const edges = table.edges();
    const { start, end } = callerEdges(edges, row);
    let calls = table.ncalls.values[row]!;
    let left = table.cumtime[row]!;
    let others = 0;
    for (let edge = start; edge < end; edge++) {
      calls -= edges.ncalls.values[edge]!;
      if (edges.caller[edge] === row) continue;
      others++;
      left -= edges.cumtime[edge]!;
    }
    if (calls <= 0 && others > 0) return;
    this.entered[group]! += Math.max(0, left);
    if (others > 0) this.isEstimate[group] = 1; // in recursion the two do not part as neatly
  }

  private addUp(from: FunctionIndex, to: FunctionIndex): void {
    const { table, groupOf, tottime, longest } = this;
    for (let row = from; row < to; row++) {
      const group = groupOf[row]!;
      tottime[group]! += table.tottime[row]!;
      if (table.cumtime[row]! > longest[group]!) longest[group] = table.cumtime[row]!;
    }
  }

  private *correct(group: GroupIndex, search: ReentrySearch): Steps<void> {
    const sum = this.entered[group]!;
    const outer = yield* search.timeFromOutside(group, this.longest[group]!);
    const own = this.tottime[group]!;
    if (outer === null) {
      if (sum < own) this.entered[group] = own; // profile's row about itself has a tottime and no cumtime
      return;
    }
    const least = Math.max(own, this.longest[group]!);
    const most = Math.min(sum, this.table.totals.tottime);
    this.isEstimate[group] = most - least > SAME * most ? 1 : 0;
    this.entered[group] = Number.isNaN(sum) ? sum : Math.max(least, Math.min(most, outer));
  }
}
