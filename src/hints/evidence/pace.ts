import { BUILTIN_FILE, builtinTest } from '../../profile/function-name.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';

/** How quick the machine, the Python and the profiler of a profile were. */
export type Pace = {
  /** What the profiler shows for a call of a built-in that does next to nothing. */
  readonly cheapCall: Seconds;
  /** How much slower than the machine that the models of this folder were made on; 1 where it is not clearly another. */
  readonly pace: number;
};

/** Built-ins that do next to nothing. */
const CHEAP: readonly string[] = [
  '<built-in method builtins.len>',
  '<built-in method builtins.isinstance>',
  "<method 'append' of 'list' objects>",
  "<method 'get' of 'dict' objects>",
  "<method 'add' of 'set' objects>",
  "<method 'startswith' of 'str' objects>",
];

/**
 * What such a call takes in a profile on the machine of the models: since 3.12 the profiler is told of calls by
 * `sys.monitoring`, and more of its own time stands with the built-in.
 */
const USUAL_CALL: Seconds = 6e-8;
const USUAL_CALL_312: Seconds = 2e-7;
const ENOUGH_CALLS = 500;

/** Within that the difference is chance: one profile of a busy machine differs so much from the next. */
const ALIKE = 2;
const SLOWEST = 20;

/** `python`: the minor version, null if unknown. */
export function paceOf(table: ProfileTable, python: number | null): Pace {
  const purePython = cheapestOfProfile(table);
  if (purePython !== null) return { cheapCall: purePython, pace: 1 };
  const usual = python === null || python < 12 ? USUAL_CALL : USUAL_CALL_312;
  const cheapCall = cheapestCall(table);
  if (cheapCall === null) return { cheapCall: usual, pace: 1 };
  const ratio = cheapCall / (python === null ? Math.min(Math.max(cheapCall, USUAL_CALL), USUAL_CALL_312) : usual);
  const isAlike = ratio > 1 / ALIKE && ratio < ALIKE;
  return { cheapCall, pace: isAlike ? 1 : Math.min(SLOWEST, Math.max(1 / ALIKE, ratio)) };
}

/**
 * Pure-Python `profile` shows microseconds for every call, its own work above all: the cheapest of all built-ins tells how
 * many. Null for all other profilers.
 */
function cheapestOfProfile({ functions, strings, ncalls, tottime, length }: ProfileTable): Seconds | null {
  const isBuiltin = builtinTest(strings);
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < length; row++) {
    const file = functions.file[row]!;
    if (!isBuiltin(file, functions.line[row]!)) continue;
    if (strings.text(file) === BUILTIN_FILE) return null;
    if (ncalls.values[row]! >= ENOUGH_OF_PROFILE) least = Math.min(least, tottime[row]! / ncalls.values[row]!);
  }
  return least > 0 && least < Number.POSITIVE_INFINITY ? least : null;
}

const ENOUGH_OF_PROFILE = 100;

/** `isinstance` of an abstract class calls Python, and so may `get` and `add` by `__hash__`: they are not cheap then. */
const MOST_BELOW = 1.05;

/** A call that does next to nothing takes no more than so many times what the quickest of all built-ins does. */
const ABOVE_QUICKEST = 2.5;

/**
 * What the profiler shows for a call of the cheapest of the built-ins that do next to nothing; null without any. One that the
 * system interrupted for some milliseconds looks ten times as dear: then the quickest of all the others tells.
 */
export function cheapestCall({ functions, strings, ncalls, tottime, cumtime, length }: ProfileTable): Seconds | null {
  const file = strings.find(BUILTIN_FILE);
  const names = new Set(CHEAP.map((name) => strings.find(name)));
  let least = Number.POSITIVE_INFINITY;
  let quickest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < length; row++) {
    const calls = ncalls.values[row]!;
    if (functions.file[row] !== file || calls < ENOUGH_CALLS || !(tottime[row]! > 0)) continue;
    const perCall = tottime[row]! / calls;
    quickest = Math.min(quickest, perCall);
    const isCheap = names.has(functions.name[row]!) && cumtime[row]! <= MOST_BELOW * tottime[row]!;
    if (isCheap) least = Math.min(least, perCall);
  }
  return least < Number.POSITIVE_INFINITY ? Math.min(least, ABOVE_QUICKEST * quickest) : null;
}
