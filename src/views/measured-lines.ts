import { functionKey } from '../profile/function-name.ts';
import type { LineTime, LineTimings } from '../profile/line-timings.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import { fileMatcher } from './file-matcher.ts';
import { memorySite } from './memory-frames.ts';
import { type MemoryNumbers, memoryNumbers } from './memory-groups.ts';
import { groupsOf, type ProfileMemory } from './memory-view.ts';
import type { SourceView } from './source-view.ts';

/** What was measured of the lines of a profile's files: live memory and line_profiler's times. */
export type MeasuredLines = {
  /** By line of a file. */
  readonly allocationsOfLines: (file: StringId) => ReadonlyMap<number, MemoryNumbers>;
  readonly timesOfLines: (file: StringId) => ReadonlyMap<number, LineTime>;
};

export function measuredLines(
  table: ProfileTable,
  memory: ProfileMemory | null,
  timings: readonly LineTimings[],
): MeasuredLines {
  const match = fileMatcher(table);
  const allocations = memory === null ? new Map<StringId, Map<number, MemoryNumbers>>() : allocationsIn(memory, match);
  const times = timesIn(timings, match);
  return {
    allocationsOfLines: (file) => allocations.get(file) ?? new Map(),
    timesOfLines: (file) => times.get(file) ?? new Map(),
  };
}

/** The source of a function with what was measured of its lines; unchanged where the file is another one by now. */
export function withMeasured(table: ProfileTable, view: SourceView, measured: MeasuredLines): SourceView {
  if (view.hasChanged) return view;
  const { file } = functionKey(table, view.row);
  const allocations = measured.allocationsOfLines(file);
  const times = measured.timesOfLines(file);
  if (allocations.size + times.size === 0) return view;
  const lines = view.lines.map((line) => ({
    ...line,
    allocation: allocations.get(line.number) ?? null,
    time: times.get(line.number) ?? null,
  }));
  return { ...view, lines };
}

type Match = (path: string) => StringId | null;

function allocationsIn(memory: ProfileMemory, match: Match): Map<StringId, Map<number, MemoryNumbers>> {
  const { snapshot } = memory.memory;
  const ids = snapshot.files.map(match);
  const groups = groupsOf(memory, 'line');
  const found = new Map<StringId, Map<number, MemoryNumbers>>();
  for (let row = 0; row < groups.length; row++) {
    const site = groups.key[row]!;
    const id = ids[snapshot.sites.file[site]!] ?? null;
    if (id !== null) linesOf(found, id).set(memorySite(snapshot, site).line, memoryNumbers(groups, row));
  }
  return found;
}

/** Files that were measured several times add up. */
function timesIn(timings: readonly LineTimings[], match: Match): Map<StringId, Map<number, LineTime>> {
  const found = new Map<StringId, Map<number, LineTime>>();
  for (const { file, lines } of timings.flatMap(({ functions }) => functions)) {
    const id = match(file);
    if (id === null) continue;
    const times = linesOf(found, id);
    for (const { line, hits, time } of lines) {
      const known = times.get(line);
      times.set(line, { line, hits: hits + (known?.hits ?? 0), time: time + (known?.time ?? 0) });
    }
  }
  return found;
}

function linesOf<T>(files: Map<StringId, Map<number, T>>, file: StringId): Map<number, T> {
  const lines = files.get(file) ?? new Map<number, T>();
  files.set(file, lines);
  return lines;
}
