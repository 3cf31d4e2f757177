import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { ORIGINS } from '../select/function-origin.ts';
import { resolveSortOrder } from '../select/sort-keys.ts';
import { MODULE_NAME } from '../select/what-was-run.ts';
import { originCodes } from '../select/whose-code.ts';
import { chainFrom } from './chain.ts';
import { hiddenFunctions, type RankedFunction, type RankedFunctions, rankedFunction } from './report-view.ts';
import { selectRows } from './selection.ts';

/** A function by its cumtime, and where nearly all of that goes if it goes one way through several others. */
export type HotChain = RankedFunction & {
  /** How many other functions of the import machinery this row stands for: they call each other, so each has the time of all. */
  readonly machinery: number;
  readonly end: { readonly row: FunctionIndex; readonly seconds: Seconds; readonly between: number } | null;
};

/**
 * The functions with the most cumtime. What a chain passes through is not listed again: of `python -m black` else a whole
 * page is `exec`, runpy and click with 95 % each.
 */
export function rankChains(
  table: ProfileTable,
  top: number,
): Pick<RankedFunctions, 'hidden'> & { readonly rows: readonly HotChain[] } {
  const listed = new Set<FunctionIndex>();
  const rows: HotChain[] = [];
  const machinery = importMachinery(table);
  for (const row of selectRows(table, { sort: resolveSortOrder(['cumulative']) }).rows) {
    if (rows.length === top) break;
    if (listed.has(row)) continue;
    if (machinery.includes(row)) {
      for (const other of machinery) listed.add(other);
      rows.push({ ...rankedFunction(table, row), end: null, machinery: machinery.length - 1 });
      continue;
    }
    const chain = chainFrom(table, row);
    for (const passed of chain?.rows ?? [row]) listed.add(passed);
    const end =
      chain === null ? null : { row: chain.rows.at(-1)!, seconds: chain.seconds, between: chain.rows.length - 2 };
    rows.push({ ...rankedFunction(table, row), end, machinery: 0 });
  }
  return { rows, hidden: hiddenFunctions(table, listed) };
}

function importMachinery(table: ProfileTable): readonly FunctionIndex[] {
  const { functions, strings } = table;
  return [...originCodes(table)].flatMap((code, row) =>
    ORIGINS[code] === 'import' && strings.text(functions.name[row]!) !== MODULE_NAME ? [row] : [],
  );
}
