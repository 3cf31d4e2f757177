import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { marshalProfile } from '../../src/export/marshal.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { tableWithGhost, tableWithHostileNames, tableWithHostileNumbers } from '../tui/made-tables.ts';
import { collecting, contextOf, runCli } from './run-cli.ts';

const PROFILE = join(import.meta.dirname, '../../fixtures/profiles/shop-py38/out.prof');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-export-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const DOCUMENTS = EXPORT_FORMATS.filter(({ kind }) => kind !== 'folder');

describe.each(DOCUMENTS)('export --to $name', ({ name, kind }) => {
  test('writes the same bytes to a file as to standard output, and each time', async () => {
    const file = join(folder, `out.${name}`);
    const printed = await runCli(['export', PROFILE, '--to', name]);
    expect(printed.exitCode).toBe(0);
    expect(printed.bytes.length).toBeGreaterThan(100);
    expect(await runCli(['export', PROFILE, '--to', name, '-o', file])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(readFileSync(file).equals(printed.bytes)).toBe(true);
  });

  test('writes a profile without any time', async () => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 });
    const file = join(folder, 'idle.prof');
    writeFileSync(file, Buffer.concat([...marshalProfile(builder.finish('traced', []))]));
    const { exitCode, bytes } = await runCli(['export', file, '--to', name]);
    expect(exitCode).toBe(0);
    expect(bytes.length).toBeGreaterThan(name === 'folded' ? -1 : 10);
  });

  test(`to a terminal: ${kind === 'text' ? 'is printed' : 'is refused in one sentence'}`, async () => {
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    const context = { ...contextOf(collecting(stdout), collecting(stderr)), hasOutputTerminal: () => true };
    const exitCode = await main(['export', PROFILE, '--to', name], context);
    const refusal = `pyprof-view: ${name} is not text for a terminal: write it to a file with -o`;
    expect(exitCode).toBe(kind === 'text' ? 0 : 2);
    expect(Buffer.concat(stdout).length > 0).toBe(kind === 'text');
    if (kind !== 'text') expect(Buffer.concat(stderr).toString('utf8')).toContain(refusal);
  });
});

const ONE_FILE = EXPORT_FORMATS.filter(({ kind }) => kind !== 'folder');

test.each(ONE_FILE)('export --to $name writes names and numbers of hand-made dumps', async ({ name }) => {
  for (const table of [tableWithHostileNames(), tableWithHostileNumbers(), tableWithGhost()]) {
    const file = join(folder, 'made.prof');
    writeFileSync(file, Buffer.concat([...marshalProfile(table)]));
    const { exitCode, stdout } = await runCli(['export', file, '--to', name]);
    expect(exitCode).toBe(0);
    if (name !== 'pprof' && name !== 'csv') expect(stdout).not.toMatch(/NaN|Infinity|[^ -~\n\u00a0-\uffff]/);
  }
});

describe('without --to the name after -o tells the format', () => {
  test.each([
    ['OUT.svg', 'svg'],
    ['out.gv', 'dot'],
    ['out.pb.gz', 'pprof'],
    ['out.speedscope.json', 'speedscope'],
    ['callgrind.out', 'callgrind'],
    ['out.folded', 'folded'],
    ['calls.csv', 'csv'],
  ])('%s: %s', async (file, name) => {
    const output = join(folder, file);
    expect((await runCli(['export', PROFILE, '-o', output])).exitCode).toBe(0);
    expect(readFileSync(output).equals((await runCli(['export', PROFILE, '--to', name])).bytes)).toBe(true);
  });

  test.each(['any.json', 'any.txt', 'any'])('%s may be more than one of them, or none', async (file) => {
    const { exitCode, stderr } = await runCli(['export', PROFILE, '-o', join(folder, file)]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('with --to: callgrind, ') });
    expect(existsSync(join(folder, file))).toBe(false);
  });

  test('and no two formats claim one name', () => {
    const endings = DOCUMENTS.flatMap((format) => (format.kind === 'folder' ? [] : format.endings));
    const clashes = endings.filter((one, at) => endings.some((other, place) => place !== at && one.endsWith(other)));
    expect(clashes).toEqual([]);
  });
});

describe('formats of paths say on standard error that they estimate, and for how much the path is known', () => {
  test.each(['speedscope', 'pprof', 'folded', 'svg'])('%s', async (name) => {
    const { stderr } = await runCli(['export', PROFILE, '--to', name]);
    expect(stderr).toMatch(
      /note: call paths are estimated: a profile records who called whom, not the paths; the path is known for [\d.]+ % of the time\n/,
    );
  });

  test('a sampled profile knows none', async () => {
    const { stderr } = await runCli([
      'export',
      PROFILE.replace('shop-py38', 'sampled-sudoku-pyo315'),
      '--to',
      'folded',
    ]);
    expect(stderr).toContain('the path is known for 0.0 % of the time');
  });

  test('and where there is no time they say that', async () => {
    const { stderr } = await runCli(['export', join(folder, 'idle.prof'), '--to', 'folded']);
    expect(stderr).toBe('pyprof-view: note: the profile has no times, so the file has no paths\n');
  });
});

describe('bad requests get one sentence', () => {
  test.each([
    [
      'a name that tells none',
      ['-o', 'x.json'],
      'the name x.json does not tell the format: name the format with --to: ',
    ],
    ['no format', [], 'name the format with --to: callgrind, speedscope, '],
    ['a format that there is not', ['--to', 'png'], 'It is not one of callgrind, speedscope, '],
    [
      'a table of a format without',
      ['--to', 'folded', '--table', 'calls'],
      '--table changes nothing in folded: it is for csv',
    ],
    ['a threshold of a format without', ['--to', 'json', '--least-call', '1'], '--least-call changes nothing in json'],
    ['a width of a format without', ['--to', 'dot', '--width', '800'], '--width changes nothing in dot: it is for svg'],
    ['a width that is none', ['--to', 'svg', '--width', '8e2'], 'It is not a whole number from 300 to 10000.'],
    ['a flame of a format without', ['--to', 'folded', '--flame'], '--flame changes nothing in folded: it is for svg'],
    ['a percentage that is none', ['--to', 'dot', '--least-call', '200'], 'It is not a percentage from 0 to 100.'],
  ])('%s', async (_, words, said) => {
    const { exitCode, stdout, stderr } = await runCli(['export', PROFILE, ...words]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
  });

  test('a file that is the profile itself is not written over, one of no profile leaves nothing behind', async () => {
    const copy = join(folder, 'copy.prof');
    copyFileSync(PROFILE, copy);
    expect((await runCli(['export', copy, '--to', 'json', '-o', copy])).exitCode).toBe(2);
    expect(readFileSync(copy).equals(readFileSync(PROFILE))).toBe(true);
    writeFileSync(join(folder, 'broken.prof'), 'no profile');
    const output = join(folder, 'none.json');
    expect((await runCli(['export', join(folder, 'broken.prof'), '--to', 'json', '-o', output])).exitCode).toBe(3);
    expect(existsSync(output)).toBe(false);
  });

  test('a folder that cannot be written into', async () => {
    const result = await runCli(['export', PROFILE, '--to', 'json', '-o', join(folder, 'nosuch', 'out.json')]);
    expect(result).toMatchObject({ exitCode: 4, stdout: '' });
  });
});
