import type { ProfileTable } from '../profile/profile-table.ts';
import { resolveSortOrder, type SortOrder, type SortWord } from '../select/sort-keys.ts';
import { type SortExtent, sortRows } from '../select/sort-rows.ts';
import {
  A_FLAG,
  A_PROFILE,
  type ArgumentKind,
  type ArgumentKinds,
  COUNT,
  check,
  checkOptions,
  hasFields,
  LIST,
  TEXT,
} from './argument.ts';

/** Null is the order of the dump. */
export const ORDER: ArgumentKind = {
  words: 'what resolveSortOrder returned, or null',
  is: (value) => value === null || hasFields(value, { fields: LIST, title: TEXT }),
};

const EXTENT: ArgumentKinds<SortExtent> = { reverse: A_FLAG, first: COUNT };

/**
 * The order that `Stats.sort_stats(*words)` sorts in; null for no words (the order of the dump).
 *
 * @throws UsageError 'unknown-sort-key' (KeyError in CPython) or 'mixed-sort-keys' (TypeError)
 */
export function resolveGiven(words: readonly [SortWord, ...SortWord[]]): SortOrder;
export function resolveGiven(words: readonly SortWord[]): SortOrder | null;
export function resolveGiven(words: readonly SortWord[]): SortOrder | null {
  check('words', words, LIST);
  return resolveSortOrder(words);
}

/**
 * The rows in an order, as `Stats.sort_stats` sorts them: stable, so ties stay in dump order; text by code point;
 * a NaN compares equal to everything, which makes the result depend on the algorithm. An order of null is that of the
 * dump. With `first`, only so many of them.
 */
export function sortGiven(table: ProfileTable, order: SortOrder | null, extent: SortExtent = {}): Int32Array {
  check('table', table, A_PROFILE);
  check('order', order, ORDER);
  checkOptions<SortExtent>(extent, EXTENT);
  return sortRows(table, order, extent);
}
