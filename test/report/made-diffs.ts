import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { compareProfiles } from '../../src/profile/compare.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { makeRunSet } from '../../src/profile/run-set.ts';
import type { DiffReport } from '../../src/report/diff-words.ts';
import { buildDiffView, type DiffOptions } from '../../src/views/diff-view.ts';
import { parseGate } from '../../src/views/gate.ts';
import { judgeGates } from '../../src/views/judge-gates.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

export function loadFixture(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

export type MadeRow = {
  readonly name: string;
  readonly file?: string;
  readonly tottime?: number;
  readonly cumtime?: number;
  readonly calls?: number;
};

export function madeProfile(...rows: readonly MadeRow[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const { file = 'a.py', name, tottime = 1, cumtime = tottime, calls = 1 } of rows) {
    builder.setRow(file, 7, name, { ncalls: calls, primitiveCalls: calls, tottime, cumtime });
  }
  return builder.finish('traced', []);
}

export type Runs = readonly [ProfileTable, ...ProfileTable[]];

/** A comparison as the command makes it, with everything listed unless `options` say otherwise. */
export function diffOf(
  before: Runs,
  after: Runs,
  options: Partial<DiffOptions> = {},
  gates: readonly string[] = [],
): DiffReport {
  const [first, second] = [makeRunSet(before), makeRunSet(after)];
  const view = buildDiffView(compareProfiles(first.table, second.table), first, second, {
    sort: 'tottime',
    only: null,
    restrictions: [],
    top: 1_000_000,
    tolerance: 0,
    ...options,
  });
  const names = { before: ['before.prof'], after: ['after.prof'] };
  return { view, names, fullPaths: true, gates: judgeGates(gates.map(parseGate), view), gateOn: null, ownCode: null };
}

/** One profile as so many runs: a side that decides. */
export function runsOf(table: ProfileTable, count = 5): Runs {
  const [first = table, ...others] = Array.from({ length: count }, () => table);
  return [first, ...others];
}
