import { describe, expect, test } from 'vitest';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { type LiveMemory, liveMemory, memoryGrowth } from '../../src/profile/live-memory.ts';
import {
  compareSites,
  compareTracebacks,
  type FrameGrouping,
  framesOf,
  memoryByFrames,
  memorySite,
} from '../../src/views/memory-frames.ts';
import { type MemoryGroups, memoryNumbers } from '../../src/views/memory-groups.ts';
import { type MemorySortName, sortMemory } from '../../src/views/memory-order.ts';
import { type Frames, SNAPSHOT_FIXTURES, STILL } from '../decode/pickle/snapshot-fixtures.ts';

const GROUPINGS = { lineno: 'line', filename: 'file', traceback: 'traceback' } as const;
const KEYS = ['lineno', 'filename', 'traceback'] as const;

/** What tracemalloc calls the traceback of a row. */
function framesOfRow({ memory: { snapshot }, key }: MemoryGroups, grouping: FrameGrouping, row: number): Frames {
  const at = key[row]!;
  if (grouping === 'file') return [[snapshot.files[at]!, 0]];
  if (grouping === 'traceback') return framesOf(snapshot, at).map(({ file, line }) => [file, line]);
  const { file, line } = memorySite(snapshot, at);
  return [[file, line]];
}

function listed(memory: LiveMemory, grouping: FrameGrouping, by: MemorySortName): readonly unknown[] {
  const groups = memoryByFrames(memory, grouping);
  const { snapshot } = memory;
  const names = (a: number, b: number): number => {
    if (grouping === 'traceback') return compareTracebacks(snapshot, groups.key[a]!, groups.key[b]!);
    const [[left], [right]] = [framesOfRow(groups, grouping, a), framesOfRow(groups, grouping, b)];
    return compareSites({ file: left![0], line: left![1] }, { file: right![0], line: right![1] });
  };
  return Array.from(sortMemory(groups, by, names), (row) => {
    const { size, blocks, growth } = memoryNumbers(groups, row);
    const frames = framesOfRow(groups, grouping, row);
    return growth === null ? [frames, size, blocks] : [frames, size, growth.size, blocks, growth.blocks];
  });
}

describe.each(SNAPSHOT_FIXTURES)("$name: tracemalloc's own statistics", ({ before, after, expected }) => {
  test.each(KEYS)('by %s, in its order', (key) => {
    expect(listed(liveMemory(decodeSnapshot(before, STILL)), GROUPINGS[key], 'size')).toEqual(
      expected.before.statistics[key],
    );
    expect(listed(liveMemory(decodeSnapshot(after, STILL)), GROUPINGS[key], 'size')).toEqual(
      expected.after.statistics[key],
    );
  });

  test.each(KEYS)('growth by %s is what compare_to says', (key) => {
    const memory = memoryGrowth(decodeSnapshot(before, STILL), decodeSnapshot(after, STILL));
    expect(listed(memory, GROUPINGS[key], 'growth')).toEqual(expected.growth[key]);
  });
});
