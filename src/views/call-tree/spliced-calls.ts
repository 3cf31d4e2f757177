import { calleeIndex, calleeSteps } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { answerOf } from '../../profile/late-answer.ts';
import { callerEdges, type EdgeIndex, type ProfileTable } from '../../profile/profile-table.ts';
import {
  alreadyMade,
  inSlices,
  type MadeOnce,
  madeOnce as makeOnce,
  type Steps,
  sliceCounter,
} from '../../profile/steps.ts';
import type { CallDirection } from '../call-list.ts';
import type { Hiding } from '../hiding.ts';
import { Calls, type PassingByPart, passTo, type SplicedCall } from './call-sums.ts';
import { ALL, HiddenWays, type Share } from './hidden-ways.ts';
import { type Part, PartWeights } from './part-weights.ts';
import { edgeNumbers } from './path-numbers.ts';
import { type SplicedRoots, splicedRootSteps } from './spliced-roots.ts';

/** The parts of hidden functions that a path has gone through; `key`: in words. */
export type Passed = { readonly parts: ReadonlySet<Part>; readonly key: string };

export const NOTHING_PASSED: Passed = passedParts([]);

function passedParts(parts: readonly Part[]): Passed {
  return { parts: new Set(parts), key: [...parts].sort((a, b) => a - b).join() };
}

/** A slice looks at this many functions and calls. */
const LOOKS_A_SLICE = 1 << 14;

/** Parts that calls lie inside of each other in, by their circles. */
type Recursions = ReadonlyMap<number, readonly Part[]>;

/** The calls of a function, and the recursions among the parts that they go through. */
type Answer = { readonly calls: readonly SplicedCall[]; readonly recursions: Recursions };

/** What is called from outside of the profile: which shown functions hidden ones call, and the recursions among these. */
type Outside = { readonly entered: readonly SplicedCall[]; readonly recursions: Recursions };

/**
 * The calls of a profile without its hidden functions. What a hidden function calls is called by the shown ones that
 * called it, each for its part of the time below the hidden function (see {@link HiddenWays}):
 *
 *     main 8 s ─┐                         main ── 2 s ── check
 *     load 2 s ─┴─ sorted 10 s            load ── 0.5 s ── check
 *                  └─ check 2.5 s
 *
 * The function screen has the same calls. Hidden functions that call each other are taken as one, and as in the tree of all
 * functions a path goes through them once: what is imported by a module that was imported itself is below the one that
 * imported first, since every module would else be below every other.
 */
export class SplicedCalls {
  readonly hiding: Hiding;
  /** The functions that no shown one calls. */
  readonly roots: SplicedRoots;
  /** Whether so much is hidden that it shows when the calls of each line are added up before it is opened. */
  readonly isLarge: boolean;
  private readonly table: ProfileTable;
  private readonly ways: HiddenWays;
  private readonly known = new Map<string, MadeOnce<Answer>>();
  private kept = 0;
  /** The circles of functions with hidden ones whose calls lie inside of each other. */
  private readonly recursions: ReadonlySet<number>;
  private readonly isSliceFull: (looks: number) => boolean = sliceCounter(LOOKS_A_SLICE);
  private readonly knownFromHidden = new Map<FunctionIndex, number>();
  private readonly knownPassed = new Map<string, Passed>();

  constructor(
    table: ProfileTable,
    hiding: Hiding,
    roots: SplicedRoots,
    ways: HiddenWays,
    recursions: ReadonlySet<number>,
  ) {
    this.table = table;
    this.hiding = hiding;
    this.roots = roots;
    this.ways = ways;
    this.isLarge = hiding.parts.order.length > MOST_HIDDEN_AT_ONCE || callsOfHidden(table, hiding) > MOST_CALLS_AT_ONCE;
    this.recursions = recursions;
  }

  /** What a function calls on a path, which goes through hidden functions once: calls inside of those are of the path too. */
  callees(row: FunctionIndex, passed: Passed = NOTHING_PASSED): readonly SplicedCall[] {
    return this.calls('callees', row, passed).calls;
  }

  /** What a function calls on all paths: of calls and tottime all callers together have what there is. */
  dividedCallees(row: FunctionIndex): readonly SplicedCall[] {
    return this.answer(`divided ${row}`, () => this.addUpCallees(row, NOTHING_PASSED, (share) => share)).calls;
  }

  private *addUpCallees(row: FunctionIndex, passed: Passed, taken: (share: Share) => Share): Steps<Answer> {
    const calls = new Calls();
    const recursions = new Map<number, Part[]>();
    if (this.ways.partOf[row]! < 0) this.addCallees(calls, row, ALL, true);
    yield* this.ways.eachShareOf(row, passed.parts, (part, hidden, share) => {
      this.addCallees(calls, hidden, taken(share), this.ways.onlyCaller[part] === row);
      this.noteRecursion(part, recursions);
    });
    if (this.isSliceFull(calls.size)) yield;
    return { calls: yield* calls.atMost(this.timeFromHidden), recursions };
  }

  /** Who calls a function. Of a ghost the dump does not know it. */
  callers(row: FunctionIndex, passed: Passed = NOTHING_PASSED): readonly SplicedCall[] {
    return this.calls('callers', row, passed).calls;
  }

  private calls(direction: CallDirection, row: FunctionIndex, passed: Passed): Answer {
    return this.answer(`${direction} ${row} ${passed.key}`, () =>
      direction === 'callees' ? this.addUpCallees(row, passed, onPath) : this.addUpCallers(row, passed),
    );
  }

  private *addUpCallers(row: FunctionIndex, passed: Passed): Steps<Answer> {
    const calls = new Calls();
    const recursions = new Map<number, Part[]>();
    if (row >= this.table.length) return { calls: [], recursions };
    const passing: PassingByPart = new Map();
    const { start, end } = callerEdges(this.table.edges(), row);
    for (let edge = start; edge < end; edge++) {
      const numbers = edgeNumbers(this.table.edges(), edge);
      const part = this.ways.partOfCaller(edge);
      if (part >= 0) passTo(passing, part, numbers, ALL, true);
      else calls.add({ other: this.callerOf(edge), numbers, isSure: true, edge });
    }
    for (const part of yield* this.ways.partsAbove(row, passed.parts)) {
      this.noteRecursion(part, recursions);
      yield* this.passOn(part, passing, calls);
    }
    return { calls: yield* calls.atMost(() => this.timeFromHidden(row)), recursions };
  }

  /** Whether a function calls a shown one or may lead to one, or is called so: without adding anything up. */
  mayHave(direction: CallDirection, row: FunctionIndex): boolean {
    if (direction === 'callees') return this.ways.mayLeadOn(row);
    return row < this.table.length && this.table.edges().start[row + 1]! > this.table.edges().start[row]!;
  }

  /** The parts that a way has passed after a call: of those on the way the ones that it could come back to. */
  passedAfter(
    direction: CallDirection,
    before: Passed,
    from: FunctionIndex | null,
    { other, edge }: SplicedCall,
  ): Passed {
    if (edge !== null || other >= this.table.length) return before;
    const circle = this.roots.circleOf[other]!;
    if (!this.recursions.has(circle)) return before;
    return madeOnce(this.knownPassed, `${direction} ${from} ${circle} ${before.key}`, () => {
      const { recursions } = from === null ? this.outside() : this.calls(direction, from, before);
      const added = recursions.get(circle) ?? [];
      return added.length === 0 ? before : passedParts([...before.parts, ...added]);
    });
  }

  /** Notes a part that calls lie inside of each other in, by its circle. */
  private noteRecursion(part: Part, recursions: Map<number, Part[]>): void {
    if (!this.ways.isRecursion(part)) return;
    const circle = this.circleOfPart(part);
    const others = recursions.get(circle);
    if (others === undefined) recursions.set(circle, [part]);
    else if (others.at(-1) !== part) others.push(part);
  }

  private circleOfPart(part: Part): number {
    return this.roots.circleOf[this.ways.rowsOf(part)[0]!]!;
  }

  /** The functions below others that are called from outside as well, by way of hidden ones, with that part of them. */
  entered(): readonly SplicedCall[] {
    return this.outside().entered;
  }

  /** All parts are gone through for it: each first node of a tree asks. */
  readonly outside: MadeOnce<Outside> = makeOnce(() => this.outsideSteps());

  private *outsideSteps(): Steps<Outside> {
    const { below, own } = yield* this.ways.sharesOfOutside();
    const { start } = calleeIndex(this.table);
    const calls = new Calls();
    const recursions = new Map<number, Part[]>();
    for (let part = 0; part < below.length; part++) {
      if (below[part] === 0) continue;
      this.noteRecursion(part, recursions);
      const share = onPath({ below: below[part]!, own: own[part]! });
      for (const hidden of this.ways.rowsOf(part)) {
        this.addCallees(calls, hidden, share, false);
        if (this.isSliceFull(1 + start[hidden + 1]! - start[hidden]!)) yield;
      }
    }
    return { recursions, entered: calls.inOrder().filter(({ other }) => this.roots.isRoot[other] === 0) };
  }

  /** Adds the shown functions that a function calls, with a share of the numbers. */
  private addCallees(calls: Calls, row: FunctionIndex, share: Share, isSure: boolean): void {
    const index = calleeIndex(this.table);
    for (let at = index.start[row]!; at < index.start[row + 1]!; at++) {
      const edge = index.edge[at]!;
      const other = index.callee[edge]!;
      if (this.ways.partOf[other]! >= 0) continue;
      const numbers = edgeNumbers(this.table.edges(), edge);
      calls.add({ other, numbers, isSure, edge: this.ways.partOf[row]! < 0 ? edge : null }, share);
    }
  }

  /** What goes through a part, to those who call it. */
  private *passOn(part: Part, passing: PassingByPart, calls: Calls): Steps<void> {
    const through = passing.get(part);
    if (through === undefined) return;
    const { numbers, isSure } = through;
    const only = this.ways.onlyCaller[part]!;
    if (only >= 0) {
      calls.add({ other: only, numbers, isSure, edge: null });
      return;
    }
    for (const edge of this.ways.callsOf(part)) {
      const share = this.ways.share(part, edge);
      const above = this.ways.partOfCaller(edge);
      if (above < 0) calls.add({ other: this.callerOf(edge), numbers, isSure: false, edge: null }, share);
      else passTo(passing, above, numbers, share, false);
      if (this.isSliceFull(1)) yield;
    }
  }

  /** Past very many hidden functions who asks may have to wait for it. */
  private answer(key: string, steps: () => Steps<Answer>): Answer {
    const answer = this.known.get(key) ?? makeOnce(() => this.keep(key, steps()));
    this.known.set(key, answer);
    return this.isLarge ? answerOf(answer) : answer();
  }

  private *keep(key: string, steps: Steps<Answer>): Steps<Answer> {
    const made = yield* steps;
    this.kept += made.calls.length;
    if (this.kept > MOST_KEPT) {
      this.known.clear();
      this.known.set(key, alreadyMade(made));
      this.kept = made.calls.length;
    }
    return made;
  }

  /** All that a function took in calls by hidden ones: nobody has more of it by way of these. */
  private readonly timeFromHidden = (row: FunctionIndex): number => {
    const known = this.knownFromHidden.get(row);
    if (known !== undefined) return known;
    const edges = this.table.edges();
    const { start, end } = callerEdges(edges, row);
    let sum = 0;
    for (let edge = start; edge < end; edge++) {
      if (this.ways.partOfCaller(edge) >= 0) sum += edgeNumbers(edges, edge).cumtime ?? 0;
    }
    this.knownFromHidden.set(row, sum);
    return sum;
  };

  private callerOf(edge: EdgeIndex): FunctionIndex {
    return this.table.edges().caller[edge]!;
  }
}

function onPath({ below }: Share): Share {
  return { below, own: Math.min(1, below) };
}

function madeOnce<T>(known: Map<string, T>, key: string, make: () => T): T {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

/** To add up the calls of a function past 100,000 hidden ones takes 90 ms, and a window has 50 lines. */
const MOST_HIDDEN_AT_ONCE = 20_000;

/** Of 300 functions, 180,000 calls, that all call each other each line takes 8 ms, and its family has 300. */
const MOST_CALLS_AT_ONCE = 100_000;

function callsOfHidden(table: ProfileTable, { parts }: Hiding): number {
  const { start } = table.edges();
  return parts.order.reduce((sum, row) => sum + start[row + 1]! - start[row]!, 0);
}

/** At most this many calls are kept; others are added up again when they are asked for. */
const MOST_KEPT = 300_000;

const madeCalls = new WeakMap<Hiding, MadeOnce<SplicedCalls>>();

/** The calls that are left where functions are hidden; made once. */
export function splicedCallsOf(table: ProfileTable, hiding: Hiding): SplicedCalls {
  return knownCalls(table, hiding)();
}

/** {@link splicedCallsOf} in slices, with what the first lines of a tree ask of all parts. */
export function* splicedCallSteps(table: ProfileTable, hiding: Hiding): Steps<void> {
  yield* calleeSteps(table);
  const calls = yield* knownCalls(table, hiding).steps();
  yield* calls.outside.steps();
}

function knownCalls(table: ProfileTable, hiding: Hiding): MadeOnce<SplicedCalls> {
  const calls = madeCalls.get(hiding) ?? makeOnce(() => makeCalls(table, hiding));
  madeCalls.set(hiding, calls);
  return calls;
}

function* makeCalls(table: ProfileTable, hiding: Hiding): Steps<SplicedCalls> {
  const roots = yield* splicedRootSteps(table, hiding.isHidden);
  const weights = new PartWeights(table, hiding.parts, roots);
  yield* weights.weighAll();
  const ways = new HiddenWays(table, weights);
  const recursions = new Set<number>();
  yield* inSlices(hiding.parts.count, (from, to) => {
    for (let part = from; part < to; part++) {
      if (ways.isRecursion(part)) recursions.add(roots.circleOf[ways.rowsOf(part)[0]!]!);
    }
  });
  return new SplicedCalls(table, hiding, roots, ways, recursions);
}
