import type { ProfileNote } from './notes.ts';
import type { FunctionTable } from './profile-table.ts';
import { profilerOf } from './profiler.ts';
import { PROFILER_WORDS, PROFILERS, type Profiler } from './profiler-names.ts';

/** Says which different profilers the profiles that were added up come from; nothing if there was only one. */
export function mixedKindsNote(tables: readonly FunctionTable[]): readonly ProfileNote[] {
  return mixedNote(new Set(tables.flatMap(profilersIn)));
}

export function mixedNote(made: ReadonlySet<Profiler>): readonly ProfileNote[] {
  if (made.size < 2) return [];
  const profilers = PROFILERS.filter((profiler) => made.has(profiler));
  const words = profilers.map((profiler) => PROFILER_WORDS[profiler]).join('; ');
  return [{ code: 'mixed-kinds', text: `profiles of different profilers were added up: ${words}`, profilers }];
}

/** A table may itself be a sum (many files are added a few at a time), which its rows no longer show. */
export function profilersIn(table: FunctionTable): readonly Profiler[] {
  if (table.length === 0) return [];
  return table.notes.find(({ profilers }) => profilers !== undefined)?.profilers ?? [profilerOf(table)];
}
