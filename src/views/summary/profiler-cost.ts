import { countAt } from '../../profile/count-column.ts';
import { isBuiltinPlace } from '../../profile/function-name.ts';
import { partsOf } from '../../profile/parts.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';

/** What the profiler itself took of the times, at least. */
export type ProfilerCost = { readonly atLeast: Seconds; readonly calls: number };

/**
 * What the profiler adds to a call, in units of what it shows for the cheapest call of the profile: both its reads of the
 * clock, and its bookkeeping. Loops of 100,000 calls on CPython 3.8, 3.11, 3.12 and 3.13 gave 1.6 to 3.3; less than the
 * least of them is taken, and bytecode that is slower while it is profiled (3.11) is left out. Six programs on these
 * Pythons, with the profiler and without it: the true part was 1.1 to 4 times this one in all 24, and never less.
 */
const COST_OF_CALL = 1.5;

/** With fewer calls of it a function's time is chance. */
const ENOUGH_CALLS = 200;

/** Since Python 3.12 the profiler shows more for a method of a built-in type. */
const METHOD = /^<method '/;
const COST_OF_METHOD = 1.5;

/** cProfile of CPython alone: pure-Python `profile` costs twenty times as much, PyPy's and yappi's were not measured. */
export function profilerCost(table: ProfileTable): ProfilerCost | null {
  if (table.kind !== 'traced' || table.edges().countsOnly !== null || partsOf(table).length > 0) return null;
  const cheapest = cheapestCall(table);
  const calls = Number(table.totals.ncalls);
  if (cheapest === null || !Number.isFinite(calls)) return null;
  return { atLeast: Math.min(calls * cheapest * COST_OF_CALL, table.totals.tottime), calls };
}

/** CPython writes `<built-in method builtins.len>`, and yappi none of them. */
const PYPY_BUILTIN = /^<built-in function /;

function cheapestCall({ functions, strings, ncalls, tottime, length }: ProfileTable): Seconds | null {
  let least = Number.POSITIVE_INFINITY;
  let isCPython = false;
  for (let row = 0; row < length; row++) {
    const name = strings.text(functions.name[row]!);
    const isBuiltin = isBuiltinPlace(strings.text(functions.file[row]!), functions.line[row]!);
    if (isBuiltin && PYPY_BUILTIN.test(name)) return null;
    isCPython ||= isBuiltin;
    const calls = Number(countAt(ncalls, row));
    const unit = METHOD.test(name) ? COST_OF_METHOD : 1;
    if (calls >= ENOUGH_CALLS) least = Math.min(least, tottime[row]! / calls / unit);
  }
  return isCPython && least > 0 && least < Number.POSITIVE_INFINITY ? least : null;
}
