import { UsageError } from '../errors.ts';
import { didYouMean } from '../text/similar.ts';

/** What a key compares: a column of the table, or a text made of the function's key. */
export type SortColumn =
  | 'ncalls'
  | 'primitiveCalls'
  | 'tottime'
  | 'cumtime'
  | 'tottimePerCall'
  | 'cumtimePerCall'
  | 'file'
  | 'line'
  | 'name'
  | 'standardName';

export type SortField = { readonly column: SortColumn; readonly order: 'asc' | 'desc' };

/** What functions are sorted by. */
export type SortKey = {
  readonly name: string;
  /** @internal */
  readonly fields: readonly SortField[];
  /** What pstats prints after "Ordered by:". */
  readonly title: string;
  /** `pstats`: also known by unique prefixes. `ours`: pstats has no such key; by full name only. */
  readonly origin: 'pstats' | 'ours';
};

const desc = (column: SortColumn): readonly SortField[] => [{ column, order: 'desc' }];
const asc = (...columns: readonly SortColumn[]): readonly SortField[] =>
  columns.map((column) => ({ column, order: 'asc' }));

/**
 * Every sort key, in the order of `Stats.sort_arg_dict_default` (which prefixes are unique depends on it).
 */
export const SORT_KEYS: readonly SortKey[] = [
  { name: 'calls', fields: desc('ncalls'), title: 'call count', origin: 'pstats' },
  { name: 'ncalls', fields: desc('ncalls'), title: 'call count', origin: 'pstats' },
  { name: 'cumtime', fields: desc('cumtime'), title: 'cumulative time', origin: 'pstats' },
  { name: 'cumulative', fields: desc('cumtime'), title: 'cumulative time', origin: 'pstats' },
  { name: 'filename', fields: asc('file'), title: 'file name', origin: 'pstats' },
  { name: 'line', fields: asc('line'), title: 'line number', origin: 'pstats' },
  { name: 'module', fields: asc('file'), title: 'file name', origin: 'pstats' },
  { name: 'name', fields: asc('name'), title: 'function name', origin: 'pstats' },
  { name: 'nfl', fields: asc('name', 'file', 'line'), title: 'name/file/line', origin: 'pstats' },
  { name: 'pcalls', fields: desc('primitiveCalls'), title: 'primitive call count', origin: 'pstats' },
  { name: 'stdname', fields: asc('standardName'), title: 'standard name', origin: 'pstats' },
  { name: 'time', fields: desc('tottime'), title: 'internal time', origin: 'pstats' },
  { name: 'tottime', fields: desc('tottime'), title: 'internal time', origin: 'pstats' },
  { name: 'tottime-percall', fields: desc('tottimePerCall'), title: 'internal time per call', origin: 'ours' },
  {
    name: 'cumtime-percall',
    fields: desc('cumtimePerCall'),
    title: 'cumulative time per primitive call',
    origin: 'ours',
  },
];

/** The numbers that old profilers used, and `python -m cProfile` before 3.11 had as its default (-1). */
const SORT_NUMBERS: ReadonlyMap<number, string> = new Map([
  [-1, 'stdname'],
  [0, 'calls'],
  [1, 'time'],
  [2, 'cumulative'],
]);

/** A name, a unique prefix of one, or one of pstats' numbers. */
export type SortWord = string | number;

/** An order of rows: the fields of one or more keys, the first deciding. */
export type SortOrder = {
  /** @internal */
  readonly fields: readonly SortField[];
  /** What pstats prints after "Ordered by:". */
  readonly title: string;
};

const KEYS_BY_WORD: ReadonlyMap<string, SortKey> = withPrefixes(SORT_KEYS);

/**
 * All words that name a key: `Stats.get_sort_arg_defs`. A prefix that two words share names no key, and neither does
 * any shorter one of the later word: `cu` is cumulative while `c`, `cum`, `n` and `t` are refused. Odd, but so in every
 * CPython.
 */
function withPrefixes(keys: readonly SortKey[]): ReadonlyMap<string, SortKey> {
  const words = new Map<string, SortKey>();
  const ambiguous = new Set<string>();
  for (const key of keys.filter(({ origin }) => origin === 'pstats')) {
    for (let prefix = key.name; prefix !== ''; prefix = prefix.slice(0, -1)) {
      if (words.has(prefix)) {
        ambiguous.add(prefix);
        break;
      }
      words.set(prefix, key);
    }
  }
  for (const prefix of ambiguous) words.delete(prefix);
  for (const key of keys.filter(({ origin }) => origin === 'ours')) words.set(key.name, key);
  return words;
}

/** Whether pstats knows the word: a key of its own, or a prefix that it accepts for one. */
export function isPstatsSortWord(word: string): boolean {
  return KEYS_BY_WORD.get(word)?.origin === 'pstats';
}

/**
 * The order that `Stats.sort_stats(*words)` sorts in; null for no words (the order of the dump).
 *
 * @throws UsageError 'unknown-sort-key' (KeyError in CPython) or 'mixed-sort-keys' (TypeError)
 */
export function resolveSortOrder(words: readonly [SortWord, ...SortWord[]]): SortOrder;
export function resolveSortOrder(words: readonly SortWord[]): SortOrder | null;
export function resolveSortOrder(words: readonly SortWord[]): SortOrder | null {
  const [first] = words;
  if (first === undefined) return null;
  const isMixed = words.some((word) => typeof word !== typeof first);
  if (isMixed) throw new UsageError('mixed-sort-keys', 'sort keys are either names or one number, not both');
  const isOneNumber = words.length === 1 && typeof first === 'number';
  const names = isOneNumber ? [SORT_NUMBERS.get(first) ?? String(first)] : words.map(String);
  const keys = names.map(requireSortKey);
  return { fields: keys.flatMap((key) => key.fields), title: keys.map((key) => key.title).join(', ') };
}

function requireSortKey(word: string): SortKey {
  const key = KEYS_BY_WORD.get(word);
  if (key !== undefined) return key;
  const meant = SORT_KEYS.filter(({ name }) => word !== '' && name.startsWith(word)).map(({ name }) => name);
  if (meant.length > 1) throw new UsageError('unknown-sort-key', `ambiguous sort key '${word}' (${meant.join(', ')})`);
  const suggestion = didYouMean(
    word,
    SORT_KEYS.map(({ name }) => name),
  );
  const end = suggestion === '' ? '' : `.${suggestion}`;
  throw new UsageError('unknown-sort-key', `unknown sort key '${word}'${end}`);
}
