import type { ProfileTable } from '../../profile/profile-table.ts';
import { oncePer } from '../../text/lazily.ts';
import { canonicalName } from './callee-names.ts';

/**
 * `statistics` asks each number for its ratio: `float.as_integer_ratio` and `decimal.Decimal.as_integer_ratio` on Python 3.8
 * to 3.13, `fractions.as_integer_ratio` from 3.11 on.
 */
export const arePlain: (table: ProfileTable) => boolean = oncePer((table) => {
  let [plain, exact] = [0, 0];
  for (let row = 0; row < table.length; row++) {
    const { bare, full } = canonicalName(table, row);
    if (bare !== 'as_integer_ratio') continue;
    if (PLAIN.includes(full)) plain += table.ncalls.values[row]!;
    if (EXACT.includes(full)) exact += table.ncalls.values[row]!;
  }
  return plain > FEW_EXACT * exact;
});

/** Up to 3.10 the module asks the fractions too that it makes itself of the sums of the numbers. */
const FEW_EXACT = 20;

const PLAIN = ['float.as_integer_ratio', 'int.as_integer_ratio'];
const EXACT = ['decimal.Decimal.as_integer_ratio', 'fractions.as_integer_ratio'];
