import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { marshalProfile } from '../../../src/export/marshal.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { fixtureTable } from '../../export/exported.ts';
import { runCli } from '../run-cli.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');
const WRITTEN = new Date('2026-11-20T08:00:00Z');

let folder = '';
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-runs-'));
  mkdirSync(at('runs'));
  for (const [name, fixture] of [
    ['a.prof', 'words-py311'],
    ['b.prof', 'words-py313'],
  ] as const) {
    copyFileSync(join(PROFILES, fixture, 'out.prof'), at(`runs/${name}`));
    utimesSync(at(`runs/${name}`), WRITTEN, WRITTEN);
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const exportRuns = (...words: readonly string[]) => runCli(['export', '--to', 'parquet', ...words]);

async function runsIn(place: string): Promise<readonly object[]> {
  const bytes = readFileSync(join(place, 'functions.parquet'));
  const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
  const runs = new Map(
    rows.map((row) => [`${row['run']}`, { run: row['run'], time: row['time'], branch: row['branch'] }]),
  );
  return [...runs.values()];
}

describe('export --to parquet', () => {
  test('takes a folder, and calls each run by its path, at the time of its file', async () => {
    const place = at('fleet/monday');
    expect(await exportRuns(at('runs'), '-o', place)).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'pyprof-view: note: 2 profiles written\n',
    });
    expect(readdirSync(place).sort()).toEqual(['calls.parquet', 'functions.parquet']);
    expect(await runsIn(place)).toEqual([
      { run: at('runs/a.prof'), time: WRITTEN },
      { run: at('runs/b.prof'), time: WRITTEN },
    ]);
  });

  test.each([
    ['2026-11-26T10:00:00+02:00', '2026-11-26T08:00:00.000Z'],
    ['1795680000.5', '2026-11-26T08:00:00.500Z'],
    ['2026-11-26', '2026-11-26T00:00:00.000Z'],
  ])('has the name, the labels and the time %s as they were said', async (time, wanted) => {
    const words = ['--run', 'build 7', '--time', time, '--label', 'branch=a=b', '-o', at('fleet')];
    expect(await exportRuns(at('runs/a.prof'), ...words)).toMatchObject({ exitCode: 0 });
    expect(await runsIn(at('fleet'))).toEqual([{ run: 'build 7', time: new Date(wanted), branch: 'a=b' }]);
  });

  test('writes over its own files of the last time, and leaves all else', async () => {
    mkdirSync(at('fleet'));
    writeFileSync(at('fleet/note.txt'), 'mine');
    for (let time = 0; time < 2; time++) await exportRuns(at('runs/*.prof'), '-o', at('fleet'));
    expect(readdirSync(at('fleet')).sort()).toEqual(['calls.parquet', 'functions.parquet', 'note.txt']);
  });

  test('keeps permissions, owner and links of its files, and is not stopped by what a killed one left', async () => {
    mkdirSync(at('fleet'));
    writeFileSync(at('kept'), 'old', { mode: 0o600 });
    symlinkSync(at('kept'), at('fleet/calls.parquet'));
    writeFileSync(at('fleet/functions.parquet'), 'old', { mode: 0o640 });
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(at('kept'), 1234, 4321);
    writeFileSync(at(`fleet/.pyprof-view-${process.pid}-functions.parquet.tmp`), ''); // as versions until now called it
    expect(await exportRuns(at('runs'), '-o', at('fleet'))).toMatchObject({
      exitCode: 0,
      stderr: 'pyprof-view: note: 2 profiles written\n',
    });
    expect(readlinkSync(at('fleet/calls.parquet'))).toBe(at('kept'));
    expect(readFileSync(at('kept'), 'latin1')).toMatch(/^PAR1/);
    expect(statSync(at('kept')).mode & 0o777).toBe(0o600);
    expect(statSync(at('fleet/functions.parquet')).mode & 0o777).toBe(0o640);
    if (isRoot) expect(statSync(at('kept'))).toMatchObject({ uid: 1234, gid: 4321 });
  });

  test('without --skip-bad names every file that cannot be read, and writes nothing; with it, the others', async () => {
    for (const name of ['x.prof', 'y.prof']) writeFileSync(at(`runs/${name}`), 'no profile');
    const refused = await exportRuns(at('runs'), '-o', at('fleet/monday'));
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringMatching(/x\.prof: .*y\.prof/) });
    expect(existsSync(at('fleet'))).toBe(false);
    const { exitCode, stderr } = await exportRuns(at('runs'), '--skip-bad', '-o', at('fleet'));
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /note: left out: .*x\.prof: .*\n.*left out: .*y\.prof: .*\n.*note: 2 profiles of 4 written\n$/,
    );
    expect(await runsIn(at('fleet'))).toHaveLength(2);
  });

  test('names the dump with a count that does not fit, and leaves it out where it may', async () => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', { ncalls: 2n ** 64n, primitiveCalls: 1, tottime: 0, cumtime: 0 });
    writeFileSync(at('runs/c.prof'), Buffer.concat([...marshalProfile(builder.finish('traced', []))]));
    expect(await exportRuns(at('runs'), '-o', at('fleet'))).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(
        /c\.prof: it counts 18446744073709551616 calls of a function, .*\. Export it with --to json/,
      ),
    });
    expect(existsSync(at('fleet'))).toBe(false);
    expect(await exportRuns(at('runs'), '--skip-bad', '-o', at('fleet'))).toMatchObject({ exitCode: 0 });
    expect(await runsIn(at('fleet'))).toHaveLength(2);
  });

  test.each([
    ['no folder', [], 'parquet is two files: name a folder for them with -o'],
    ['standard output', ['-o', '-'], 'parquet is two files'],
    ['a name for several', ['-o', 'x', '--run', 'y'], '--run is the name of one run, and these are 2'],
    ['a run twice', ['a.prof', '-o', 'x'], 'a.prof is named twice, and a run has one name'],
    ['a label that is none', ['--label', '=x', '-o', 'x'], 'It is not KEY=VALUE'],
    ['a label with the name of a column', ['--label', 'Time=x', '-o', 'x'], 'the tables have a column time already'],
    ['a time without its zone', ['--time', '2026-11-26T10:00', '-o', 'x'], 'It is neither a time like'],
    ['a day that there is not', ['--time', '2026-02-31', '-o', 'x'], 'It is neither a time like'],
    ['a table of another format', ['--table', 'calls', '-o', 'x'], '--table changes nothing in parquet'],
  ])('with %s is refused in one sentence', async (_, words, said) => {
    const placed = words.map((word) => (word === 'x' ? at('fleet') : word === 'a.prof' ? at('runs/a.prof') : word));
    const result = await exportRuns(at('runs'), ...placed);
    expect(result).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(said) });
    expect(existsSync(at('fleet'))).toBe(false);
  });

  test('of standard input wants to know when it was', async () => {
    const dump = readFileSync(at('runs/a.prof'));
    const words = ['export', '--to', 'parquet', '-', '-o', at('fleet')];
    expect(await runCli(words, dump)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('say it with --time'),
    });
    expect(await runCli([...words, '--time', '0', '--run', 'x'], dump)).toMatchObject({ exitCode: 0 });
    expect(await runsIn(at('fleet'))).toEqual([{ run: 'x', time: new Date(0) }]);
  });

  test('does not write over what it reads, nor where a folder has the name of a table', async () => {
    copyFileSync(at('runs/a.prof'), at('functions.parquet'));
    expect(await exportRuns(at('functions.parquet'), '-o', folder)).toMatchObject({ exitCode: 2 });
    mkdirSync(at('fleet/calls.parquet'), { recursive: true });
    expect(await exportRuns(at('runs'), '-o', at('fleet'))).toMatchObject({ exitCode: 4 });
    expect(readdirSync(at('fleet'))).toEqual(['calls.parquet']);
  });

  test('that fails takes away the folders that it made, and no other', async () => {
    mkdirSync(at('kept'));
    const enough = Math.ceil(100_000 / fixtureTable('generators-py311').edges().length); // for a group of rows
    const many = Array.from({ length: enough }, (_, number) => at(`runs/${number}.prof`));
    for (const path of many) copyFileSync(join(PROFILES, 'generators-py311/out.prof'), path);
    writeFileSync(at('runs/z.prof'), 'no profile'); // read last, when the group is written
    expect(await exportRuns(...many, at('runs/z.prof'), '-o', at('kept/a/b'))).toMatchObject({ exitCode: 3 });
    expect(readdirSync(at('kept'))).toEqual([]);
  });

  test('into a file is refused, and so is a folder that nobody may write into', async () => {
    expect(await exportRuns(at('runs'), '-o', at('runs/a.prof'))).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('a part of the path is not a folder'),
    });
    if (process.platform === 'win32' || process.getuid?.() === 0) return; // nothing is forbidden to root
    mkdirSync(at('locked'));
    chmodSync(at('locked'), 0o555);
    expect(await exportRuns(at('runs'), '-o', at('locked'))).toMatchObject({ exitCode: 4 });
  });
});
