import { calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex, ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { inSlices, type Steps, sliceCounter } from '../../profile/steps.ts';
import type { GroupIndex } from './grouping.ts';

/** So many edges are looked at for all groups together: a tenth of a second. What is not known by then is an estimate. */
const MOST_LOOKS = 8_000_000;

/** And so many in a slice. */
const LOOKS_A_SLICE = 1 << 14;

/** Finds out whether calls lead out of a group and back into it. */
export class ReentrySearch {
  private readonly table: ProfileTable;
  private readonly groupOf: Int32Array;
  /** The rows of group `g` are `members[start[g]]` to `members[start[g + 1] - 1]`. */
  private readonly members: Int32Array;
  private readonly start: Uint32Array;
  /** 1 + the group for which a row was last reached from it, over rows of other groups. */
  private readonly reachedFrom: Int32Array;
  private readonly open: Int32Array;
  private looks = MOST_LOOKS;
  private readonly isSliceFull: (looks: number) => boolean = sliceCounter(LOOKS_A_SLICE);

  private constructor(table: ProfileTable, groupOf: Int32Array, groups: number) {
    this.table = table;
    this.groupOf = groupOf;
    this.start = new Uint32Array(groups + 1);
    this.members = new Int32Array(table.length);
    this.reachedFrom = new Int32Array(table.length);
    this.open = new Int32Array(table.length);
  }

  static *steps(table: ProfileTable, groupOf: Int32Array, groups: number): Steps<ReentrySearch> {
    const search = new ReentrySearch(table, groupOf, groups);
    yield* search.fillMembers(groups);
    return search;
  }

  private *fillMembers(groups: number): Steps<void> {
    const { groupOf, start, members } = this;
    yield* inSlices(members.length, (from, to) => {
      for (let row = from; row < to; row++) start[groupOf[row]! + 1]! += 1;
    });
    for (let group = 0; group < groups; group++) start[group + 1]! += start[group]!;
    const next = start.slice();
    yield* inSlices(members.length, (from, to) => {
      for (let row = from; row < to; row++) members[next[groupOf[row]!]!++] = row;
    });
  }

  /**
   * The time by which a group is entered from outside, as near as one can tell; null if the program never comes back to it
   * from what it calls: then all calls into it are from outside.
   *
   * What took longer than any of the group's functions is not inside of it, at least not with a single call. Of a function
   * that may be active several times at once (`exec`, which runs the modules that import each other) only the longest
   * call counts: the others may be inside of that.
   *
   * @param longest the largest cumtime in the group
   */
  *timeFromOutside(group: GroupIndex, longest: Seconds): Steps<Seconds | null> {
    if (this.looks <= 0) return 0;
    const isBack = yield* this.walkOut(group);
    return isBack || this.looks <= 0 ? yield* this.timeOfOuterCalls(group, longest) : null;
  }

  /** Marks what the group's calls lead to outside of it; whether any of it calls the group. */
  private *walkOut(group: GroupIndex): Steps<boolean> {
    const { members, start, open } = this;
    const { start: firstEdge, edge, callee } = calleeIndex(this.table);
    let length = 0;
    let isBack = false;
    const visit = (row: FunctionIndex, isMember: boolean): number => {
      for (let at = firstEdge[row]!; at < firstEdge[row + 1]!; at++) {
        const next = callee[edge[at]!]!;
        if (this.groupOf[next] === group) isBack ||= !isMember;
        else if (this.reachedFrom[next] !== group + 1) {
          this.reachedFrom[next] = group + 1;
          open[length++] = next;
        }
      }
      const looks = firstEdge[row + 1]! - firstEdge[row]!;
      this.looks -= looks;
      return looks;
    };
    for (let at = start[group]!; at < start[group + 1]!; at++) {
      if (this.isSliceFull(visit(members[at]!, true))) yield;
    }
    while (length > 0 && this.looks > 0) {
      if (this.isSliceFull(visit(open[--length]!, false))) yield;
    }
    return isBack;
  }

  private *timeOfOuterCalls(group: GroupIndex, longest: Seconds): Steps<Seconds> {
    const { cumtime } = this.table.edges();
    let time = 0;
    const longestCalls = new Map<FunctionIndex, Seconds>();
    yield* this.forEachEntry(group, (edge, caller) => {
      if (this.reachedFrom[caller] !== group + 1) time += cumtime[edge]!;
      else if (!(this.table.cumtime[caller]! > longest)) return;
      else if (!this.isRecursive(caller)) time += cumtime[edge]!;
      else longestCalls.set(caller, Math.max(longestCalls.get(caller) ?? 0, cumtime[edge]!));
    });
    for (const seconds of longestCalls.values()) time += seconds;
    return time;
  }

  private *forEachEntry(group: GroupIndex, visit: (edge: EdgeIndex, caller: FunctionIndex) => void): Steps<void> {
    const { start, caller } = this.table.edges();
    for (let at = this.start[group]!; at < this.start[group + 1]!; at++) {
      const row = this.members[at]!;
      for (let edge = start[row]!; edge < start[row + 1]!; edge++) {
        if (this.groupOf[caller[edge]!] !== group) visit(edge, caller[edge]!);
      }
      if (this.isSliceFull(start[row + 1]! - start[row]!)) yield;
    }
  }

  private isRecursive(row: FunctionIndex): boolean {
    const { ncalls, primitiveCalls } = this.table;
    return ncalls.values[row] !== primitiveCalls.values[row];
  }
}
