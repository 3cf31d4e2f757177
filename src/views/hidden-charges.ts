import { AT_ONCE, keep } from '../profile/at-once.ts';
import type { EdgeTable, ProfileTable, Seconds } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { type Charges, chargeMeasured, ROUNDING, sendByBelow } from './charge-one.ts';
import { ChargeWeights, type Division } from './charge-weights.ts';
import { type ConnectedParts, connectedParts } from './connected-parts.ts';
import { type HiddenCalls, type HiddenPlace, hiddenCalls } from './hidden-calls.ts';

/**
 * Where the self time of hidden functions goes. For every profile whose times are finite,
 *
 *     tottime of the shown rows + sum of `charged` + `remainder` = tottime of all rows      (but for rounding)
 */
export type HiddenCharges = {
  /** Seconds by row: what a shown function gets from hidden ones that it called, directly or through other hidden ones. */
  readonly charged: Float64Array;
  /** How much of `charged` is estimated. */
  readonly estimated: Float64Array;
  /** Self time that no shown function called for: that of the program's start, above all. */
  readonly remainder: Seconds;
  /** The hidden functions, those that call each other together. */
  readonly parts: ConnectedParts;
};

/** A slice looks at this many rows of a circle, or edges of single functions. */
const ROWS_A_SLICE = 1 << 10;
const EDGES_A_SLICE = 1 << 14;

/** Time is sent round a circle of functions this often at most, or until this small a part of it is left. */
const MOST_ROUNDS = 40;
const LEAST_LEFT = 1e-4;

/** What was too much for some is divided again, this often at most. */
const MOST_TRIES = 4;

/**
 * Charges the self time of hidden functions to the nearest shown callers.
 *
 * A hidden function's own time goes to its callers as its edges say: cProfile measures it for each of them. What it got
 * from hidden functions below is not measured by caller; it is divided in the proportion of `cumtime - tottime` of the
 * edges, the time below the function for each caller. With one caller that is exact, with several an estimate: one of
 * them may have caused all of it. (gprof makes the same assumption, for all time.) Among functions that call each other
 * time goes round until nearly all has left the circle; the rest leaves it as from one function, which is what gprof
 * does with all of it. Where edges have no times, counts of calls divide.
 *
 * Time of calls from outside of the profile, as far as the dump tells it, and from callers without a row is charged to
 * nobody: it is the remainder. What a hidden function spent in shown ones is taken off the weight of its calls from
 * outside: `exec` runs the program, but the import machinery calls it too.
 *
 * No function gets more than its own calls of hidden functions took. What is too much for it goes to the other callers,
 * and if there are none, to all shown functions as far as their calls took longer than what they got.
 *
 * @param how `together`: one function as if it were several that call each other, which takes longer
 */
export function* chargeHidden(
  table: ProfileTable,
  isHidden: Uint8Array,
  how: 'one by one' | 'together' = 'one by one',
): Steps<HiddenCharges> {
  const edges = yield* table.edges.steps();
  const parts = yield* connectedParts(edges, isHidden);
  const calls = yield* hiddenCalls(edges, isHidden, parts);
  const weights = new ChargeWeights(table, edges, isHidden, calls);
  yield* inSlices(table.length, (from, to) => weights.addCalls(from, to));
  const charging = new Charging(table, edges, isHidden, calls, weights, how === 'one by one');
  let looks = 0;
  let touched = calls.rows.length;
  for (let part = parts.count - 1; part >= 0; part--) {
    const from = parts.start[part]!;
    const to = parts.start[part + 1]!;
    if (from < touched) touched = charging.touch(to);
    if (to - from === 1) charging.chargeSingle(from);
    else yield* charging.chargePart(from, to);
    looks += to - from + calls.start[to]! - calls.start[from]!;
    if (looks < EDGES_A_SLICE) continue;
    looks = 0;
    yield;
  }
  yield* charging.spreadRest();
  return { ...charging.result(), parts };
}

class Charging {
  private readonly table: ProfileTable;
  private readonly isHidden: Uint8Array;
  private readonly calls: HiddenCalls;
  private readonly weights: ChargeWeights;
  private readonly edges: EdgeTable;
  private readonly isOneByOne: boolean;
  private readonly charges: Charges;
  /** What found no caller with room for it. */
  private rest: Seconds = 0;

  constructor(
    table: ProfileTable,
    edges: EdgeTable,
    isHidden: Uint8Array,
    calls: HiddenCalls,
    weights: ChargeWeights,
    isOneByOne: boolean,
  ) {
    this.table = table;
    this.edges = edges;
    this.isOneByOne = isOneByOne;
    this.isHidden = isHidden;
    this.calls = calls;
    this.weights = weights;
    this.charges = {
      charged: new Float64Array(table.length),
      estimated: new Float64Array(table.length),
      passing: new Float64Array(2 * calls.rows.length),
      room: weights.room,
      remainder: 0,
    };
  }

  /** Reads a little of all that the places before this one are charged by; returns the first of them (see touch-rows.ts). */
  touch(to: HiddenPlace): HiddenPlace {
    const from = Math.max(0, to - AT_ONCE);
    const { rows, start, firstEdge, caller } = this.calls;
    const { passing, charged, estimated, room } = this.charges;
    const { tottime, cumtime, length } = this.table;
    let sum = 0;
    for (let place = from; place < to; place++) {
      const row = rows[place]!;
      sum += tottime[row]! + cumtime[row]! + this.edges.tottime[firstEdge[place]!]! + this.edges.start[row]!;
      for (let call = start[place]!; call < start[place + 1]!; call++) {
        const each = caller[call]!;
        if (each >= 0) sum += passing[2 * each]!;
        else if (~each < length) sum += charged[~each]! + estimated[~each]! + room[~each]!;
      }
    }
    keep(sum);
    return from;
  }

  result(): Omit<HiddenCharges, 'parts'> {
    const { charged, estimated, remainder } = this.charges;
    return { charged, estimated, remainder };
  }

  /** Charges a function that is in no circle, as nearly all are. All that it calls must have been charged before. */
  chargeSingle(place: HiddenPlace): void {
    this.chargeOwn(place);
    if (this.charges.passing[2 * place] !== 0) this.sendOne(place);
  }

  private sendOne(place: HiddenPlace): void {
    const { calls, charges, weights } = this;
    const sent = this.isOneByOne ? sendByBelow(place, weights.outsideOf(place), calls, charges) : 'none';
    if (sent !== 'all') this.sendOn(place, place + 1, sent === 'some' ? 1 : 0);
  }

  /** Charges functions that call each other. All that they call must have been charged before. */
  *chargePart(from: HiddenPlace, to: HiddenPlace): Steps<void> {
    for (let place = from; place < to; place++) {
      this.chargeOwn(place);
      if ((place - from) % ROWS_A_SLICE === ROWS_A_SLICE - 1) yield;
    }
    yield* this.sendRound(from, to);
    this.sendOn(from, to, 0);
  }

  /** A function's own time. A time that is no number, or negative, is in a hand-made dump only: nobody gets it. */
  private chargeOwn(place: HiddenPlace): void {
    const own = this.table.tottime[this.calls.rows[place]!]!;
    const isTime = own > 0 && own < Number.POSITIVE_INFINITY;
    if (!isTime) {
      this.charges.remainder += own;
      return;
    }
    if (this.isOneByOne && this.edges.countsOnly === null) {
      chargeMeasured(place, own, this.calls, this.edges, this.charges);
      return;
    }
    const division = this.weights.ofOwn(this.calls.rows[place]!);
    const part = { seconds: own, estimated: division.isEstimate ? own : 0 };
    const given = this.divideOwn(place, part, division); // which may add to the remainder
    this.charges.remainder += own - given;
  }

  /** Sends what passes through each of some functions that call each other to its callers, round after round. */
  private *sendRound(from: HiddenPlace, to: HiddenPlace): Steps<void> {
    const least = this.sumPassing(from, to) * LEAST_LEFT;
    for (let round = 0; round < MOST_ROUNDS && this.sumPassing(from, to) > least; round++) {
      for (let place = from; place < to; place++) {
        if (this.charges.passing[2 * place]! > 0) this.sendOne(place);
        if ((place - from) % ROWS_A_SLICE === ROWS_A_SLICE - 1) yield;
      }
    }
  }

  private sumPassing(from: HiddenPlace, to: HiddenPlace): Seconds {
    let sum = 0;
    for (let place = from; place < to; place++) sum += this.charges.passing[2 * place]!;
    return sum;
  }

  /** What passes through some functions, as through one, to their callers; `tried`: how often that was done already. */
  private sendOn(from: HiddenPlace, to: HiddenPlace, tried: number): void {
    let left = this.takePassing(from, to);
    for (let tries = tried; left.seconds > 0 && tries < MOST_TRIES; tries++) {
      const division = this.weights.ofPassing(from, to);
      if (division.whole === 0) break;
      left = this.sendOnce(from, to, left, division);
    }
    if (left.seconds === 0) return;
    if (this.weights.hasCallers(from, to)) this.rest += left.seconds;
    else this.charges.remainder += left.seconds;
  }

  /** Returns what was too much for those who should have got it. */
  private sendOnce(from: HiddenPlace, to: HiddenPlace, part: Amount, division: Division): Amount {
    const outside = (part.seconds * division.outside) / division.whole;
    const amount = { seconds: part.seconds, estimated: division.isEstimate ? part.seconds : part.estimated };
    let given = outside;
    for (let place = from; place < to; place++) given += this.divide(place, amount, division, from, to);
    this.charges.remainder += outside;
    const left = part.seconds - given;
    if (left > part.seconds * ROUNDING) return { seconds: left, estimated: left };
    this.charges.remainder += left;
    return NOTHING;
  }

  private takePassing(from: HiddenPlace, to: HiddenPlace): Amount {
    let seconds = 0;
    let estimated = 0;
    for (let at = 2 * from; at < 2 * to; at += 2) {
      seconds += this.charges.passing[at]!;
      estimated += this.charges.passing[at + 1]!;
    }
    this.charges.passing.fill(0, 2 * from, 2 * to);
    return { seconds, estimated };
  }

  /** Gives each caller its share of what passes through, or as much of it as it has room for; returns how much they got together. */
  private divide(
    place: HiddenPlace,
    part: Amount,
    { basis, whole }: Division,
    from: HiddenPlace,
    to: HiddenPlace,
  ): Seconds {
    const { start, caller } = this.calls;
    let given = 0;
    for (let call = start[place]!; call < start[place + 1]!; call++) {
      const each = caller[call]!;
      if (each >= from && each < to) continue;
      const share = (part.seconds * this.weights.weight(basis, place, call)) / whole;
      const seconds = each < 0 && ~each < this.table.length ? this.weights.takeRoom(~each, share) : share;
      given += seconds;
      this.give(each, seconds, (seconds * part.estimated) / part.seconds);
    }
    return given;
  }

  /** Gives each caller its share of a function's own time: all of it. */
  private divideOwn(place: HiddenPlace, part: Amount, { basis, whole }: Division): Seconds {
    const { start, caller } = this.calls;
    let given = 0;
    for (let call = start[place]!; call < start[place + 1]! && whole > 0; call++) {
      const seconds = (part.seconds * this.weights.weight(basis, place, call)) / whole;
      given += seconds;
      this.give(caller[call]!, seconds, (seconds * part.estimated) / part.seconds);
    }
    return given;
  }

  /** `caller`: a place, or ~ and the index of a function that is not hidden. */
  private give(caller: number, seconds: Seconds, estimated: Seconds): void {
    if (caller >= 0) {
      this.charges.passing[2 * caller]! += seconds;
      this.charges.passing[2 * caller + 1]! += estimated;
    } else if (~caller < this.table.length) {
      this.charges.charged[~caller]! += seconds;
      this.charges.estimated[~caller]! += estimated;
    } else {
      this.charges.remainder += seconds;
    }
  }

  /** What was too much for all who should have got it, to all who have room. */
  *spreadRest(): Steps<void> {
    const { isHidden, weights } = this;
    let all = 0;
    yield* inSlices(isHidden.length, (from, to) => {
      for (let row = from; row < to; row++) all += weights.roomLeft(row);
    });
    const share = all > 0 ? Math.min(1, this.rest / all) : 0;
    yield* inSlices(share > 0 ? isHidden.length : 0, (from, to) => {
      for (let row = from; row < to; row++) {
        const seconds = weights.roomLeft(row) * share;
        if (isHidden[row] === 0) this.give(~row, seconds, seconds);
      }
    });
    this.charges.remainder += this.rest - all * share;
    this.rest = 0;
  }
}

type Amount = { readonly seconds: Seconds; readonly estimated: Seconds };

const NOTHING: Amount = { seconds: 0, estimated: 0 };
