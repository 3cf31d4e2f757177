import { addCounts, type Count, countAt, formatCount } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { answerFor } from '../profile/late-answer.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type MadeOnce, madeOnce, type Steps } from '../profile/steps.ts';
import type { LineNumbers } from './line-numbers.ts';
import { recentResults } from './recent-results.ts';

/** Below this share of all time a function is a line of zeros: it is shown as 0.0 %. */
const LEAST_SHARE = 0.0005;

/** The same in words. */
export const LEAST_SHARE_TEXT = '0.05 % of the time';

/** The first rows that are listed one by one, and what the others are in all. */
type ListedRows = {
  readonly rows: readonly FunctionIndex[];
  /** null where nothing is summed: one line would stand for one. */
  readonly summed: { readonly functions: number; readonly numbers: LineNumbers } | null;
};

/**
 * Takes the functions out of a list that take hardly any time, with all that they call, and adds up their calls and
 * their own time. Times with what is called overlap and have no sum.
 */
export function sumSmall(table: ProfileTable, rows: Int32Array, most: number): ListedRows {
  return answerFor(
    rows.length,
    recentSums(rows, `${most}`, () => madeOnce(() => sumSteps(table, rows, most))),
  );
}

/** Of rows, which stand for one profile with some functions hidden. Of many, who asks may have to wait for them. */
const recentSums = recentResults<MadeOnce<ListedRows>>(1);

function* sumSteps(table: ProfileTable, rows: Int32Array, most: number): Steps<ListedRows> {
  const least = table.totals.tottime * LEAST_SHARE;
  const { cumtime, tottime, ncalls } = table;
  const listed: FunctionIndex[] = [];
  const sum = { functions: 0, calls: 0 as Count, tottime: 0 };
  yield* inSlices(rows.length, (from, to) => {
    for (const row of rows.subarray(from, to)) {
      if (Math.abs(cumtime[row]!) < least && Math.abs(tottime[row]!) < least) {
        sum.functions++;
        sum.calls = addCounts(sum.calls, countAt(ncalls, row));
        sum.tottime += tottime[row]!;
      } else if (listed.length < most) listed.push(row);
    }
  });
  if (sum.functions < 2) return { rows: [...rows.subarray(0, most)], summed: null };
  const numbers: LineNumbers = {
    ncalls: formatCount(sum.calls),
    primitiveCalls: null,
    tottime: sum.tottime,
    tottimePerCall: null,
    cumtime: null,
    cumtimePerCall: null,
  };
  return { rows: listed, summed: { functions: sum.functions, numbers } };
}
