import { lazyRegExp } from '../text/lazily.ts';
import { countAt } from './count-column.ts';
import { BUILTIN_FILE } from './function-name.ts';
import type { FunctionTable } from './profile-table.ts';
import type { Profiler } from './profiler-names.ts';

/** Which profiler made a dump, by what it alone writes. A dump without any such mark counts as cProfile's. */
export function profilerOf(table: FunctionTable): Profiler {
  if (table.kind === 'sampled') return 'sampler';
  if (isOfProfile(table)) return 'profile';
  return isOfYappi(table) ? 'yappi' : 'cProfile';
}

/** Whether the dump has built-in functions: `builtins=False` leaves them out of cProfile's. */
export function hasBuiltins(table: FunctionTable): boolean {
  return hasRowAtNoLine(table, BUILTIN_FILE);
}

/** It begins with a call of its own (`profile:0(profiler)`), and writes no file for a built-in (`:0(len)`). */
function isOfProfile(table: FunctionTable): boolean {
  return hasRowAtNoLine(table, '') || hasRowAtNoLine(table, 'profile');
}

function hasRowAtNoLine({ functions, strings }: FunctionTable, name: string): boolean {
  const file = strings.find(name);
  return file >= 0 && functions.file.some((id, row) => id === file && functions.line[row] === 0);
}

/**
 * What a qualified name, such as `Thread.start`, never has. A regex for the whole name would backtrack over each of its
 * parts, and a name of 7 MB has more of them than V8's stack holds.
 */
const unqualified = lazyRegExp('[^\\p{L}\\p{N}_.]|(?:^|\\.)(?![\\p{L}_])', 'u');

/**
 * yappi alone names methods with their class, and its `save(type='pstat')` swaps the two call counts, so that there are
 * fewer calls than primitive calls.
 */
function isOfYappi(table: FunctionTable): boolean {
  const { functions, strings, ncalls, primitiveCalls, length } = table;
  const isLookedAt = new Uint8Array(strings.count);
  for (let row = 0; row < length; row++) {
    if (countAt(ncalls, row) < countAt(primitiveCalls, row)) return true;
    const name = functions.name[row]!;
    if (functions.line[row]! <= 0 || isLookedAt[name] === 1) continue;
    isLookedAt[name] = 1;
    const hasDot = strings.bytesOf(name).includes(0x2e); // only the few with a dot are decoded
    if (hasDot && !unqualified().test(strings.text(name))) return true;
  }
  return false;
}
