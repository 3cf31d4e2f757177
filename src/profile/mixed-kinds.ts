import type { ProfileNote } from './notes.ts';
import type { ProfileTable } from './profile-table.ts';
import { profilerOf } from './profiler.ts';
import { PROFILER_WORDS, PROFILERS, type Profiler } from './profiler-names.ts';

/** That a sum is one of profiles which were made in different ways, and in which; nothing where all are of one profiler. */
export function mixedKindsNote(tables: readonly ProfileTable[]): readonly ProfileNote[] {
  const made = new Set(tables.flatMap(profilersIn));
  if (made.size < 2) return [];
  const profilers = PROFILERS.filter((profiler) => made.has(profiler));
  const words = profilers.map((profiler) => PROFILER_WORDS[profiler]).join('; ');
  return [{ code: 'mixed-kinds', text: `profiles of different profilers were added up: ${words}`, profilers }];
}

/** A table may be a sum itself, whose rows no longer tell it: sums of many files are made a few at a time. */
function profilersIn(table: ProfileTable): readonly Profiler[] {
  if (table.length === 0) return [];
  return table.notes.find(({ profilers }) => profilers !== undefined)?.profilers ?? [profilerOf(table)];
}
