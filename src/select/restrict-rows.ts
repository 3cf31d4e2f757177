import { UsageError } from '../errors.ts';
import { standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { translatePythonRegex } from './python-regex/translate.ts';
import type { Restriction } from './restriction.ts';

/** What a restriction did to the list, where pstats has a line to say about it. */
export type RestrictionEffect =
  | { readonly kind: 'reduced'; readonly from: number; readonly to: number; readonly restriction: Restriction }
  | { readonly kind: 'only'; readonly from: number; readonly to: number; readonly whose: string }
  | { readonly kind: 'invalid-regex'; readonly pattern: string };

export type RestrictedRows = { readonly rows: Int32Array; readonly effects: readonly RestrictionEffect[] };

/** Tests names against a pattern. The CLI gives one with a time limit: a pattern may take forever on a name. */
export type MatchNames = (regex: RegExp, names: readonly string[], pattern: string) => readonly boolean[];

const matchPlainly: MatchNames = (regex, names) => names.map((name) => regex.test(name));

type NameOf = (row: number) => string;

/** A list of `total` rows, of which `rows` may hold only the first: as many as the first restriction keeps. */
export type RowList = { readonly rows: Int32Array; readonly total: number };

/**
 * `Stats.eval_print_amount` for each restriction in turn, each on what the one before it left.
 *
 * @throws UsageError 'unsupported-regex' for a pattern that Python knows and we cannot match exactly as Python does
 */
export function restrictRows(
  table: ProfileTable,
  list: RowList,
  restrictions: readonly Restriction[],
  matchNames: MatchNames = matchPlainly,
): RestrictedRows {
  return restrictNamed((row) => standardName(table, row), list, restrictions, matchNames);
}

/** The same for any list of indexes that have names. */
export function restrictNamed(
  nameOf: NameOf,
  list: RowList,
  restrictions: readonly Restriction[],
  matchNames: MatchNames = matchPlainly,
): RestrictedRows {
  const effects: RestrictionEffect[] = [];
  let left = list.rows;
  let count = list.total;
  for (const restriction of restrictions) {
    const kept = keep(nameOf, left, count, restriction, matchNames);
    if (kept === null) effects.push({ kind: 'invalid-regex', pattern: patternOf(restriction) });
    else if (kept.length !== count) effects.push({ kind: 'reduced', from: count, to: kept.length, restriction });
    left = kept ?? left;
    count = left.length;
  }
  return { rows: left, effects };
}

/** What one restriction leaves of `count` rows; null for an invalid pattern. */
function keep(
  nameOf: NameOf,
  rows: Int32Array,
  count: number,
  restriction: Restriction,
  matchNames: MatchNames,
): Int32Array | null {
  if (restriction.kind === 'regex') return matching(nameOf, rows, restriction.pattern, matchNames);
  return rows.subarray(0, rowsKeptBy(restriction, count));
}

/**
 * How many of `count` rows a restriction keeps from the front: all for a pattern. A fraction of 1.0, a negative number
 * and one above the length leave the list as it is.
 */
export function rowsKeptBy(restriction: Restriction | undefined, count: number): number {
  if (restriction === undefined || restriction.kind === 'regex') return count;
  const { kind, value } = restriction;
  if (kind === 'fraction') return value >= 0 && value < 1 ? Math.trunc(count * value + 0.5) : count;
  return value >= 0 && value < count ? value : count;
}

/** The rows in whose standard name the pattern is found; null where Python rejects the pattern. */
function matching(nameOf: NameOf, rows: Int32Array, pattern: string, matchNames: MatchNames): Int32Array | null {
  const translated = translatePythonRegex(pattern);
  if (!translated.ok) {
    if (translated.problem === 'invalid') return null;
    throw new UsageError(
      'unsupported-regex',
      `the regular expression ${pattern} cannot be used here: ${translated.message}`,
    );
  }
  const names = Array.from(rows, (row) => nameOf(row));
  const isMatch = matchNames(translated.regex, names, pattern);
  return rows.filter((_, at) => isMatch[at]);
}

function patternOf(restriction: Restriction): string {
  return restriction.kind === 'regex' ? restriction.pattern : '';
}
