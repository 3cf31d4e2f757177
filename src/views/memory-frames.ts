import type { LiveMemory } from '../profile/live-memory.ts';
import type { MemorySnapshot, SiteIndex, TracebackIndex } from '../profile/memory-snapshot.ts';
import { compareCodePoints } from '../text/code-points.ts';
import { groupMemory, type MemoryGroups } from './memory-groups.ts';

/** What the snapshot alone can be grouped by, without a profile. */
export type FrameGrouping = 'line' | 'file' | 'traceback';

export type MemorySite = { readonly file: string; readonly line: number };

/** As `Snapshot.statistics('lineno' | 'filename' | 'traceback')`. A row's key is a site, a file or a traceback. */
export function memoryByFrames(memory: LiveMemory, grouping: FrameGrouping): MemoryGroups {
  const { snapshot } = memory;
  if (grouping === 'traceback') return groupMemory(memory, (traceback) => traceback);
  if (grouping === 'line') return groupMemory(memory, (traceback) => allocatingSite(snapshot, traceback));
  return groupMemory(memory, (traceback) => snapshot.sites.file[allocatingSite(snapshot, traceback)]!);
}

/** The line that allocated: the newest frame. */
export function allocatingSite({ tracebacks }: MemorySnapshot, traceback: TracebackIndex): SiteIndex {
  return tracebacks.site[tracebacks.start[traceback]!]!;
}

export function memorySite({ files, sites }: MemorySnapshot, site: SiteIndex): MemorySite {
  return { file: files[sites.file[site]!]!, line: sites.line[site]! };
}

/** The frames of a traceback, newest first. */
export function framesOf(snapshot: MemorySnapshot, traceback: TracebackIndex): readonly MemorySite[] {
  const { start, site } = snapshot.tracebacks;
  return Array.from(site.subarray(start[traceback], start[traceback + 1]), (at) => memorySite(snapshot, at));
}

/** How `tracemalloc.Traceback` compares: oldest frame first, file before line. */
export function compareTracebacks(snapshot: MemorySnapshot, left: TracebackIndex, right: TracebackIndex): number {
  const { start, site } = snapshot.tracebacks;
  const [a, b] = [start[left + 1]!, start[right + 1]!];
  const [aLength, bLength] = [a - start[left]!, b - start[right]!];
  for (let at = 1; at <= Math.min(aLength, bLength); at++) {
    const [one, other] = [site[a - at]!, site[b - at]!];
    if (one === other) continue; // outer frames are mostly the same
    return compareSites(memorySite(snapshot, one), memorySite(snapshot, other));
  }
  return aLength - bLength;
}

export function compareSites(a: MemorySite, b: MemorySite): number {
  return compareCodePoints(a.file, b.file) || a.line - b.line;
}
