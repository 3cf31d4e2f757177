import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { mergeProfiles } from '../../src/profile/merge.ts';
import { plainProfile } from '../decode/plain-profile.ts';
import { runCli } from './run-cli.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

let folder = '';
const at = (name: string): string => join(folder, name);
const read = (path: string) => decodeProfile(readFileSync(path));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-merge-'));
  for (const day of ['monday', 'tuesday']) mkdirSync(at(`runs/${day}`), { recursive: true });
  cpSync(join(PROFILES, 'words-py311/out.prof'), at('runs/monday/a.prof'));
  cpSync(join(PROFILES, 'words-py313/out.prof'), at('runs/monday/b.prof'));
  cpSync(join(PROFILES, 'words-py27/out.prof'), at('runs/tuesday/c.prof'));
  writeFileSync(at('runs/tuesday/broken.prof'), 'no profile');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('merge', () => {
  const sum = () =>
    mergeProfiles([read(at('runs/monday/a.prof')), read(at('runs/tuesday/c.prof')), read(at('runs/monday/b.prof'))]);

  test('adds files as pstats.Stats(a, b, c) does', async () => {
    const inputs = ['monday/a', 'monday/b', 'tuesday/c'].map((name) => at(`runs/${name}.prof`));
    expect(await runCli(['merge', ...inputs, '-o', at('all.prof')])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'pyprof-view: note: 3 profiles merged\n',
    });
    expect(plainProfile(read(at('all.prof')))).toEqual(plainProfile(sum()));
  });

  test('takes folders and globs, names the files that it leaves out, and never its own output', async () => {
    const output = at('runs/monday/all.prof');
    for (const words of [[at('runs/monday'), at('runs/tuesday')], [at('runs/*/?*.prof')], [at('runs/**/[!x]*.prof')]]) {
      const { exitCode, stderr } = await runCli(['merge', '--skip-bad', ...words, '-o', output]);
      expect(exitCode).toBe(0);
      expect(stderr).toMatch(/note: left out: \S*broken\.prof: .*\npyprof-view: note: 3 profiles of 4 merged\n$/);
      expect(read(output).length).toBe(sum().length);
    }
  });

  test('counts a file once that a glob finds in more ways than one', async () => {
    const words = [at('runs/**/**/a.prof'), '-o', at('once.prof')];
    expect(await runCli(['merge', ...words])).toMatchObject({ exitCode: 0 });
    expect(plainProfile(read(at('once.prof')))).toEqual(plainProfile(read(at('runs/monday/a.prof'))));
  });

  test('counts a file as often as it is named, and says so', async () => {
    const words = ['merge', at('runs/monday/[ab].prof'), at('runs/monday/a.prof'), '-o', at('twice.prof')];
    const { exitCode, stderr } = await runCli(words);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^pyprof-view: note: \S*a\.prof is named more than once, and is counted each time\n.*note: 3 profiles merged\n$/,
    );
    const [a, b] = ['a', 'b'].map((name) => read(at(`runs/monday/${name}.prof`)));
    expect(plainProfile(read(at('twice.prof')))).toEqual(plainProfile(mergeProfiles([a!, a!, b!])));
  });

  test.skipIf(process.platform === 'win32')('reads no pipes and no folders that a folder has or links to', async () => {
    const place = mkdtempSync(join(folder, 'mixed-'));
    cpSync(at('runs/monday/a.prof'), join(place, 'a.prof'));
    symlinkSync(at('runs'), join(place, 'linked'));
    execFileSync('mkfifo', [join(place, 'pipe.prof')]);
    expect(await runCli(['merge', place, '-o', at('mixed.prof')])).toMatchObject({ exitCode: 0 });
    symlinkSync('nowhere.prof', join(place, 'lost.prof'));
    const { exitCode, stderr } = await runCli(['merge', place, '-o', at('mixed.prof')]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/lost\.prof: no such file/);
  });

  test.each([
    ['[z-a]*', 'a', false],
    ['[a-c]?[!x-z]', 'bxa', true],
    ['[^a]*', 'bc', true],
    ['a[-.]b*', 'a.b', true],
    ['.*[(]?', '.x(y', false], // no glob finds a hidden file
    [`*${'a*'.repeat(30)}b`, 'a'.repeat(200), false],
    [`*${'a*'.repeat(30)}`, 'a'.repeat(200), true],
    ['?.prof', '\u{1f40d}.prof', true],
  ])('of the glob %j and a file %j: %j', async (glob, name, isFound) => {
    const place = mkdtempSync(join(folder, 'glob-'));
    cpSync(at('runs/monday/a.prof'), join(place, name));
    const { exitCode } = await runCli(['merge', join(place, glob), '-o', at('globbed.prof')]);
    expect(exitCode).toBe(isFound ? 0 : 3);
  });

  test('writes nothing where a file is broken, and names it', async () => {
    const { exitCode, stderr } = await runCli(['merge', at('runs/tuesday'), '-o', at('none.prof')]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('broken.prof');
    expect(existsSync(at('none.prof'))).toBe(false);
  });

  test('of dumps of different profilers says so, and so does stats of both', async () => {
    const inputs = ['words-py311', 'yappi-deb'].map((name) => join(PROFILES, name, 'out.prof'));
    const mixed = /note: profiles of different profilers were added up: cProfile, .*; yappi, .*\n/g;
    const merged = await runCli(['merge', ...inputs, '-o', at('mixed.prof')]);
    const listed = await runCli(['stats', ...inputs]);
    for (const { exitCode, stderr } of [merged, listed]) {
      expect(exitCode).toBe(0);
      expect(stderr.match(mixed)).toHaveLength(1);
    }
  });

  test('writes to standard output, and sums more profiles than are held at a time', async () => {
    const [path = ''] = [at('runs/monday/a.prof')];
    const { exitCode, bytes } = await runCli(['merge', ...Array.from({ length: 70 }, () => path), '-o', '-']);
    expect(exitCode).toBe(0);
    const [merged, one] = [decodeProfile(bytes), read(path)];
    expect(merged.ncalls.values).toEqual(one.ncalls.values.map((calls) => 70 * calls));
    expect(merged.edges().ncalls.values).toEqual(one.edges().ncalls.values.map((calls) => 70 * calls));
  });

  test.each([
    [['a.prof'], 2, /merge writes a profile: name it with -o/],
    [['none.prof', '-o', 'x.prof'], 3, /none\.prof: no such file/],
    [['none*.prof', '-o', 'x.prof'], 3, /none\*\.prof: no file fits this pattern\. .* such as '\S+\*\*\/\*\.prof'\.$/m],
    [
      ['runs', '-o', 'x.prof'],
      3,
      /runs: there is no profile in this folder\. Folders below are .* '\S+runs\/\*\*\/\*\.prof'\.$/m,
    ],
    [['--skip-bad', 'runs/tuesday/broken.prof', '-o', 'x.prof'], 3, /broken\.prof/],
    [['runs/monday/a.prof', '-o', 'runs/monday/a.prof'], 2, /would overwrite/],
  ])('of %j fails with %d', async (args, code, message) => {
    const words = args.map((word) => (/^-|^a\.prof$/.test(word) ? word : at(word)));
    const { exitCode, stderr, stdout } = await runCli(['merge', ...words]);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
