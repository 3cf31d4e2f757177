import { type CountColumn, countText } from '../profile/count-column.ts';
import { lineText } from '../profile/function-name.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { usableTime } from '../views/call-paths/edge-times.ts';

/** A time in whole nanoseconds, which most formats want. */
export function nanoseconds(seconds: Seconds): number {
  return Math.round(usableTime(seconds) * 1e9);
}

/** The digits of a whole number, however large. */
export const digitsOf: (value: number) => string = lineText;

/** The digits of a count; 0 where a hand-made dump has none. */
export function countDigits(column: CountColumn, at: number): string {
  const text = countText(column, at);
  return /^\d+$/.test(text) ? text : text === 'True' ? '1' : '0';
}

/**
 * Turns times, one after the other, into whole numbers that add up to the whole: what is rounded off is carried over to
 * the next.
 */
export class CarriedTimes {
  /** The sum of the whole numbers so far. */
  sum = 0;
  private readonly perSecond: number;
  private seconds = 0;

  constructor(perSecond: number) {
    this.perSecond = perSecond;
  }

  next(seconds: Seconds): number {
    const before = this.sum;
    this.seconds += seconds;
    this.sum = Math.round(this.seconds * this.perSecond);
    return this.sum - before;
  }
}
