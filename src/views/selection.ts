import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import {
  type MatchNames,
  type RestrictionEffect,
  type RowList,
  restrictRows,
  rowsKeptBy,
} from '../select/restrict-rows.ts';
import type { Restriction } from '../select/restriction.ts';
import type { SortOrder } from '../select/sort-keys.ts';
import { rowsInDumpOrder, sortRows } from '../select/sort-rows.ts';

/** A choice of rows, and the word that it was asked for by. */
export type OnlyRows = { readonly whose: string; readonly isWanted: (row: FunctionIndex) => boolean };

/** Which rows, in which order: what every list of functions begins with. */
export type SelectionOptions = {
  /** null: the order of the dump. */
  readonly sort: SortOrder | null;
  readonly reverse?: boolean | undefined;
  readonly restrictions?: readonly Restriction[] | undefined;
  /** @internal */
  readonly matchNames?: MatchNames | undefined;
  /** Only the rows of somebody, before all restrictions. */
  readonly only?: OnlyRows | undefined;
};

/** What was selected. `effects`: what restrictions did to the list, as pstats says it above. */
export type Selection = {
  readonly rows: Int32Array;
  /** What the rows are ordered by; null for the order of the dump. */
  readonly title: string | null;
  readonly effects: readonly RestrictionEffect[];
};

/**
 * Which functions, in which order, as `Stats.get_print_list` has them: sorted, reversed (only what is sorted can be), then
 * restricted by one restriction after the other. Nothing stops a regex that takes long.
 *
 * @throws UsageError 'unsupported-regex' for a regex that only Python has
 */
export function selectRows(table: ProfileTable, options: SelectionOptions): Selection {
  const restrictions = options.restrictions ?? [];
  const { sort, reverse = false, only } = options;
  const first = only === undefined ? rowsKeptBy(restrictions[0], table.length) : table.length;
  const sorted = sort === null ? rowsInDumpOrder(table) : sortRows(table, sort, { reverse, first });
  const list = only === undefined ? { rows: sorted, total: table.length } : onlyWanted(sorted, only);
  const { rows, effects } = restrictRows(table, list, restrictions, options.matchNames);
  return {
    rows,
    title: options.sort?.title ?? null,
    effects: [...(only === undefined ? [] : [onlyEffect(table, list, only)]), ...effects],
  };
}

function onlyWanted(sorted: Int32Array, { isWanted }: OnlyRows): RowList {
  const rows = sorted.filter(isWanted);
  return { rows, total: rows.length };
}

function onlyEffect({ length }: ProfileTable, { total }: RowList, { whose }: OnlyRows): RestrictionEffect {
  return { kind: 'only', from: length, to: total, whose };
}
