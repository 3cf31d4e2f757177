import type { Bytes, MemorySnapshot, TracebackIndex } from './memory-snapshot.ts';
import { MemorySnapshotBuilder } from './memory-snapshot-builder.ts';

/** Bytes and blocks of each traceback, and of all. */
export type LiveColumns = {
  readonly size: Float64Array;
  readonly blocks: Float64Array;
  readonly totalSize: Bytes;
  readonly totalBlocks: number;
};

/**
 * What is alive by traceback: in one snapshot, or in a later one beside an earlier one. `snapshot` is the later one,
 * with the tracebacks of the earlier one too, so that one index is valid for both.
 */
export type LiveMemory = {
  readonly snapshot: MemorySnapshot;
  readonly now: LiveColumns;
  readonly before: LiveColumns | null;
};

export function liveMemory(snapshot: MemorySnapshot): LiveMemory {
  return { snapshot, now: liveColumns(snapshot), before: null };
}

/** Growth from one snapshot to another, as `after.compare_to(before)`. */
export function memoryGrowth(before: MemorySnapshot, after: MemorySnapshot): LiveMemory {
  const builder = new MemorySnapshotBuilder();
  copyBlocks(after, builder, addTracebacks(after, builder));
  const places = addTracebacks(before, builder);
  const snapshot = builder.finish(after.tracebackLimit);
  return { snapshot, now: liveColumns(snapshot), before: liveColumns(before, snapshot.tracebacks.length, places) };
}

/** `places`: which traceback of the wanted columns each of the snapshot's is; by default the same. */
function liveColumns(
  { groups, size: totalSize, blocks: totalBlocks, tracebacks }: MemorySnapshot,
  length: number = tracebacks.length,
  places?: Int32Array,
): LiveColumns {
  const size = new Float64Array(length);
  const blocks = new Float64Array(length);
  for (let group = 0; group < groups.length; group++) {
    const own = groups.traceback[group]!;
    const at = places === undefined ? own : places[own]!;
    size[at]! += groups.size[group]!;
    blocks[at]! += groups.blocks[group]!;
  }
  return { size, blocks, totalSize, totalBlocks };
}

/** The builder's index of each traceback of the snapshot. */
function addTracebacks({ files, sites, tracebacks }: MemorySnapshot, builder: MemorySnapshotBuilder): Int32Array {
  const fileAt = files.map((name) => builder.file(name));
  const siteAt = Int32Array.from(sites.file, (file, site) => builder.site(fileAt[file]!, sites.line[site]!));
  const frames = tracebacks.site.map((site) => siteAt[site]!);
  return new Int32Array(tracebacks.length).map((_, at) =>
    builder.traceback(frames, tracebacks.start[at]!, tracebacks.start[at + 1]!),
  );
}

function copyBlocks({ groups, tracebacks }: MemorySnapshot, builder: MemorySnapshotBuilder, places: Int32Array): void {
  for (let group = 0; group < groups.length; group++) {
    const own: TracebackIndex = groups.traceback[group]!;
    for (let at = groups.start[group]!; at < groups.start[group + 1]!; at++) {
      const [size, count] = [groups.blockSize[at]!, groups.blockCount[at]!];
      builder.blocks(places[own]!, groups.domain[group]!, size, count, tracebacks.totalFrames[own]!);
    }
  }
}
