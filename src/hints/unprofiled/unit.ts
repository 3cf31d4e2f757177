import type { FunctionIndex } from '../../profile/function-keys.ts';
import { BUILTIN_FILE } from '../../profile/function-name.ts';
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

/** Built-ins that do next to nothing, whatever they are given. */
const KNOWN: readonly string[] = [
  '<built-in method builtins.len>',
  '<built-in method builtins.isinstance>',
  '<built-in method builtins.ord>',
  '<built-in method builtins.chr>',
  '<built-in method _operator.index>',
  '<built-in method math.floor>',
  '<built-in method math.sqrt>',
  "<method 'append' of 'list' objects>",
  "<method 'append' of 'collections.deque' objects>",
  "<method 'popleft' of 'collections.deque' objects>",
  "<method 'get' of 'dict' objects>",
  "<method 'add' of 'set' objects>",
  "<method 'startswith' of 'str' objects>",
  "<method 'endswith' of 'str' objects>",
  "<method 'random' of '_random.Random' objects>",
  "<method 'getrandbits' of '_random.Random' objects>",
];

/** Calls that are known, and many, take so many times what the cheapest of the dump do (the median of 30 profiles). */
const USUAL_ABOVE_CHEAPEST = 1.3;

/** So many calls of a row, and of all that are known, last long enough to be slowed as everything else was. */
const MANY_CALLS = 2_000;
const MANY_KNOWN_CALLS = 50_000;

/** `isinstance` of an abstract class calls Python, and so may `get` and `add` by `__hash__`: they do something then. */
const MOST_BELOW = 1.05;

/**
 * What the profiler shows for a call of a built-in function that does next to nothing. A machine that is busy with other
 * work interrupts what takes long: a row of 300 calls may show what an idle machine does, and rows of 300,000 five times as
 * much, as all else in the profile. So it is told by the calls that are known and many, and only without them by the
 * cheapest of the dump.
 */
export function unitOf(table: ProfileTable, kinds: Uint8Array, overheads: Overheads): Seconds {
  const cheapest = cheapestOf(table, kinds, overheads);
  const known = perCallOfKnown(table, kinds, overheads);
  return Math.max(cheapest, known ?? cheapest * USUAL_ABOVE_CHEAPEST);
}

function cheapestOf(table: ProfileTable, kinds: Uint8Array, { cheapest }: Overheads): Seconds {
  let least = cheapestCall(table) === null ? USUAL_CALL : Number.POSITIVE_INFINITY;
  for (let row = 0; row < table.length; row++) {
    const calls = table.ncalls.values[row]!;
    if (calls < ENOUGH_CALLS) continue;
    const perCall = table.tottime[row]! / calls / cheapest[CALLED_KINDS[kinds[row]!]!];
    if (perCall > 0 && perCall < least) least = perCall;
  }
  return Number.isFinite(least) ? least : USUAL_CALL;
}

/** Half of the known calls took less, by their rows: one that was interrupted by chance does not decide. */
function perCallOfKnown(table: ProfileTable, kinds: Uint8Array, { cheapest }: Overheads): Seconds | null {
  const rows = knownRows(table)
    .map((row) => {
      const calls = table.ncalls.values[row]!;
      return { calls, perCall: table.tottime[row]! / calls / cheapest[CALLED_KINDS[kinds[row]!]!] };
    })
    .sort((a, b) => a.perCall - b.perCall);
  const all = rows.reduce((sum, { calls }) => sum + calls, 0);
  if (all < MANY_KNOWN_CALLS) return null;
  let upTo = 0;
  for (const { calls, perCall } of rows) {
    upTo += calls;
    if (upTo >= all / 2) return perCall;
  }
  return null;
}

function knownRows({ functions, strings, ncalls, tottime, cumtime, length }: ProfileTable): readonly FunctionIndex[] {
  const file = strings.find(BUILTIN_FILE);
  const names = new Set(KNOWN.map((name) => strings.find(name)));
  const rows: FunctionIndex[] = [];
  for (let row = 0; row < length; row++) {
    const isKnown = functions.file[row] === file && names.has(functions.name[row]!);
    const isMany = ncalls.values[row]! >= MANY_CALLS && tottime[row]! > 0;
    if (isKnown && isMany && cumtime[row]! <= MOST_BELOW * tottime[row]!) rows.push(row);
  }
  return rows;
}
