import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import { type CountColumn, countColumn, countsDiffer, type OddCount } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  edgeHasTimes,
  type NumberColumns,
  type ProfileTable,
} from '../profile/profile-table.ts';
import type { CallDirection } from './call-list.ts';
import { type EdgeWeights, edgeWeights } from './edge-weights.ts';
import type { Hiding } from './hiding.ts';
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
 * Passes over the hidden callers or callees of a shown function. As in {@link chargeHidden}, what passes through a hidden
 * function is divided among its callers in the proportion of the time below it in their calls: with one caller that is
 * exact, with several an estimate. Hidden functions that call each other are taken as one. The time that was charged to a
 * function is divided among its callers in the same way.
 */
export function shownCalls(
  base: ProfileTable,
  hiding: Hiding,
  self: FunctionIndex,
  direction: CallDirection,
): ShownCalls {
  return recentCalls(hiding, `${self} ${direction}`, () => {
    const passing = new Passing(base, hiding);
    return direction === 'callers' ? passing.callersOf(self) : passing.calleesOf(self);
  });
}

/** A part of some calls, from 0 to 1, and whether that is an estimate. */
type Part = { readonly part: number; readonly isEstimate: boolean };

const WHOLE: Part = { part: 1, isEstimate: false };
/** The times of a dump are sums of floats. */
const ROUNDING = 1e-6;

const NOTHING: Part = { part: 0, isEstimate: false };

class Passing {
  private readonly base: ProfileTable;
  private readonly hiding: Hiding;
  private readonly edges: EdgeTable;
  private readonly lines = new Map<FunctionIndex, Amount>();
  private readonly knownWeights = new Map<FunctionIndex, EdgeWeights>();

  constructor(base: ProfileTable, hiding: Hiding) {
    this.base = base;
    this.hiding = hiding;
    this.edges = base.edges();
  }

  /** From the calls of a shown function up, through hidden functions, to the nearest shown ones. */
  callersOf(self: FunctionIndex): ShownCalls {
    const passed = new Map<number, Amount>();
    const { start, end } = callerEdges(this.edges, self);
    let hidden = 0;
    for (let edge = start; edge < end; edge++) {
      const caller = this.edges.caller[edge]!;
      if (this.isHidden(caller)) hidden++;
      add(this.placeOf(caller, passed), this.amountOf(edge, self), WHOLE);
    }
    // whoever calls a part stands before it
    for (let part = this.hiding.parts.count - 1; part >= 0 && passed.size > 0; part--) {
      const amount = passed.get(part);
      if (amount === undefined) continue;
      passed.delete(part);
      for (const [caller, share] of this.sharesOf(part)) add(this.placeOf(caller, passed), amount, share);
    }
    return this.finish(self, 'callers', hidden);
  }

  /** What is added to for a caller: its line, or for a hidden one what its part passes on. */
  private placeOf(caller: FunctionIndex, passed: Map<number, Amount>): Amount {
    return this.isHidden(caller) ? amountIn(passed, this.hiding.parts.partOf[caller]!) : amountIn(this.lines, caller);
  }

  /** What the hidden functions that a shown one calls do for it, down to the nearest shown ones. */
  calleesOf(self: FunctionIndex): ShownCalls {
    const { count, order, start } = this.hiding.parts;
    const open = new Set<number>();
    const done = new Map<number, Part>();
    const hidden = this.passDown(self, WHOLE, open, -1);
    for (let part = 0; part < count && open.size > 0; part++) {
      if (!open.delete(part)) continue;
      const share = this.shareOf(part, self, done);
      done.set(part, share);
      if (share.part === 0) continue;
      for (const row of order.subarray(start[part], start[part + 1])) this.passDown(row, share, open, part);
    }
    return this.finish(self, 'callees', hidden);
  }

  private finish(self: FunctionIndex, direction: CallDirection, hidden: number): ShownCalls {
    for (const [other, { isEstimate }] of this.lines) {
      const canBe = direction === 'callers' ? this.canCall(other, self) : this.canCall(self, other);
      if (isEstimate && !canBe) this.lines.delete(other);
    }
    return finishLines(this.lines, this.edges, hidden);
  }

  /**
   * Whether a function can have called another by way of hidden ones. A function whose calls are all primitive was never
   * active twice; and a single call was over before what made it was.
   */
  private canCall(caller: FunctionIndex, callee: FunctionIndex): boolean {
    const { kind, ncalls, primitiveCalls, cumtime, length } = this.base;
    if (kind === 'sampled' || caller >= length) return true;
    if (caller === callee) return countsDiffer(ncalls, primitiveCalls, callee);
    return ncalls.values[callee] !== 1 || cumtime[caller]! >= cumtime[callee]! * (1 - ROUNDING);
  }

  /** Adds what a function of the part `inside` calls, and opens the parts of hidden callees; returns how many these are. */
  private passDown(caller: FunctionIndex, share: Part, open: Set<number>, inside: number): number {
    const index = calleeIndex(this.base);
    let hidden = 0;
    for (const edge of calleeEdges(index, caller)) {
      const callee = index.callee[edge]!;
      if (!this.isHidden(callee)) {
        add(amountIn(this.lines, callee), this.amountOf(edge, callee), share);
        continue;
      }
      hidden++;
      const part = this.hiding.parts.partOf[callee]!;
      if (part !== inside) open.add(part);
    }
    return hidden;
  }

  /** How much of what a hidden part does is for a shown function, by its own calls and those of hidden ones. */
  private shareOf(part: number, self: FunctionIndex, done: ReadonlyMap<number, Part>): Part {
    let sum = NOTHING;
    for (const [caller, share] of this.sharesOf(part)) {
      const ofHidden = this.isHidden(caller) ? (done.get(this.hiding.parts.partOf[caller]!) ?? NOTHING) : NOTHING;
      const ofCaller = caller === self ? WHOLE : ofHidden;
      if (ofCaller.part === 0) continue;
      const isEstimate = sum.isEstimate || share.isEstimate || ofCaller.isEstimate;
      sum = { part: sum.part + share.part * ofCaller.part, isEstimate };
    }
    return sum;
  }

  private isHidden(row: FunctionIndex): boolean {
    return this.hiding.isHidden[row] === 1;
  }

  /** The callers of a part of hidden functions, and the share that each call has in what the part does. */
  private *sharesOf(part: number): Generator<readonly [FunctionIndex, Part]> {
    const { order, start, partOf } = this.hiding.parts;
    const rows = order.subarray(start[part], start[part + 1]);
    const weights = edgeWeights(this.base, rows, (row) => partOf[row] === part);
    for (const row of rows) {
      const { start: first, end } = callerEdges(this.edges, row);
      for (let edge = first; edge < end; edge++) {
        const caller = this.edges.caller[edge]!;
        const weight = partOf[caller] === part ? 0 : weights.of(edge);
        if (weight > 0) yield [caller, { part: weight / weights.whole, isEstimate: !weights.isOfOne }];
      }
    }
  }

  /** The numbers of a call of a shown function, with its part of what was charged to that. */
  private amountOf(edge: EdgeIndex, callee: FunctionIndex): Amount {
    const { ncalls, primitiveCalls, tottime, cumtime } = this.edges;
    const charged = this.chargedFor(edge, callee);
    return {
      edge,
      ncalls: ncalls.values[edge]!,
      primitiveCalls: primitiveCalls.values[edge]!,
      tottime: tottime[edge]! + charged.seconds,
      cumtime: cumtime[edge]!,
      isCounted: !edgeHasTimes(this.edges, edge),
      isEstimate: false,
      isTottimeEstimate: charged.isEstimate,
    };
  }

  private chargedFor(edge: EdgeIndex, callee: FunctionIndex): { seconds: number; isEstimate: boolean } {
    const charged = this.hiding.table.tottime[callee]! - this.base.tottime[callee]!;
    if (!(charged > 0) || this.edges.caller[edge] === callee) return { seconds: 0, isEstimate: false };
    const weights =
      this.knownWeights.get(callee) ?? edgeWeights(this.base, Int32Array.of(callee), (row) => row === callee);
    this.knownWeights.set(callee, weights);
    const seconds = weights.whole > 0 ? (charged * weights.of(edge)) / weights.whole : 0;
    return { seconds, isEstimate: seconds > 0 && (!weights.isOfOne || this.hiding.estimated[callee]! > 0) };
  }
}

/** The sum of some calls. */
type Amount = {
  /** The edge, where it is the only one and all of it; -1 before anything was added; null otherwise. */
  edge: EdgeIndex | null;
  ncalls: number;
  primitiveCalls: number;
  tottime: number;
  cumtime: number;
  isCounted: boolean;
  isEstimate: boolean;
  isTottimeEstimate: boolean;
};

function amountIn(amounts: Map<number, Amount>, key: number): Amount {
  const amount = amounts.get(key) ?? {
    edge: -1,
    ncalls: 0,
    primitiveCalls: 0,
    tottime: 0,
    cumtime: 0,
    isCounted: false,
    isEstimate: false,
    isTottimeEstimate: false,
  };
  amounts.set(key, amount);
  return amount;
}

function add(to: Amount, from: Readonly<Amount>, { part, isEstimate }: Part): void {
  to.edge = to.edge === -1 && part === 1 ? from.edge : null;
  to.ncalls += from.ncalls * part;
  to.primitiveCalls += from.primitiveCalls * part;
  to.tottime += from.tottime * part;
  to.cumtime += from.cumtime * part;
  to.isCounted ||= from.isCounted;
  to.isEstimate ||= from.isEstimate || isEstimate;
  to.isTottimeEstimate ||= from.isTottimeEstimate || isEstimate;
}

function finishLines(lines: ReadonlyMap<FunctionIndex, Amount>, edges: EdgeTable, hidden: number): ShownCalls {
  const amounts = [...lines.values()];
  const flags = (of: (amount: Amount) => boolean): Uint8Array => Uint8Array.from(amounts, (at) => (of(at) ? 1 : 0));
  return {
    other: [...lines.keys()],
    ncalls: countsOf(amounts, edges, 'ncalls'),
    primitiveCalls: countsOf(amounts, edges, 'primitiveCalls'),
    tottime: Float64Array.from(amounts, ({ tottime }) => tottime),
    cumtime: Float64Array.from(amounts, ({ cumtime }) => cumtime),
    countsOnly: flags(({ isCounted }) => isCounted),
    isEstimate: flags(({ isEstimate }) => isEstimate),
    isTottimeEstimate: flags(({ isTottimeEstimate }) => isTottimeEstimate),
    hidden,
  };
}

/** Below this a part of a call is not rounded to one. */
const HARDLY_ONE = 0.95;

/** Parts of calls are rounded, or less than one. A count too large for a double is kept exact. */
function countsOf(amounts: readonly Amount[], edges: EdgeTable, column: 'ncalls' | 'primitiveCalls'): CountColumn {
  const odd = new Map<number, OddCount>();
  const values = Float64Array.from(amounts, (amount, at) => {
    const exact = amount.edge === null ? undefined : edges[column].odd.get(amount.edge);
    if (exact !== undefined) odd.set(at, exact);
    if (!amount.isEstimate) return amount[column];
    const isLess = amount.ncalls < HARDLY_ONE; // then so are the primitive ones
    const value = isLess ? amount.ncalls : Math.round(amount[column]);
    if (isLess) odd.set(at, { value, text: '<1' });
    return value;
  });
  return countColumn(values, odd);
}
