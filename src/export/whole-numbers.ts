import { type CountColumn, countText } from '../profile/count-column.ts';
import { lineText } from '../profile/function-name.ts';
import type { Seconds } from '../profile/profile-table.ts';

/**
 * A time in whole nanoseconds, which most formats want. What they have no number for is 0: a time below zero (pure-Python
 * `profile` takes its own cost off, and may take too much), nan and inf of hand-made dumps.
 */
export function nanoseconds(seconds: Seconds): number {
  return seconds > 0 && Number.isFinite(seconds) ? Math.round(seconds * 1e9) : 0;
}

/** The digits of a whole number, however large. */
export const digitsOf: (value: number) => string = lineText;

/** The digits of a count; 0 where a hand-made dump has none. */
export function countDigits(column: CountColumn, at: number): string {
  const text = countText(column, at);
  return /^\d+$/.test(text) ? text : text === 'True' ? '1' : '0';
}
