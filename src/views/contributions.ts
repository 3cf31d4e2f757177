import { type Count, formatCount } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { type ProfilePart, partsOf } from '../profile/parts.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type LineNumbers, lineNumbers, shareOf } from './line-numbers.ts';
import { recentResults } from './recent-results.ts';

/** What one of several merged profiles brought. `share`: of the tottime of all, or of the function in all of them. */
export type Contribution = {
  readonly name: string;
  /** null: the function is not in this profile. */
  readonly numbers: LineNumbers | null;
  readonly share: number | null;
};

/** The same for a whole profile. `onlyHere`: its functions that no other of the profiles has. */
export type ProfileContribution = Contribution & { readonly functions: number; readonly onlyHere: number };

const recentWhole = recentResults<readonly ProfileContribution[]>(1);
const recentOfFunction = recentResults<readonly Contribution[]>(8);

/** What each profile brought to the merged one, in the order in which they were given. */
export function profileContributions(table: ProfileTable): readonly ProfileContribution[] {
  return recentWhole(table, 'whole', () => {
    const parts = partsOf(table);
    const shared = profilesPerRow(table, parts);
    return parts.map((part) => ({
      name: part.name,
      numbers: totalNumbers(part.table),
      share: shareOf(part.table.totals.tottime, table.totals.tottime),
      functions: part.table.length,
      onlyHere: part.rowMap.reduce((count, row) => count + (shared[row] === 1 ? 1 : 0), 0),
    }));
  });
}

/** What a function took in each profile. @param column which time the share is of */
export function functionContributions(
  table: ProfileTable,
  row: FunctionIndex,
  column: 'tottime' | 'cumtime',
): readonly Contribution[] {
  return recentOfFunction(table, `${row} ${column}`, () =>
    partsOf(table).map(({ name, table: part, rowMap }) => {
      const at = rowMap.indexOf(row);
      if (at < 0) return { name, numbers: null, share: null };
      return { name, numbers: lineNumbers(part, at, true), share: shareOf(part[column][at]!, table[column][row]!) };
    }),
  );
}

function profilesPerRow({ length }: ProfileTable, parts: readonly ProfilePart[]): Uint16Array {
  const counts = new Uint16Array(length);
  for (const { rowMap } of parts) for (const row of rowMap) counts[row]! += 1;
  return counts;
}

/** The totals that pstats prints of a profile: calls and self time. There is no cumtime of a whole. */
function totalNumbers({ totals }: ProfileTable): LineNumbers {
  return {
    ncalls: formatCount(totals.ncalls),
    primitiveCalls: isSame(totals.ncalls, totals.primitiveCalls) ? null : formatCount(totals.primitiveCalls),
    tottime: totals.tottime,
    tottimePerCall: null,
    cumtime: null,
    cumtimePerCall: null,
  };
}

function isSame(a: Count, b: Count): boolean {
  return formatCount(a) === formatCount(b);
}
