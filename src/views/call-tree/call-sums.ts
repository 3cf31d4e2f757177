import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex } from '../../profile/profile-table.ts';
import { type Steps, sliceCounter } from '../../profile/steps.ts';
import { ALL, type Share } from './hidden-ways.ts';
import type { Part } from './part-weights.ts';
import type { PathNumbers } from './path-numbers.ts';

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

/** Few calls are made in one go: a key does not wait for them. */
const CALLS_A_SLICE = 1 << 13;

/** Calls, one for each other function. There may be thousands for each of thousands: the sums are changed in place. */
export class Calls {
  private readonly byOther = new Map<FunctionIndex, Sum>();
  private readonly direct = new Map<FunctionIndex, number>();

  add({ other, numbers, isSure, edge }: SplicedCall, share: Share = ALL): void {
    const sum = this.byOther.get(other);
    if (edge !== null) this.direct.set(other, numbers.cumtime ?? 0);
    if (sum === undefined) this.byOther.set(other, { other, numbers: scaled(numbers, share), isSure, edge });
    else addTo(sum, numbers, share, isSure);
  }

  get size(): number {
    return this.byOther.size;
  }

  /** Shares of calls that lie inside of each other may make more than there is. */
  *atMost(timeFromHidden: (other: FunctionIndex) => number): Steps<readonly SplicedCall[]> {
    const isSliceFull = sliceCounter(CALLS_A_SLICE);
    for (const { other, numbers, isSure } of this.byOther.values()) {
      if (isSliceFull(1)) yield;
      if (isSure || numbers.cumtime === null) continue;
      numbers.cumtime = Math.min(numbers.cumtime, (this.direct.get(other) ?? 0) + timeFromHidden(other));
    }
    return this.inOrder();
  }

  inOrder(): readonly SplicedCall[] {
    return [...this.byOther.values()].sort((a, b) => a.other - b.other);
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Sum = Writable<Omit<SplicedCall, 'numbers'>> & { readonly numbers: Writable<PathNumbers> };

function scaled({ ncalls, primitiveCalls, tottime, cumtime }: PathNumbers, share: Share): Writable<PathNumbers> {
  return {
    ncalls: ncalls * share.own,
    primitiveCalls: primitiveCalls * share.own,
    tottime: tottime === null ? null : tottime * share.own,
    cumtime: cumtime === null ? null : cumtime * share.below,
  };
}

/** Calls without times add nothing to the times. */
function addTo(
  sum: Sum,
  { ncalls, primitiveCalls, tottime, cumtime }: PathNumbers,
  share: Share,
  isSure: boolean,
): void {
  const { numbers } = sum;
  numbers.ncalls += ncalls * share.own;
  numbers.primitiveCalls += primitiveCalls * share.own;
  if (tottime !== null) numbers.tottime = (numbers.tottime ?? 0) + tottime * share.own;
  if (cumtime !== null) numbers.cumtime = (numbers.cumtime ?? 0) + cumtime * share.below;
  sum.isSure &&= isSure;
  sum.edge = null;
}

/** What goes through parts, from below. */
export type PassingByPart = Map<Part, Sum>;

export function passTo(passing: PassingByPart, part: Part, numbers: PathNumbers, share: Share, isSure: boolean): void {
  const sum = passing.get(part) ?? {
    other: part,
    numbers: { ncalls: 0, primitiveCalls: 0, tottime: null, cumtime: null },
    isSure,
    edge: null,
  };
  addTo(sum, numbers, share, isSure);
  passing.set(part, sum);
}
