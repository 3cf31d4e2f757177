import type { ProfileTable } from '../profile/profile-table.ts';
import { type MatchNames, type RestrictionEffect, restrictRows, rowsKeptBy } from '../select/restrict-rows.ts';
import type { Restriction } from '../select/restriction.ts';
import type { SortOrder } from '../select/sort-keys.ts';
import { rowsInDumpOrder, sortRows } from '../select/sort-rows.ts';

/** Which rows, in which order: what every list of functions begins with. */
export type SelectionOptions = {
  /** null: the order of the dump. */
  readonly sort: SortOrder | null;
  readonly reverse?: boolean | undefined;
  readonly restrictions?: readonly Restriction[] | undefined;
  readonly matchNames?: MatchNames | undefined;
};

export type Selection = {
  readonly rows: Int32Array;
  /** What the rows are ordered by; null for the order of the dump. */
  readonly title: string | null;
  readonly effects: readonly RestrictionEffect[];
};

/** `Stats.get_print_list`: sorted, reversed (only what is sorted can be), then restricted. */
export function selectRows(table: ProfileTable, options: SelectionOptions): Selection {
  const restrictions = options.restrictions ?? [];
  const first = rowsKeptBy(restrictions[0], table.length);
  const { sort, reverse = false } = options;
  const sorted = sort === null ? rowsInDumpOrder(table) : sortRows(table, sort, { reverse, first });
  const { rows, effects } = restrictRows(
    table,
    { rows: sorted, total: table.length },
    restrictions,
    options.matchNames,
  );
  return { rows, title: options.sort?.title ?? null, effects };
}
