import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import { type CountColumn, countColumn, countsDiffer, type OddCount } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type NumberColumns, type ProfileTable } from '../profile/profile-table.ts';
import type { CallDirection } from './call-list.ts';
import type { SplicedCall } from './call-tree/call-sums.ts';
import { splicedCallsOf } from './call-tree/spliced-calls.ts';
import { chargedPart } from './call-tree/spliced-nodes.ts';
import { type Hiding, isHiddenBy } from './hiding.ts';
import { recentResults } from './recent-results.ts';

/**
 * The calls between a shown function and the shown functions next to it, also those that are next to it only past hidden
 * ones: a line for each, with numbers of its own.
 */
export type ShownCalls = NumberColumns & {
  readonly other: readonly FunctionIndex[];
  readonly countsOnly: Uint8Array;
  /** 1 where all numbers of a line are estimates, and where its tottime is. */
  readonly isEstimate: Uint8Array;
  readonly isTottimeEstimate: Uint8Array;
  /** How many hidden functions call it, or are called by it: they are passed over. */
  readonly hidden: number;
};

const recentCalls = recentResults<ShownCalls>(8);

/**
 * The callers or callees of a shown function: those of the tree without hidden functions ({@link splicedCallsOf}) that can
 * be. The time that was charged to a function is divided among its callers.
 */
export function shownCalls(
  base: ProfileTable,
  hiding: Hiding,
  self: FunctionIndex,
  direction: CallDirection,
): ShownCalls {
  return recentCalls(hiding, `${self} ${direction}`, () => {
    const spliced = splicedCallsOf(base, hiding);
    const all = direction === 'callers' ? spliced.callers(self) : spliced.dividedCallees(self);
    const calls = all.filter((call) => call.isSure || (isAnything(call) && canBe(base, self, direction, call.other)));
    return {
      ...columnsOf(base, calls),
      ...chargedColumns(base, hiding, self, direction, calls),
      hidden: hiddenNextTo(base, hiding, self, direction),
    };
  });
}

/** A share of nothing is no call. */
function isAnything({ numbers }: SplicedCall): boolean {
  return numbers.ncalls > 0 || (numbers.cumtime ?? 0) > 0;
}

function canBe(base: ProfileTable, self: FunctionIndex, direction: CallDirection, other: FunctionIndex): boolean {
  return direction === 'callers' ? canCall(base, other, self) : canCall(base, self, other);
}

/** The times of a dump are sums of floats. */
const ROUNDING = 1e-6;

/**
 * Whether a function can have called another by way of hidden ones. A function whose calls are all primitive was never
 * active twice; and a single call was over before what made it was.
 */
function canCall(
  { kind, ncalls, primitiveCalls, cumtime, length }: ProfileTable,
  caller: FunctionIndex,
  callee: FunctionIndex,
): boolean {
  if (kind === 'sampled' || caller >= length) return true;
  if (caller === callee) return countsDiffer(ncalls, primitiveCalls, callee);
  return ncalls.values[callee] !== 1 || cumtime[caller]! >= cumtime[callee]! * (1 - ROUNDING);
}

function hiddenNextTo(base: ProfileTable, hiding: Hiding, self: FunctionIndex, direction: CallDirection): number {
  if (direction === 'callees') {
    const index = calleeIndex(base);
    return calleeEdges(index, self).filter((edge) => isHiddenBy(hiding, index.callee[edge]!)).length;
  }
  const { start, end } = callerEdges(base.edges(), self);
  return base
    .edges()
    .caller.subarray(start, end)
    .filter((caller) => isHiddenBy(hiding, caller)).length;
}

function columnsOf(
  base: ProfileTable,
  calls: readonly SplicedCall[],
): Omit<ShownCalls, 'hidden' | 'tottime' | 'isTottimeEstimate'> {
  return {
    other: calls.map(({ other }) => other),
    ncalls: countsOf(base, calls, 'ncalls'),
    primitiveCalls: countsOf(base, calls, 'primitiveCalls'),
    cumtime: Float64Array.from(calls, ({ numbers }) => numbers.cumtime ?? 0),
    countsOnly: Uint8Array.from(calls, ({ numbers }) => (numbers.cumtime === null ? 1 : 0)),
    isEstimate: Uint8Array.from(calls, ({ isSure }) => (isSure ? 0 : 1)),
  };
}

/** With the part that each call has in what the function that it calls was charged for. */
function chargedColumns(
  base: ProfileTable,
  hiding: Hiding,
  self: FunctionIndex,
  direction: CallDirection,
  calls: readonly SplicedCall[],
): Pick<ShownCalls, 'tottime' | 'isTottimeEstimate'> {
  const tottime = new Float64Array(calls.length);
  const isTottimeEstimate = new Uint8Array(calls.length);
  for (const [at, { other, numbers, isSure }] of calls.entries()) {
    const callee = direction === 'callers' ? self : other;
    const charge = hiding.table.tottime[callee]! - base.tottime[callee]!;
    const isAll = isSure && numbers.ncalls === base.ncalls.values[callee];
    const together = charge > 0 && !isAll ? chargedTogether(base, hiding, callee) : 1;
    const part = other === self ? 0 : chargedPart(base, callee, numbers) / together;
    const charged = charge * part;
    tottime[at] = (numbers.tottime ?? 0) + charged;
    const isDivided = charged > 0 && (part < 1 - ROUNDING || hiding.estimated[callee]! > 0);
    isTottimeEstimate[at] = isDivided || !isSure ? 1 : 0;
  }
  return { tottime, isTottimeEstimate };
}

/**
 * To add up the callers of a callee takes 90 ms where 100,000 functions are hidden, and a function may have hundreds of
 * callees: with more than so many, parts of a recursion stay as they are.
 */
const MOST_HIDDEN = 20_000;

/** Calls of a recursion lie inside of each other: their parts may make more than 1. */
function chargedTogether(base: ProfileTable, hiding: Hiding, callee: FunctionIndex): number {
  if (hiding.functions > MOST_HIDDEN) return 1;
  const others = splicedCallsOf(base, hiding)
    .callers(callee)
    .filter(({ other }) => other !== callee);
  return Math.max(
    1,
    others.reduce((sum, { numbers }) => sum + chargedPart(base, callee, numbers), 0),
  );
}

/** Below this a part of a call is not rounded to one. */
const HARDLY_ONE = 0.95;

/** Parts of calls are rounded, or less than one. A count too large for a double is kept exact. */
function countsOf(base: ProfileTable, calls: readonly SplicedCall[], column: 'ncalls' | 'primitiveCalls'): CountColumn {
  const counts = base.edges()[column];
  const odd = new Map<number, OddCount>();
  const values = Float64Array.from(calls, ({ edge, isSure, numbers }, at) => {
    const exact = edge === null ? undefined : counts.odd.get(edge);
    if (exact !== undefined) odd.set(at, exact);
    if (isSure) return numbers[column];
    const isLess = numbers.ncalls < HARDLY_ONE; // then so are the primitive ones
    const value = isLess ? numbers.ncalls : Math.round(numbers[column]);
    if (isLess) odd.set(at, { value, text: '<1' });
    return value;
  });
  return countColumn(values, odd);
}
