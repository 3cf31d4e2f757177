import { addCounts, type Count, countAt, formatCount } from '../profile/count-column.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { LineNumbers } from './line-numbers.ts';

/** Below this share of all time a function is a line of zeros: it is shown as 0.0 %. */
const LEAST_SHARE = 0.0005;

/** The same in words. */
export const LEAST_SHARE_TEXT = '0.05 % of the time';

/** Rows that are listed one by one, and what the others are in all. */
type ListedRows = {
  readonly rows: Int32Array;
  /** null where nothing is summed: one line would stand for one. */
  readonly summed: { readonly functions: number; readonly numbers: LineNumbers } | null;
};

/**
 * Takes the functions out of a list that take hardly any time, with all that they call, and adds up their calls and
 * their own time. Times with what is called overlap and have no sum.
 */
export function sumSmall(table: ProfileTable, rows: Int32Array): ListedRows {
  const least = table.totals.tottime * LEAST_SHARE;
  const small = rows.filter((row) => Math.abs(table.cumtime[row]!) < least && Math.abs(table.tottime[row]!) < least);
  if (small.length < 2) return { rows, summed: null };
  const isSmall = new Set(small);
  const calls = small.reduce<Count>((sum, row) => addCounts(sum, countAt(table.ncalls, row)), 0);
  const tottime = small.reduce((sum, row) => sum + table.tottime[row]!, 0);
  const numbers: LineNumbers = {
    ncalls: formatCount(calls),
    primitiveCalls: null,
    tottime,
    tottimePerCall: null,
    cumtime: null,
    cumtimePerCall: null,
  };
  return { rows: rows.filter((row) => !isSmall.has(row)), summed: { functions: small.length, numbers } };
}
