import type { EdgeTable, Seconds } from '../profile/profile-table.ts';
import { asWeight, type HiddenCalls, type HiddenPlace } from './hidden-calls.ts';

/** What has been charged so far, and what is on its way. */
export type Charges = {
  /** Seconds by row, and how much of them is estimated. */
  readonly charged: Float64Array;
  readonly estimated: Float64Array;
  /** By place, two numbers each: the seconds that came from hidden functions below and still have to go on, and how many are estimated. */
  readonly passing: Float64Array;
  /** Seconds by row: what still may be below the hidden functions that a shown one called. */
  readonly room: Float64Array;
  remainder: Seconds;
};

/** A part of what was divided that is smaller than this is rounding. */
export const ROUNDING = 1e-12;

/** `some`: what was too much for the callers passes still. `none`: the times below say nothing. */
export type Sent = 'all' | 'some' | 'none';

/**
 * What passes through one function, to its callers by the time below each call; `outside` is that of calls without an
 * edge. It is what `sendOn` of hidden-charges.ts does first, in one loop without objects: circles of functions do it
 * forty times.
 *
 *     passing   10 s                        calls   A: 3 below   B (full): 4   h: 1   from outside: 1
 *               |                                   |            |             |      |
 *               +-- 10 s of 5 -------------------->  6 s          -             2 s    2 s to the remainder
 *
 * A shown function gets no more than it has room for.
 */
export function sendByBelow(place: HiddenPlace, outside: Seconds, calls: HiddenCalls, charges: Charges): Sent {
  const { caller, below, start } = calls;
  const { charged, estimated, passing, room } = charges;
  const rows = room.length;
  const from = start[place]!;
  const to = start[place + 1]!;
  const seconds = passing[2 * place]!;
  if (!(seconds > 0)) return 'none';
  let sum = 0;
  let first = place;
  let isSeveral = false;
  for (let call = from; call < to; call++) {
    const each = caller[call]!;
    const weight = below[call]!;
    if (weight === 0 || each === place || (each < 0 && ~each < rows && room[~each]! <= 0)) continue;
    sum += weight;
    if (first === place) first = each;
    else if (each !== first) isSeveral = true;
  }
  const whole = sum + outside;
  if (!(whole > 0)) return 'none';
  const isEstimate = isSeveral || (first !== place && whole > sum);
  const uncertain = isEstimate ? seconds : passing[2 * place + 1]!;
  const toOutside = (seconds * outside) / whole;
  let given = toOutside;
  let toCallers = 0;
  for (let call = from; call < to; call++) {
    const each = caller[call]!;
    const weight = below[call]!;
    if (weight === 0 || each === place) continue;
    const share = (seconds * weight) / whole;
    if (each >= 0) {
      passing[2 * each]! += share;
      passing[2 * each + 1]! += (share * uncertain) / seconds;
      toCallers += share;
    } else if (~each >= rows) {
      charges.remainder += share;
      toCallers += share;
    } else if (!(room[~each]! <= 0)) {
      const taken = Math.min(share, room[~each]!);
      room[~each]! -= taken;
      charged[~each]! += taken;
      estimated[~each]! += (taken * uncertain) / seconds;
      toCallers += taken;
    }
  }
  given += toCallers;
  charges.remainder += toOutside;
  const left = seconds - given;
  const isAll = !(left > seconds * ROUNDING);
  passing[2 * place] = isAll ? 0 : left;
  passing[2 * place + 1] = isAll ? 0 : left;
  if (isAll) charges.remainder += left;
  return isAll ? 'all' : 'some';
}

/** A function's own time `own`, to its callers as the profile has measured it for each: all calls must have times. */
export function chargeMeasured(
  place: HiddenPlace,
  own: Seconds,
  { caller, start, firstEdge }: HiddenCalls,
  { tottime }: EdgeTable,
  charges: Charges,
): void {
  const { charged, passing } = charges;
  const rows = charged.length;
  const from = start[place]!;
  const to = start[place + 1]!;
  const edgeOf = firstEdge[place]! - from;
  let measured = 0;
  for (let call = from; call < to; call++) measured += asWeight(tottime[edgeOf + call]!);
  const whole = Math.max(own, measured);
  let given = 0;
  for (let call = from; call < to; call++) {
    const each = caller[call]!;
    const share = (own * asWeight(tottime[edgeOf + call]!)) / whole;
    given += share;
    if (each >= 0) passing[2 * each]! += share;
    else if (~each < rows) charged[~each]! += share;
    else charges.remainder += share;
  }
  charges.remainder += own - given;
}
