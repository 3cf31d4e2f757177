import { CountAdder } from '../profile/count-adder.ts';
import { countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { FunctionTable, ProfileTable, Seconds } from '../profile/profile-table.ts';
import type { SortOrder } from '../select/sort-keys.ts';
import { type LineNumbers, lineNumbers, shareOf } from './line-numbers.ts';
import { selectRows } from './selection.ts';

/** The first functions of an order, and what the others have: with the rows it makes the totals. */
export type RankedFunctions = {
  /** null: the order of the dump. */
  readonly orderedBy: string | null;
  readonly rows: readonly RankedFunction[];
  readonly hidden: HiddenFunctions;
};

type RankedRows = Omit<RankedFunctions, 'rows'> & { readonly rows: Int32Array };

type HiddenFunctions = {
  readonly functions: number;
  readonly tottime: Seconds;
  /** Exact, however large. */
  readonly ncalls: string;
};

/** Shares are of the profile's total time; null where that is no number to divide by. */
export type RankedFunction = {
  readonly row: FunctionIndex;
  readonly numbers: LineNumbers;
  readonly selfShare: number | null;
  readonly totalShare: number | null;
};

export type RankOptions = { readonly sort: SortOrder | null; readonly reverse: boolean; readonly top: number };

export function rankFunctions(table: ProfileTable, options: RankOptions): RankedFunctions {
  const ranked = rankRows(table, options);
  return { ...ranked, rows: Array.from(ranked.rows, (row) => rankedFunction(table, row)) };
}

/** The same with nothing made of a row: for lists as long as the profile. */
export function rankRows(table: ProfileTable, { sort, reverse, top }: RankOptions): RankedRows {
  const restrictions = [{ kind: 'count', value: Math.min(top, table.length) }] as const;
  const { rows, title } = selectRows(table, { sort, reverse, restrictions });
  return {
    orderedBy: title === null || !reverse ? title : `${title}, reversed`,
    rows,
    hidden: rows.length === table.length ? NONE : hiddenFunctions(table, rows),
  };
}

export function rankedFunction(table: ProfileTable, row: FunctionIndex): RankedFunction {
  const total = table.totals.tottime;
  const numbers = lineNumbers(table, row, true);
  return { row, numbers, selfShare: shareOf(numbers.tottime, total), totalShare: shareOf(numbers.cumtime, total) };
}

const NONE: HiddenFunctions = { functions: 0, tottime: 0, ncalls: '0' };

export function hiddenFunctions(table: FunctionTable, listed: Iterable<FunctionIndex>): HiddenFunctions {
  const isListed = new Uint8Array(table.length);
  for (const row of listed) isListed[row] = 1;
  const ncalls = new CountAdder(1);
  let tottime = 0;
  let functions = 0;
  for (let row = 0; row < table.length; row++) {
    if (isListed[row] === 1) continue;
    functions++;
    tottime += table.tottime[row]!;
    ncalls.add(0, table.ncalls, row);
  }
  return { functions, tottime, ncalls: countText(ncalls.finish(1), 0) };
}
