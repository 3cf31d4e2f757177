import { decodeFile } from '../decode/decode-file.ts';
import type { OnProgress } from '../decode/usual-shape.ts';
import { mergeProfiles, pstatsOrder } from '../profile/merge.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { stripDirs } from '../profile/strip-dirs.ts';
import { A_FUNCTION, A_PROFILE, BYTES, check, LIST, SOME_PROFILES, TEXTS } from './argument.ts';

/**
 * A cProfile dump (or one of its dialects: PyPy, pure-Python `profile`, Python 2, 3.15's sampled dumps, yappi) as a
 * table. `bytes`, which are not gzipped, must stay unchanged while the table is in use: names and callers are
 * read from them later.
 *
 * @throws DecodeError that says what the file is where that is recognised, else what is wrong and where
 */
export function decodeGiven(bytes: Uint8Array, onProgress?: OnProgress): ProfileTable {
  check('bytes', bytes, BYTES);
  if (onProgress !== undefined) check('onProgress', onProgress, A_FUNCTION);
  return decodeFile(bytes, onProgress);
}

/**
 * One profile of several, added in the order given (see {@link pstatsOrder}), as `pstats.Stats.add` adds.
 *
 * @param names what the profiles are called where the share of each is listed
 * @throws UsageError 'usage' for none
 */
export function mergeGiven(tables: readonly ProfileTable[], names: readonly string[] = []): ProfileTable {
  check('tables', tables, SOME_PROFILES);
  check('names', names, TEXTS);
  return mergeProfiles(tables, names);
}

/**
 * The order in which `pstats.Stats(a, b, c, ...)` reads its files: the first, then the others from the last to the
 * second. Row order (and so every tie in a sort) and the last digit of every sum depend on it.
 */
export function orderGiven<T>(items: readonly T[]): readonly T[] {
  check('items', items, LIST);
  return pstatsOrder(items);
}

/**
 * `pstats.Stats.strip_dirs`: every file without its directories. Functions that then have the same name become one row,
 * at the place of the first, with their numbers added. Callers of one function that then have the same name do not
 * add up: CPython keeps the last one's numbers. We do the same, and say so in a note.
 */
export function stripGiven(table: ProfileTable): ProfileTable {
  check('table', table, A_PROFILE);
  return stripDirs(table);
}
