import { BUILTIN_FILE } from '../../profile/function-name.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';

/** Built-ins that do next to nothing: what they take is the profiler's own cost of a call. */
const CHEAP: readonly string[] = [
  '<built-in method builtins.len>',
  '<built-in method builtins.isinstance>',
  "<method 'append' of 'list' objects>",
  "<method 'get' of 'dict' objects>",
  "<method 'add' of 'set' objects>",
  "<method 'startswith' of 'str' objects>",
];

/** What such a call takes on the machine that the models of this folder were made on (CPython 3.11 to 3.13). */
const USUAL_CALL: Seconds = 4e-8;
const ENOUGH_CALLS = 500;
const FASTEST = 0.5;
const SLOWEST = 20;

/** How much slower the machine and the profiler of a profile are than usual, told by its cheapest built-ins; 1 if unknown. */
export function paceOf(table: ProfileTable): number {
  const { functions, strings, ncalls, tottime } = table;
  const file = strings.find(BUILTIN_FILE);
  const names = new Set(CHEAP.map((name) => strings.find(name)));
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < table.length; row++) {
    const calls = ncalls.values[row]!;
    if (functions.file[row] !== file || calls < ENOUGH_CALLS || !names.has(functions.name[row]!)) continue;
    least = Math.min(least, tottime[row]! / calls);
  }
  if (least === Number.POSITIVE_INFINITY || !(least > 0)) return 1;
  return Math.min(SLOWEST, Math.max(FASTEST, least / USUAL_CALL));
}
