import type { ProfileNote } from './notes.ts';
import type { ProfileTable } from './profile-table.ts';
import { profilerOf } from './profiler.ts';
import { PROFILER_WORDS, PROFILERS, type Profiler } from './profiler-names.ts';

/** Says that profiles of different profilers were added up, and which profilers; nothing if there was only one. */
export function mixedKindsNote(tables: readonly ProfileTable[]): readonly ProfileNote[] {
  const made = new Set(tables.flatMap(profilersIn));
  if (made.size < 2) return [];
  const profilers = PROFILERS.filter((profiler) => made.has(profiler));
  const words = profilers.map((profiler) => PROFILER_WORDS[profiler]).join('; ');
  return [{ code: 'mixed-kinds', text: `profiles of different profilers were added up: ${words}`, profilers }];
}

/** A table may itself be a sum, which its rows no longer show: many files are added up a few at a time. */
function profilersIn(table: ProfileTable): readonly Profiler[] {
  if (table.length === 0) return [];
  return table.notes.find(({ profilers }) => profilers !== undefined)?.profilers ?? [profilerOf(table)];
}
