import { UsageError } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { isOwn, wordsWithoutRows } from '../../select/whose-code.ts';
import { type OwnCode, ownCode } from '../../views/own-code.ts';
import type { OwnOptions } from '../options/options.ts';
import { placeOwn } from './own-places.ts';

/**
 * The files of one's own code in any of several profiles, which may have been made in different places.
 *
 * @throws UsageError where a `--mine` is in none of them, or nothing at all is one's own
 */
export function collectOwnFiles(tables: readonly ProfileTable[], options: OwnOptions): ReadonlySet<string> {
  const files = new Set<string>();
  const placed = tables.map((each) => placeOwn(each, options));
  refuseUnknown(placed, options);
  for (const table of placed) {
    for (let row = 0; row < table.length; row++) {
      if (isOwn(table, row)) files.add(table.strings.text(table.functions.file[row]!));
    }
  }
  if (files.size > 0) return files;
  throw new UsageError('nothing-mine', 'no function of these profiles is your own code');
}

function refuseUnknown(placed: readonly ProfileTable[], { mine }: OwnOptions): void {
  const without = placed.map(wordsWithoutRows);
  const unknown = mine.find((word) => without.every((words) => words.includes(word)));
  if (unknown === undefined) return;
  throw new UsageError('nothing-mine', `--mine ${unknown}: the profiles have no function of such a package or folder`);
}

/**
 * Which own code there is: that of the runs after, since these are judged; if they have none, that of the runs before.
 */
export function ownCodeOfRuns(before: ProfileTable, after: ProfileTable, options: OwnOptions): OwnCode {
  const own = ownCode(placeOwn(after, options));
  return own.parts.length > 0 ? own : ownCode(placeOwn(before, options));
}
