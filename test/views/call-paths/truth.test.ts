import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { functionKey } from '../../../src/profile/function-name.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { estimatePaths } from '../../../src/views/call-paths/estimate-paths.ts';
import { functionsAbove } from '../../../src/views/call-paths/path-tree.ts';

/** What fixtures/call-paths/record.py wrote: functions, and the nanoseconds that each path took itself. */
type Truth = {
  readonly functions: readonly (readonly [string, number, string])[];
  readonly paths: readonly (readonly [readonly number[], number])[];
};

const FOLDER = join(import.meta.dirname, '../../../fixtures/call-paths');

function keyText(table: ProfileTable, row: number): string {
  const { file, line, name } = functionKey(table, row);
  return JSON.stringify([table.strings.text(file), line, table.strings.text(name)]);
}

/** The part of the time that the estimate puts on the path where it was. */
function rightShare(name: string): number {
  const table = decodeProfile(readFileSync(join(FOLDER, name, 'out.prof')));
  const truth = JSON.parse(gunzipSync(readFileSync(join(FOLDER, name, 'truth.json.gz'))).toString('utf8')) as Truth;
  const tree = estimatePaths(table, { cutoff: 1e-5 });
  const estimated = new Map<string, number>();
  for (let node = 0; node < tree.length; node++) {
    const path = [...functionsAbove(tree, node), tree.row[node]!].map((row) => keyText(table, row)).join();
    estimated.set(path, (estimated.get(path) ?? 0) + tree.self[node]!);
  }
  const keys = truth.functions.map((key) => JSON.stringify(key));
  let right = 0;
  let total = 0;
  for (const [functions, nanoseconds] of truth.paths) {
    const path = functions.map((at) => keys[at]).join();
    right += Math.min(nanoseconds / 1e9, estimated.get(path) ?? 0);
    total += nanoseconds / 1e9;
  }
  return right / total;
}

/** The floors are just below what was measured: an estimator that gets worse does not pass unseen. */
test.each([
  { name: 'words', floor: 0.99 },
  { name: 'etl', floor: 0.95 },
  { name: 'feed', floor: 0.79 },
])('at least $floor of the time of $name is on its true path', ({ name, floor }) => {
  const share = rightShare(name);
  expect(share).toBeGreaterThan(floor);
});
