import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { decodeLineTimings } from '../../src/decode/pickle/decode-line-timings.ts';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { liveMemory } from '../../src/profile/live-memory.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { measuredLines } from '../../src/views/measured-lines.ts';
import { SNAPSHOT_FIXTURES, STILL } from '../decode/pickle/snapshot-fixtures.ts';

function fileOf({ functions, strings }: ProfileTable, end: string): number {
  return Array.from(functions.file).find((file) => strings.text(file).endsWith(end)) ?? -1;
}

describe.each(SNAPSHOT_FIXTURES)('the lines of ledger.py in $name', ({ after, profile, expected }) => {
  test('have the bytes and blocks that tracemalloc counts for them', () => {
    const table = decodeProfile(profile);
    const memory = { memory: liveMemory(decodeSnapshot(after, STILL)), table, book: null, version: null, names: [] };
    const lines = measuredLines(table, memory, []).allocationsOfLines(fileOf(table, 'ledger.py'));
    const theirs = expected.after.statistics.lineno
      .filter(([[frame]]) => frame?.[0].endsWith('ledger.py'))
      .map(([[frame], size, count]) => [frame?.[1], size, count]);
    const ours = [...lines].map(([line, { size, blocks }]) => [line, size, blocks]);
    expect(new Set(ours.map(String))).toEqual(new Set(theirs.map(String)));
  });
});

describe('the times of lines', () => {
  const timings = decodeLineTimings(
    readFileSync(join(import.meta.dirname, '../../fixtures/lineprof/lp_report/out.lprof')),
    STILL,
  );

  function tableOf(file: string): ProfileTable {
    const builder = new ProfileBuilder();
    builder.setRow(file, 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 });
    builder.endEdges();
    return builder.finish('traced', []);
  }

  test.each(['/srv/app/logreport/reader.py', 'logreport/reader.py'])(
    'are those of the file that the profile calls %s',
    (file) => {
      const table = tableOf(file);
      const line = measuredLines(table, null, [timings]).timesOfLines(fileOf(table, file)).get(35);
      expect(line?.hits).toBe(6001);
      expect(line?.time).toBeCloseTo(0.017575, 6);
    },
  );

  test('are none for another file of that name', () => {
    const table = tableOf('/opt/reader.py');
    expect(measuredLines(table, null, [timings]).timesOfLines(fileOf(table, 'reader.py')).size).toBe(0);
  });

  test('of several measurements add up', () => {
    const table = tableOf('/srv/app/logreport/reader.py');
    const twice = measuredLines(table, null, [timings, timings]).timesOfLines(fileOf(table, 'reader.py'));
    expect(twice.get(35)?.hits).toBe(12_002);
  });
});
