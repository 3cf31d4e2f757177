import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { liveMemory } from '../../src/profile/live-memory.ts';
import { formatByteSize } from '../../src/text/byte-size.ts';
import {
  compareSites,
  compareTracebacks,
  type FrameGrouping,
  framesOf,
  memoryByFrames,
  memorySite,
} from '../../src/views/memory-frames.ts';
import { memoryNumbers } from '../../src/views/memory-groups.ts';
import { sortMemory } from '../../src/views/memory-order.ts';

/** Snapshots lie beside the profiles of the large collection, where that is. */
const PROFILES =
  process.env['PYPROF_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus/profiles', import.meta.url));
const FOLDER = join(PROFILES, '../tracemalloc');

/** `str()` of the first statistics, by the Python that took the snapshot. */
type Top = {
  readonly total_size?: number;
  readonly traces?: number;
  readonly top: Readonly<Record<'lineno' | 'filename' | 'traceback', readonly string[]>>;
};

const GROUPINGS = { lineno: 'line', filename: 'file', traceback: 'traceback' } as const;

function printed(bytes: Uint8Array, grouping: FrameGrouping, count: number): readonly string[] {
  const memory = liveMemory(decodeSnapshot(bytes, () => 0));
  const { snapshot } = memory;
  const groups = memoryByFrames(memory, grouping);
  const placeOf = (row: number): { readonly file: string; readonly line: number } => {
    const key = groups.key[row]!;
    if (grouping === 'file') return { file: snapshot.files[key]!, line: 0 };
    return grouping === 'line' ? memorySite(snapshot, key) : framesOf(snapshot, key).at(-1)!;
  };
  const rows = sortMemory(groups, 'size', (a, b) =>
    grouping === 'traceback'
      ? compareTracebacks(snapshot, groups.key[a]!, groups.key[b]!)
      : compareSites(placeOf(a), placeOf(b)),
  );
  return Array.from(rows.subarray(0, count), (row) => {
    const { size, blocks, average } = memoryNumbers(groups, row);
    const { file, line } = placeOf(row);
    return `${file}:${line}: size=${formatByteSize(size)}, count=${blocks}, average=${formatByteSize(average ?? 0)}`;
  });
}

describe.skipIf(!existsSync(FOLDER))('the snapshots of the large corpus', () => {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];
  if (names.length === 0) test.skip('needs the large corpus: set PYPROF_CORPUS to its profiles', () => {});

  describe.each(names)('%s', (name) => {
    const bytes = readFileSync(join(FOLDER, name, 'snapshot.tracemalloc'));
    const top = JSON.parse(readFileSync(join(FOLDER, name, 'top.json'), 'utf8')) as Top;

    test('has the total that its Python says', () => {
      const { size, blocks } = decodeSnapshot(bytes, () => 0);
      expect([size, blocks]).toEqual([top.total_size ?? size, top.traces ?? blocks]);
    });

    test.each(['lineno', 'filename', 'traceback'] as const)('by %s its Python prints the same', (key) => {
      const theirs = top.top[key];
      if (theirs === undefined) return;
      expect(printed(bytes, GROUPINGS[key], theirs.length)).toEqual(theirs);
    });
  });
});
