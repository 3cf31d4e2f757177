import { assertNever } from '../errors.ts';
import { countAt } from './count-column.ts';
import type { FunctionTable } from './profile-table.ts';
import { hasBuiltins, profilerOf } from './profiler.ts';
import { PROFILER_WORDS, type Profiler } from './profiler-names.ts';

/** Why a comparison of two profiles would say nothing about the program. */
export type Obstacle =
  | { readonly kind: 'same-profile' }
  | { readonly kind: 'different-profilers'; readonly profilers: readonly [Profiler, Profiler] }
  | { readonly kind: 'different-builtins' };

/** What speaks against comparing two profiles, or null. */
export function findObstacle(before: FunctionTable, after: FunctionTable): Obstacle | null {
  if (isSame(before, after)) return { kind: 'same-profile' };
  const [first, second] = [profilerOf(before), profilerOf(after)];
  if (first !== second) return { kind: 'different-profilers', profilers: [first, second] };
  const isAlike = first !== 'cProfile' || hasBuiltins(before) === hasBuiltins(after); // other profilers have theirs always or never
  return isAlike ? null : { kind: 'different-builtins' };
}

/** What makes a profile incomparable with one that cProfile is about to write, built-in functions included. */
export function obstacleOfRun(before: FunctionTable): Obstacle | null {
  const profiler = profilerOf(before);
  if (profiler !== 'cProfile') return { kind: 'different-profilers', profilers: [profiler, 'cProfile'] };
  return hasBuiltins(before) ? null : { kind: 'different-builtins' };
}

/** In words, to follow "the two profiles are not comparable: ". */
export function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'same-profile':
      return 'they are one and the same profile';
    case 'different-profilers': {
      const [first, second] = obstacle.profilers;
      return `one was made by ${PROFILER_WORDS[first]}, the other by ${PROFILER_WORDS[second]}`;
    }
    case 'different-builtins':
      return 'one has the built-in functions and the other was made with builtins=False, which charges their time to their callers';
    default:
      return assertNever(obstacle);
  }
}

/** Whether every function and number is the same to the last bit, as of no two runs. */
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
