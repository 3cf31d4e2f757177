import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type EdgeTable, type ProfileTable, type Seconds } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { ChargeWeights, type Division, type IsInside } from './charge-weights.ts';
import { type ConnectedParts, connectedParts } from './connected-parts.ts';

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

/** A part of what was divided that is smaller than this is rounding. */
const ROUNDING = 1e-12;

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
 */
export function* chargeHidden(table: ProfileTable, isHidden: Uint8Array): Steps<HiddenCharges> {
  const edges = yield* table.edges.steps();
  const parts = yield* connectedParts(edges, isHidden);
  const { order, start, partOf, count } = parts;
  const weights = new ChargeWeights(table, edges, isHidden);
  yield* inSlices(table.length, (from, to) => weights.addCalls(from, to));
  const charging = new Charging(table, edges, isHidden, weights);
  let looks = 0;
  for (let part = count - 1; part >= 0; part--) {
    const first = order[start[part]!]!;
    if (start[part + 1]! - start[part]! === 1) {
      charging.chargeSingle(first);
      looks += 1 + edges.start[first + 1]! - edges.start[first]!;
    } else {
      const rows = order.subarray(start[part], start[part + 1]);
      yield* charging.chargePart(rows, (caller) => partOf[caller] === part);
      for (const row of rows) looks += 1 + edges.start[row + 1]! - edges.start[row]!;
    }
    if (looks < EDGES_A_SLICE) continue;
    looks = 0;
    yield;
  }
  charging.spreadRest();
  return { ...charging.result(), parts };
}

class Charging {
  private readonly table: ProfileTable;
  private readonly edges: EdgeTable;
  private readonly isHidden: Uint8Array;
  private readonly weights: ChargeWeights;
  private readonly charged: Float64Array;
  private readonly estimated: Float64Array;
  /** Seconds by row: what came from hidden functions below it and still has to go on. */
  private readonly passing: Float64Array;
  private readonly passingEstimated: Float64Array;
  /** A row alone: a view of it in an array of rows takes as long as all else that is done for it. */
  private readonly one = new Int32Array(1);
  private remainder: Seconds = 0;
  /** What found no caller with room for it. */
  private rest: Seconds = 0;

  constructor(table: ProfileTable, edges: EdgeTable, isHidden: Uint8Array, weights: ChargeWeights) {
    this.table = table;
    this.edges = edges;
    this.isHidden = isHidden;
    this.weights = weights;
    this.charged = new Float64Array(table.length);
    this.estimated = new Float64Array(table.length);
    this.passing = new Float64Array(table.length);
    this.passingEstimated = new Float64Array(table.length);
  }

  result(): Omit<HiddenCharges, 'parts'> {
    return { charged: this.charged, estimated: this.estimated, remainder: this.remainder };
  }

  /** Charges a function that is in no circle, as nearly all are. All that it calls must have been charged before. */
  chargeSingle(row: FunctionIndex): void {
    this.chargeOwn(row);
    if (this.passing[row] !== 0) this.sendOnAlone(row);
  }

  /** Charges functions that call each other. All that they call must have been charged before. */
  *chargePart(rows: Int32Array, isInside: IsInside): Steps<void> {
    for (let at = 0; at < rows.length; at++) {
      this.chargeOwn(rows[at]!);
      if (at % ROWS_A_SLICE === ROWS_A_SLICE - 1) yield;
    }
    yield* this.sendRound(rows);
    this.sendOn(rows, isInside);
  }

  /** A function's own time. A time that is no number, or negative, is in a hand-made dump only: nobody gets it. */
  private chargeOwn(row: FunctionIndex): void {
    const own = this.table.tottime[row]!;
    const isTime = own > 0 && own < Number.POSITIVE_INFINITY;
    if (!isTime) {
      this.remainder += own;
      return;
    }
    const division = this.weights.ofOwn(row);
    const part = { seconds: own, estimated: division.isEstimate ? own : 0 };
    const given = this.divide(row, part, division, { isInside: NOBODY, take: ALL });
    this.remainder += own - given;
  }

  private sendOnAlone(row: FunctionIndex): void {
    this.one[0] = row;
    this.sendOn(this.one, (caller) => caller === row);
  }

  /** Sends what passes through each of some functions that call each other to its callers, round after round. */
  private *sendRound(rows: Int32Array): Steps<void> {
    const least = this.sumPassing(rows) * LEAST_LEFT;
    for (let round = 0; round < MOST_ROUNDS && this.sumPassing(rows) > least; round++) {
      for (let at = 0; at < rows.length; at++) {
        if (this.passing[rows[at]!]! > 0) this.sendOnAlone(rows[at]!);
        if (at % ROWS_A_SLICE === ROWS_A_SLICE - 1) yield;
      }
    }
  }

  private sumPassing(rows: Int32Array): Seconds {
    let sum = 0;
    for (const row of rows) sum += this.passing[row]!;
    return sum;
  }

  /** What passes through some functions, as through one, to their callers. */
  private sendOn(rows: Int32Array, isInside: IsInside): void {
    let left = this.takePassing(rows);
    for (let tries = 0; left.seconds > 0 && tries < MOST_TRIES; tries++) {
      const division = this.weights.ofPassing(rows, isInside);
      if (division.whole === 0) break;
      left = this.sendOnce(rows, left, division, isInside);
    }
    if (left.seconds === 0) return;
    if (this.weights.hasCallers(rows, isInside)) this.rest += left.seconds;
    else this.remainder += left.seconds;
  }

  /** Returns what was too much for those who should have got it. */
  private sendOnce(rows: Int32Array, part: Amount, division: Division, isInside: IsInside): Amount {
    const outside = (part.seconds * division.outside) / division.whole;
    const amount = { seconds: part.seconds, estimated: division.isEstimate ? part.seconds : part.estimated };
    let given = outside;
    for (const row of rows) given += this.divide(row, amount, division, { isInside, take: this.takeRoom });
    this.remainder += outside;
    const left = part.seconds - given;
    if (left > part.seconds * ROUNDING) return { seconds: left, estimated: left };
    this.remainder += left;
    return { seconds: 0, estimated: 0 };
  }

  private takePassing(rows: Int32Array): Amount {
    let seconds = 0;
    let estimated = 0;
    for (const row of rows) {
      seconds += this.passing[row]!;
      estimated += this.passingEstimated[row]!;
      this.passing[row] = 0;
      this.passingEstimated[row] = 0;
    }
    return { seconds, estimated };
  }

  private readonly takeRoom = (caller: FunctionIndex, seconds: Seconds): Seconds =>
    this.isHidden[caller] === 0 ? this.weights.takeRoom(caller, seconds) : seconds;

  /** Gives each caller of a row its share, or as much of it as it takes; returns how much they got together. */
  private divide(row: FunctionIndex, part: Amount, { basis, whole }: Division, { isInside, take }: Receivers): Seconds {
    const { start, end } = callerEdges(this.edges, row);
    let given = 0;
    for (let edge = start; edge < end && whole > 0; edge++) {
      const caller = this.edges.caller[edge]!;
      if (isInside(caller)) continue;
      const seconds = take(caller, (part.seconds * this.weights.weight(basis, edge)) / whole);
      given += seconds;
      this.give(caller, seconds, (seconds * part.estimated) / part.seconds);
    }
    return given;
  }

  private give(caller: FunctionIndex, seconds: Seconds, estimated: Seconds): void {
    if (caller >= this.table.length) {
      this.remainder += seconds;
    } else if (this.isHidden[caller] === 1) {
      this.passing[caller]! += seconds;
      this.passingEstimated[caller]! += estimated;
    } else {
      this.charged[caller]! += seconds;
      this.estimated[caller]! += estimated;
    }
  }

  /** What was too much for all who should have got it, to all who have room. */
  spreadRest(): void {
    const { all, byRow } = this.weights.roomLeft();
    const share = all > 0 ? Math.min(1, this.rest / all) : 0;
    for (let row = 0; row < byRow.length && share > 0; row++) {
      this.give(row, byRow[row]! * share, byRow[row]! * share);
    }
    this.remainder += this.rest - all * share;
    this.rest = 0;
  }
}

type Amount = { readonly seconds: Seconds; readonly estimated: Seconds };

/** Who gets nothing, and how much of its share another takes. */
type Receivers = { readonly isInside: IsInside; readonly take: (caller: FunctionIndex, seconds: Seconds) => Seconds };

const NOBODY: IsInside = () => false;
const ALL: Receivers['take'] = (_, seconds) => seconds;
