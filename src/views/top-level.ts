import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type ProfileTable } from '../profile/profile-table.ts';

/**
 * The functions that the profiler itself called: those with the caller ("jprofile", 0, "profiler"). pstats prints them
 * before the totals. No profiler of today writes such a caller, so the edges are looked at only if the name is there.
 */
export function topLevelFunctions(table: ProfileTable): readonly FunctionIndex[] {
  if (!mayHaveTopLevel(table)) return [];
  const file = table.strings.find('jprofile');
  const name = table.strings.find('profiler');
  const edges = table.edges();
  const isProfiler = Array.from({ length: table.length + edges.ghosts.length }, (_, index) =>
    isKey(table, index, file, name),
  );
  const rows = Array.from({ length: table.length }, (_, row) => row);
  return rows.filter((row) => {
    const { start, end } = callerEdges(edges, row);
    return edges.caller.subarray(start, end).some((caller) => isProfiler[caller]);
  });
}

/** Whether the edges have to be looked at for that. */
export function mayHaveTopLevel({ strings }: ProfileTable): boolean {
  return strings.find('jprofile') >= 0 && strings.find('profiler') >= 0;
}

function isKey(table: ProfileTable, index: FunctionIndex, file: number, name: number): boolean {
  const keys = index < table.length ? table.functions : table.edges().ghosts;
  const at = index < table.length ? index : index - table.length;
  return keys.file[at] === file && keys.line[at] === 0 && keys.name[at] === name;
}
