import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Limit } from '../../views/limits.ts';
import type { Context } from '../context.ts';
import { reportNote } from '../output/report-notes.ts';

/**
 * Says on standard error what the numbers of a list cannot say, or those kinds of it. The code that finds it is loaded only
 * where something is odd.
 */
export async function reportLimits(
  table: ProfileTable,
  context: Context,
  kinds?: readonly Limit['kind'][],
): Promise<void> {
  if (!isOdd(table)) return;
  const [{ profileLimits }, { limitPhrase }, { phraseText }] = await Promise.all([
    import('../../views/limits.ts'),
    import('../../report/limit-words.ts'),
    import('../../report/phrase.ts'),
  ]);
  for (const limit of profileLimits(table)) {
    if (kinds?.includes(limit.kind) !== false) reportNote(phraseText(limitPhrase(table, limit)), context);
  }
}

/** More than rounding. */
const ABOVE_TOTAL = 1.01;

/** Signs that can be seen without reading who called whom. */
export function isOdd({ kind, ncalls, primitiveCalls, cumtime, totals, strings, length }: ProfileTable): boolean {
  if (kind === 'sampled') return false;
  const most = ABOVE_TOTAL * totals.tottime;
  for (let row = 0; row < length; row++) {
    if (cumtime[row]! > most) return true;
    if (primitiveCalls.values[row] === 0 && ncalls.values[row]! > 0) return true;
  }
  return strings.find('_bootstrap_inner') >= 0;
}
