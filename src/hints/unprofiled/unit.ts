import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { cheapestCall } from '../evidence/pace.ts';
import { CALLED_KINDS } from './called-kind.ts';
import type { Overheads } from './overheads.ts';

/** So many calls even out what the machine did beside them. */
const ENOUGH_CALLS = 200;

/**
 * What it is taken for where no function of the dump is known to do next to nothing, and the cheapest takes longer: that
 * one works, then. Quiet machines showed 47 to 68 ns, busy ones up to 200.
 */
const USUAL_CALL: Seconds = 7e-8;

/**
 * What the profiler shows for a call of a built-in function that does next to nothing, told by the cheapest function of
 * the dump, of whatever kind.
 */
export function unitOf(table: ProfileTable, kinds: Uint8Array, { cheapest }: Overheads): Seconds {
  let least = cheapestCall(table) === null ? USUAL_CALL : Number.POSITIVE_INFINITY;
  for (let row = 0; row < table.length; row++) {
    const calls = table.ncalls.values[row]!;
    if (calls < ENOUGH_CALLS) continue;
    const perCall = table.tottime[row]! / calls / cheapest[CALLED_KINDS[kinds[row]!]!];
    if (perCall > 0 && perCall < least) least = perCall;
  }
  return Number.isFinite(least) ? least : USUAL_CALL;
}
