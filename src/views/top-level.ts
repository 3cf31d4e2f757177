import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges, type ProfileTable } from '../profile/profile-table.ts';

/**
 * The functions that the profiler itself called: those with the caller ("jprofile", 0, "profiler"). pstats prints them
 * before the totals. No profiler of today writes such a caller, so the edges are looked at only if the name is there.
 */
export function topLevelFunctions(table: ProfileTable): readonly FunctionIndex[] {
  const { strings } = table;
  const file = strings.find('jprofile');
  const name = strings.find('profiler');
  if (file < 0 || name < 0) return [];
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

function isKey(table: ProfileTable, index: FunctionIndex, file: number, name: number): boolean {
  const keys = index < table.length ? table.functions : table.edges().ghosts;
  const at = index < table.length ? index : index - table.length;
  return keys.file[at] === file && keys.line[at] === 0 && keys.name[at] === name;
}
