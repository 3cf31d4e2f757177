import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { marshalProfile } from '../../src/export/marshal.ts';
import { addProfiles, mergeProfiles, pstatsOrder } from '../../src/profile/merge.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { plainProfile } from '../decode/plain-profile.ts';
import { type MergeCase, printMerged } from '../profile/print-merged.ts';
import { findPythons, saySkipped } from '../python/pythons.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from '../tui/made-tables.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const PROFILES = join(FIXTURES, 'profiles');
const CASES = JSON.parse(
  gunzipSync(readFileSync(join(FIXTURES, 'merge/merge-3.11.json.gz'))).toString('utf8'),
) as readonly MergeCase[];

const load = (name: string): ProfileTable => decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
const bytesOf = (table: ProfileTable): Buffer => Buffer.concat([...marshalProfile(table)]);

describe('a profile that was written', () => {
  test.each(readdirSync(PROFILES))('reads as it was: %s', (name) => {
    const table = load(name);
    const read = decodeProfile(bytesOf(table));
    expect(read.kind).toBe(table.kind);
    expect(plainProfile(read)).toEqual(plainProfile(table));
  });

  test.each([
    ['names that nobody gives', tableWithHostileNames()],
    ['numbers that no profiler writes', tableWithHostileNumbers()],
  ])('keeps %s', (_, table) => {
    expect(plainProfile(decodeProfile(bytesOf(table)))).toEqual(plainProfile(table));
  });

  test('holds of several what CPython prints of them together', () => {
    for (const mergeCase of CASES.filter(({ names }) => !names.some((name) => name.startsWith('profile-')))) {
      const [first, ...others] = pstatsOrder(mergeCase.names).map(load);
      if (first === undefined) throw new Error('a case without names');
      const merged = decodeProfile(bytesOf(addProfiles([first, ...others])));
      const lines = mergeCase.text.split('\n').filter((line) => /^ +\d|^ {8}/.test(line) && !/ seconds$/.test(line));
      const ours = printMerged({ ...mergeCase, names: ['merged'] }, () => merged).toString('latin1');
      for (const line of lines) expect(ours).toContain(line);
    }
  });

  test('is the same sum, whatever number is added at a time', () => {
    const [a, b, c] = ['words-py311', 'words-py313', 'words-py27'].map(load);
    if (a === undefined || b === undefined || c === undefined) throw new Error('a fixture is missing');
    const atOnce = plainProfile(mergeProfiles([a, b, c]));
    expect(plainProfile(addProfiles([addProfiles([a, b]), c]))).toEqual(atOnce);
  });
});

const PRINT = `
import marshal, sys
stats = marshal.load(open(sys.argv[1], 'rb'))
for key in stats:
    print(ascii(key) if sys.version_info[0] > 2 else repr(key).replace("u'", "'"), [float(number) for number in stats[key][:4]], len(stats[key][4]))
import pstats
pstats.Stats(sys.argv[1], stream=open(sys.argv[1] + '.txt', 'w')).print_stats()
`;
const PYTHON2 = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions/2.7.18/bin/python');
const pythons = [...findPythons(6).map(({ path }) => path), ...(existsSync(PYTHON2) ? [PYTHON2] : [])];

describe.skipIf(pythons.length === 0)(
  pythons.length === 0
    ? saySkipped('no Python is here: what it reads is not tried')
    : 'a profile that was written is read by',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-marshal-'));
    const path = join(folder, 'out.prof');
    const builder = new ProfileBuilder();
    builder.setRow('/srv/ünï/名.py', 3, 'naïve', {
      ncalls: 2n ** 63n + 5n,
      primitiveCalls: 7,
      tottime: 0.1,
      cumtime: -0,
    });
    builder.setEdge(
      '/srv/app.py',
      1,
      '<module>',
      { ncalls: 2 ** 40, primitiveCalls: 7, tottime: 0.1, cumtime: 1e300 },
      false,
    );
    builder.endEdges();
    const table = mergeProfiles([builder.finish('traced', []), load('words-py311')]);

    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(pythons.map((python) => [python]))('%s, with its numbers', (python) => {
      writeFileSync(path, bytesOf(table));
      const lines = execFileSync(python, ['-c', PRINT, path], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      })
        .trimEnd()
        .split('\n');
      expect(lines).toHaveLength(table.length);
      const numbers = plainProfile(table).map(([, , , cc, nc, tt, ct, callers]) =>
        [cc, nc, tt, ct, callers.length].map(Number),
      );
      const theirs = lines.map((line) => /\[([^\]]*)\] (\d+)\)?$/.exec(line.replace(/, (\d+)\)$/, ' $1')) ?? []);
      const sorted = (rows: readonly (readonly number[])[]) => rows.map((row) => row.join()).sort();
      expect(sorted(theirs.map(([, four = '', callers]) => [...four.split(', '), callers].map(Number)))).toEqual(
        sorted(numbers),
      );
    });
  },
);
