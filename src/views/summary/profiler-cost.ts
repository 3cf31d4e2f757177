import { cheapestCall } from '../../hints/evidence/pace.ts';
import { distinctStrings } from '../../profile/distinct-strings.ts';
import { partsOf } from '../../profile/parts.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { pythonOf } from '../../profile/python-version.ts';

/** What the profiler itself took of the times, at least. */
export type ProfilerCost = { readonly atLeast: Seconds };

/**
 * What the profiler adds to a call, in units of what it shows for a built-in that does next to nothing: both its reads of
 * the clock, and its bookkeeping. Loops of 100,000 calls on CPython 3.8, 3.11, 3.12 and 3.13 gave 1.6 to 3.3; less than the
 * least of them is taken, and bytecode that is slower while it is profiled (3.11) is left out. Six programs on these
 * Pythons, with the profiler and without it, twice, idle and at load 4: where it was told, the true part was 1.0 to 5.6
 * times this one, and never less.
 */
const COST_OF_CALL = 1.5;

/** The slowest machine on which such a call was seen took 454 ns; more is the chance of a busy one. */
const SLOWEST_CALL: Seconds = 5e-7;

/** The Pythons on which it was measured. */
const MEASURED = { from: 8, to: 13 };

/**
 * cProfile of CPython alone: pure-Python `profile` costs twenty times as much, PyPy's and yappi's were not measured. Null
 * too where the profile has no such cheap built-in: the cheapest of others may well have worked.
 */
export function profilerCost(table: ProfileTable): ProfilerCost | null {
  if (table.kind !== 'traced' || table.edges().countsOnly !== null || partsOf(table).length > 0) return null;
  if (!isMeasured(table)) return null;
  const cheapest = cheapestCall(table);
  const calls = Number(table.totals.ncalls);
  if (cheapest === null || cheapest > SLOWEST_CALL || !Number.isFinite(calls)) return null;
  return { atLeast: Math.min(calls * cheapest * COST_OF_CALL, table.totals.tottime) };
}

/** PyPy says in its paths that it is none. */
function isMeasured(table: ProfileTable): boolean {
  const version = pythonOf(table);
  if (version?.major !== 3 || version.minor < MEASURED.from || version.minor > MEASURED.to) return false;
  const { functions, strings } = table;
  const paths = distinctStrings(functions.file, strings).map((file) => strings.text(file));
  return !paths.some((path) => /[\\/]pypy|^<builtin>/.test(path));
}
