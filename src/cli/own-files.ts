import { UsageError } from '../errors.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { isOwn } from '../select/whose-code.ts';
import type { OwnOptions } from './options.ts';
import { placeOwn } from './own-places.ts';

/**
 * The files of one's own code in any of several profiles, which may have been made in different places.
 *
 * @throws UsageError where a `--mine` is in none of them, or nothing at all is one's own
 */
export function collectOwnFiles(tables: readonly ProfileTable[], options: OwnOptions): ReadonlySet<string> {
  const files = new Set<string>();
  for (const table of tables.map((each) => placeOwn(each, options))) {
    for (let row = 0; row < table.length; row++) {
      if (isOwn(table, row)) files.add(table.strings.text(table.functions.file[row]!));
    }
  }
  if (files.size > 0) return files;
  const what = options.mine.length === 0 ? '' : ` --mine ${options.mine.join(' --mine ')}:`;
  throw new UsageError('nothing-mine', `${what} no function of these profiles is your own code`.trim());
}
