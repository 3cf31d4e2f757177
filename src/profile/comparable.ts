import { countAt } from './count-column.ts';
import { BUILTIN_FILE } from './function-name.ts';
import type { FunctionTable } from './profile-table.ts';

/** Why a comparison of two profiles would say nothing of the program. */
export type ComparisonObstacle = 'same-profile' | 'different-kinds' | 'different-profilers' | 'different-builtins';

/** In words, to stand behind "the two profiles cannot be compared: ". */
export const OBSTACLE_TEXTS: Readonly<Record<ComparisonObstacle, string>> = {
  'same-profile': 'they are one and the same profile',
  'different-kinds': 'one was traced and the other sampled: calls and samples are different things',
  'different-profilers': 'one was made by cProfile and the other by pure-Python profile, which is many times slower',
  'different-builtins':
    'one has the built-in functions and the other was made with builtins=False, which charges their time to their callers',
};

/** What speaks against comparing two profiles, or null. */
export function findObstacle(before: FunctionTable, after: FunctionTable): ComparisonObstacle | null {
  if (isSame(before, after)) return 'same-profile';
  if (before.kind !== after.kind) return 'different-kinds';
  if (before.kind === 'sampled') return null; // a sampler sees no built-ins
  if (hasBuiltins(before, BUILTIN_FILE) === hasBuiltins(after, BUILTIN_FILE)) return null;
  return hasBuiltins(before, '') || hasBuiltins(after, '') ? 'different-profilers' : 'different-builtins';
}

/** cProfile writes `~` as the file of a built-in; pure-Python `profile` writes none. Both write line 0. */
function hasBuiltins({ functions, strings }: FunctionTable, builtinFile: string): boolean {
  const file = strings.find(builtinFile);
  return file >= 0 && functions.file.some((id, row) => id === file && functions.line[row] === 0);
}

/** Every function and every number alike, to the last bit: no two runs are. */
function isSame(before: FunctionTable, after: FunctionTable): boolean {
  if (before.length !== after.length) return false;
  return before.tottime.every((seconds, row) => {
    const hasSameNumbers =
      Object.is(seconds, after.tottime[row]) &&
      Object.is(before.cumtime[row], after.cumtime[row]) &&
      Object.is(countAt(before.ncalls, row), countAt(after.ncalls, row));
    return hasSameNumbers && hasSameKey(before, after, row);
  });
}

function hasSameKey(before: FunctionTable, after: FunctionTable, row: number): boolean {
  const textsAt = ({ functions, strings }: FunctionTable): string =>
    `${strings.text(functions.file[row]!)}\0${functions.line[row]}\0${strings.text(functions.name[row]!)}`;
  return textsAt(before) === textsAt(after);
}
