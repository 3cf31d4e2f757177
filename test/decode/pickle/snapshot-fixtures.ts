import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../fixtures/snapshots');

/** Frames, newest first. */
export type Frames = readonly (readonly [file: string, line: number])[];
type Statistic = readonly [frames: Frames, size: number, count: number];
type Difference = readonly [frames: Frames, size: number, sizeGrowth: number, count: number, countGrowth: number];
type Described = {
  readonly limit: number;
  readonly traces: number;
  readonly statistics: Readonly<Record<'lineno' | 'filename' | 'traceback', readonly Statistic[]>>;
};

/** What tracemalloc of that Python said of its own snapshots. */
type Expected = {
  readonly python: readonly number[];
  readonly before: Described;
  readonly after: Described;
  readonly growth: Readonly<Record<'lineno' | 'filename' | 'traceback', readonly Difference[]>>;
};

export type SnapshotFixture = {
  readonly name: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly profile: Uint8Array;
  readonly expected: Expected;
};

/** Snapshots by each Python, with the sums that it printed; see fixtures/snapshots/make_snapshots.py. */
export const SNAPSHOT_FIXTURES: readonly SnapshotFixture[] = readdirSync(FOLDER)
  .filter((name) => name.startsWith('py'))
  .map((name) => readFixture(name));

function readFixture(name: string): SnapshotFixture {
  const read = (file: string): Buffer => readFileSync(join(FOLDER, name, file));
  return {
    name,
    before: read('before.tracemalloc'),
    after: read('after.tracemalloc'),
    profile: read('out.prof'),
    expected: JSON.parse(read('expected.json').toString('utf8')) as Expected,
  };
}

export function snapshotFixture(name: string): SnapshotFixture {
  const found = SNAPSHOT_FIXTURES.find((fixture) => fixture.name === name);
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return found;
}

/** A clock that stands still. */
export const STILL = (): number => 0;
