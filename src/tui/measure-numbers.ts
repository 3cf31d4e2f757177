import { type CountColumn, countsDiffer, countText } from '../profile/count-column.ts';
import type { NumberColumns, ProfileTable } from '../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../profile/steps.ts';
import { rowsInDumpOrder } from '../select/sort-rows.ts';
import { formatDuration } from '../text/duration.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import { callsView } from '../views/function-view.ts';
import type { Hiding } from '../views/hiding.ts';
import { recentResults } from '../views/recent-results.ts';
import { recentSteps } from '../views/recent-steps.ts';

/** How many cells the widest count takes, and the widest time as seconds and in the unit that suits it. */
export type NumberWidths = { readonly calls: number; readonly seconds: number; readonly durations: number };

/** Wider numbers are only in hand-made dumps; they are rounded (see number.ts). */
const WIDEST: NumberWidths = { calls: 21, seconds: 13, durations: 13 };

/** `45.6 ms` */
const USUAL_DURATION = 7;

const recentWidths = recentResults<NumberWidths>(16);
const recentOfAll = recentSteps<NumberWidths>(1);

/** Of all functions: the columns stay where they are while one scrolls. */
export function functionWidths(table: ProfileTable): NumberWidths {
  return finish(functionWidthSteps(table));
}

/** {@link functionWidths} in slices. */
export function functionWidthSteps(table: ProfileTable): Steps<NumberWidths> {
  return recentOfAll(table, 'functions', () => measureSteps(table, rowsInDumpOrder(table)));
}

/** Of one function and all its callers and callees; with room for marks where functions are hidden. */
export function callWidths(table: ProfileTable, self: number, hiding: Hiding | null): NumberWidths {
  return recentWidths(hiding ?? table, `calls of ${self}`, () => {
    const ofCalls = (['callers', 'callees'] as const).map((direction) => {
      const { numbers, calls } = callsView(table, self, direction, 'filename', false, hiding);
      const indexes = calls.map(({ edge }) => edge);
      return measureNumbers(numbers, indexes);
    });
    const all = [...ofCalls, measureNumbers(hiding?.table ?? table, [self])];
    const widths = {
      calls: Math.max(...all.map(({ calls }) => calls)),
      seconds: Math.max(...all.map(({ seconds }) => seconds)),
      durations: Math.max(...all.map(({ durations }) => durations)),
    };
    return hiding === null ? widths : withMark(widths);
  });
}

function measureNumbers(columns: NumberColumns, indexes: ArrayLike<number>): NumberWidths {
  return finish(measureSteps(columns, indexes));
}

function* measureSteps(columns: NumberColumns, indexes: ArrayLike<number>): Steps<NumberWidths> {
  const { tottime, cumtime } = columns;
  let calls = 0;
  let longest = 0;
  let shortest = 0;
  yield* inSlices(indexes.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const at = indexes[i]!;
      const width = callsWidth(columns, at);
      const self = tottime[at]!;
      const all = cumtime[at]!;
      if (width > calls) calls = width;
      if (self > longest && self < Infinity) longest = self;
      if (all > longest && all < Infinity) longest = all;
      if (self < shortest && self > -Infinity) shortest = self;
      if (all < shortest && all > -Infinity) shortest = all;
    }
  });
  return {
    calls: Math.min(calls, WIDEST.calls),
    seconds: Math.min(widest(formatFixed3, shortest, longest), WIDEST.seconds),
    durations: Math.min(Math.max(USUAL_DURATION, widest(formatDuration, shortest, longest)), WIDEST.durations),
  };
}

function widest(write: (seconds: number) => string, ...times: readonly number[]): number {
  return Math.max(...times.map((seconds) => write(seconds).length));
}

function callsWidth({ ncalls, primitiveCalls }: NumberColumns, at: number): number {
  const all = countWidth(ncalls, at);
  return countsDiffer(ncalls, primitiveCalls, at) ? all + 1 + countWidth(primitiveCalls, at) : all;
}

/** Digits are counted: to make a string of each of a million counts takes ten times as long. */
function countWidth(column: CountColumn, at: number): number {
  if (column.odd.size > 0) return countText(column, at).length;
  const count = column.values[at]!;
  let width = count < 0 ? 2 : 1;
  for (let limit = 10; Math.abs(count) >= limit; limit *= 10) width++;
  return width;
}

/** An estimate takes one cell more, for its mark. */
export function withMark({ calls, seconds, durations }: NumberWidths): NumberWidths {
  return { calls: calls + 1, seconds: seconds + 1, durations: durations + 1 };
}

/** A count that is a sum of others: never wider than this, for wider ones are rounded. */
export function sumWidth(digits: number): number {
  return Math.min(WIDEST.calls, digits);
}
