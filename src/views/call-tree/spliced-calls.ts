import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeIndex, type ProfileTable } from '../../profile/profile-table.ts';
import type { CallDirection } from '../call-list.ts';
import type { Hiding } from '../hiding.ts';
import { HiddenWays, type Part } from './hidden-ways.ts';
import { edgeNumbers, type PathNumbers, partOf } from './path-numbers.ts';
import { type SplicedRoots, splicedRoots } from './spliced-roots.ts';

/** A call from one shown function to another, straight or by way of hidden ones: all such ways are one call. */
export type SplicedCall = {
  /** The function that is called, or the one that calls. */
  readonly other: FunctionIndex;
  readonly numbers: PathNumbers;
  /** Whether the dump says so: it does where the hidden functions between are called by one shown function only. */
  readonly isSure: boolean;
  /** The call, where it is one of the dump. */
  readonly edge: EdgeIndex | null;
};

/** A way through the calls that passed these parts of hidden functions. */
export type Passed = ReadonlySet<Part>;

export const NOTHING_PASSED: Passed = new Set();

/**
 * The calls of a profile without its hidden functions. What a hidden function calls is called by the shown ones that
 * called it, each for its part of the time below the hidden function (see {@link HiddenWays}):
 *
 *     main 8 s ─┐                         main ── 2 s ── check
 *     load 2 s ─┴─ sorted 10 s            load ── 0.5 s ── check
 *                  └─ check 2.5 s
 *
 * So does the function screen (`shownCalls`). Hidden functions that call each other are taken as one, and as in the tree
 * of all functions a path goes through them once: what is imported by a module that was imported itself is below the one
 * that imported first, since every module would else be below every other.
 */
export class SplicedCalls {
  readonly hiding: Hiding;
  /** The functions that no shown one calls. */
  readonly roots: SplicedRoots;
  private readonly table: ProfileTable;
  private readonly ways: HiddenWays;
  private readonly known = new Map<string, readonly SplicedCall[]>();

  constructor(table: ProfileTable, hiding: Hiding) {
    this.table = table;
    this.hiding = hiding;
    this.roots = splicedRoots(table, hiding.isHidden);
    this.ways = new HiddenWays(table, hiding.parts, this.roots);
  }

  /** What a function calls, in the order of the dump. */
  callees(row: FunctionIndex, passed: Passed = NOTHING_PASSED): readonly SplicedCall[] {
    return this.madeOnce(`callees ${row} ${[...passed]}`, () => {
      const calls = new Calls();
      if (this.ways.partOf[row]! < 0) this.addCallees(calls, row, 1, true);
      for (const [part, share] of this.ways.sharesOf(row, passed)) {
        const isSure = this.ways.onlyCaller[part] === row;
        for (const hidden of this.ways.rowsOf(part)) this.addCallees(calls, hidden, share, isSure);
      }
      return calls.inOrder();
    });
  }

  /** Who calls a function. Of a ghost the dump does not know it. */
  callers(row: FunctionIndex, passed: Passed = NOTHING_PASSED): readonly SplicedCall[] {
    return this.madeOnce(`callers ${row} ${[...passed]}`, () => {
      if (row >= this.table.length) return [];
      const calls = new Calls();
      const passing: PassingByPart = new Map();
      const { start, end } = callerEdges(this.table.edges(), row);
      for (let edge = start; edge < end; edge++) {
        const numbers = edgeNumbers(this.table.edges(), edge);
        const part = this.ways.partOfCaller(edge);
        if (part >= 0) passTo(passing, part, { numbers, isSure: true });
        else calls.add({ other: this.callerOf(edge), numbers, isSure: true, edge });
      }
      for (const part of this.ways.partsAbove(row, passed)) this.passOn(part, passing, calls);
      return calls.inOrder();
    });
  }

  /** The parts that a way has passed after a call: of those on the way the ones that it could come back to. */
  passedAfter(
    direction: CallDirection,
    before: Passed,
    from: FunctionIndex | null,
    { other, edge }: SplicedCall,
  ): Passed {
    if (edge !== null || other >= this.table.length) return before;
    const added = this.partsAt(direction, before, from).filter(
      (part) => this.roots.circleOf[this.ways.rowsOf(part)[0]!] === this.roots.circleOf[other],
    );
    return added.length === 0 ? before : new Set([...before, ...added].sort((a, b) => a - b));
  }

  /** Parts below a function, or above it; without one those that are called from outside. */
  private partsAt(direction: CallDirection, passed: Passed, from: FunctionIndex | null): readonly Part[] {
    if (from === null) return [...this.ways.sharesOfOutside()].flatMap(([part, share]) => (share > 0 ? [part] : []));
    return direction === 'callees' ? this.ways.partsBelow(from, passed) : this.ways.partsAbove(from, passed);
  }

  /** The functions below others that are called from outside as well, by way of hidden ones, with that part of them. */
  entered(): readonly SplicedCall[] {
    const calls = new Calls();
    for (const [part, share] of this.ways.sharesOfOutside()) {
      if (share === 0) continue;
      for (const hidden of this.ways.rowsOf(part)) this.addCallees(calls, hidden, share, false);
    }
    return calls.inOrder().filter(({ other }) => this.roots.isRoot[other] === 0);
  }

  /** Adds the shown functions that a function calls, with a share of the numbers. */
  private addCallees(calls: Calls, row: FunctionIndex, share: number, isSure: boolean): void {
    const index = calleeIndex(this.table);
    for (const edge of calleeEdges(index, row)) {
      const other = index.callee[edge]!;
      if (this.ways.partOf[other]! >= 0) continue;
      const numbers = partOf(edgeNumbers(this.table.edges(), edge), share);
      calls.add({ other, numbers, isSure, edge: this.ways.partOf[row]! < 0 ? edge : null });
    }
  }

  /** What goes through a part, to those who call it. */
  private passOn(part: Part, passing: PassingByPart, calls: Calls): void {
    const through = passing.get(part);
    if (through === undefined) return;
    const { numbers, isSure } = through;
    const only = this.ways.onlyCaller[part]!;
    if (only >= 0) {
      calls.add({ other: only, numbers, isSure, edge: null });
      return;
    }
    const together = Math.max(1, this.ways.sharesTogether(part));
    for (const edge of this.ways.callsOf(part)) {
      const share = partOf(numbers, this.ways.share(part, edge) / together);
      const above = this.ways.partOfCaller(edge);
      if (above < 0) calls.add({ other: this.callerOf(edge), numbers: share, isSure: false, edge: null });
      else passTo(passing, above, { numbers: share, isSure: false });
    }
  }

  private callerOf(edge: EdgeIndex): FunctionIndex {
    return this.table.edges().caller[edge]!;
  }

  private madeOnce(key: string, make: () => readonly SplicedCall[]): readonly SplicedCall[] {
    const calls = this.known.get(key) ?? make();
    this.known.set(key, calls);
    return calls;
  }
}

const madeCalls = new WeakMap<Hiding, SplicedCalls>();

/** The calls that are left where functions are hidden; made once. null where none is. */
export function splicedCallsOf(table: ProfileTable, hiding: Hiding | null): SplicedCalls | null {
  if (hiding === null) return null;
  const calls = madeCalls.get(hiding) ?? new SplicedCalls(table, hiding);
  madeCalls.set(hiding, calls);
  return calls;
}

/** Calls, one for each other function. */
class Calls {
  private readonly byOther = new Map<FunctionIndex, SplicedCall>();

  add(call: SplicedCall): void {
    const before = this.byOther.get(call.other);
    this.byOther.set(call.other, before === undefined ? call : joinCalls(before, call));
  }

  inOrder(): readonly SplicedCall[] {
    return [...this.byOther.values()].sort((a, b) => a.other - b.other);
  }
}

function joinCalls(a: SplicedCall, b: SplicedCall): SplicedCall {
  return { other: a.other, numbers: addNumbers(a.numbers, b.numbers), isSure: a.isSure && b.isSure, edge: null };
}

/** What goes through parts, from below. */
type Passing = { readonly numbers: PathNumbers; readonly isSure: boolean };
type PassingByPart = Map<Part, Passing>;

function passTo(passing: PassingByPart, part: Part, { numbers, isSure }: Passing): void {
  const before = passing.get(part) ?? { numbers: { ncalls: 0, tottime: null, cumtime: null }, isSure };
  passing.set(part, { numbers: addNumbers(before.numbers, numbers), isSure: before.isSure && isSure });
}

function addNumbers(a: PathNumbers, b: PathNumbers): PathNumbers {
  return {
    ncalls: a.ncalls + b.ncalls,
    tottime: addTimes(a.tottime, b.tottime),
    cumtime: addTimes(a.cumtime, b.cumtime),
  };
}

/** Calls without times add nothing. */
function addTimes(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
