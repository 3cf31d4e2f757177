import { countsDiffer, countText } from '../profile/count-column.ts';
import type { NumberColumns, Seconds } from '../profile/profile-table.ts';

/** The numbers of a line about a function or a call. null: there is none (no times in the dump, or no calls to divide by). */
export type LineNumbers = {
  /** A count as text is exact, however large. */
  readonly ncalls: string;
  /** null where it is the same as `ncalls`; pstats prints both only where they differ. */
  readonly primitiveCalls: string | null;
  readonly tottime: Seconds | null;
  readonly tottimePerCall: Seconds | null;
  readonly cumtime: Seconds | null;
  readonly cumtimePerCall: Seconds | null;
};

export function lineNumbers(columns: NumberColumns, at: number, hasTimes: boolean): LineNumbers {
  const { ncalls, primitiveCalls } = columns;
  const tottime = hasTimes ? columns.tottime[at]! : null;
  const cumtime = hasTimes ? columns.cumtime[at]! : null;
  return {
    ncalls: countText(ncalls, at),
    primitiveCalls: countsDiffer(ncalls, primitiveCalls, at) ? countText(primitiveCalls, at) : null,
    tottime,
    tottimePerCall: perCall(tottime, ncalls.values[at]!),
    cumtime,
    cumtimePerCall: perCall(cumtime, primitiveCalls.values[at]!),
  };
}

function perCall(seconds: Seconds | null, calls: number): Seconds | null {
  return seconds === null || calls === 0 ? null : seconds / calls;
}

/**
 * A part of a whole, or null where that says nothing: no time at all, or numbers of a hand-made dump.
 * Above 1 it is no share (overlapping recursion, merged profiles): the screen must say so and not print a percentage.
 */
export function shareOf(part: Seconds | null, whole: Seconds): number | null {
  if (part === null || !Number.isFinite(part) || !Number.isFinite(whole) || whole <= 0 || part < 0) return null;
  return part / whole;
}
