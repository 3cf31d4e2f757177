import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/profiles');
const LOGREPORT = join(FIXTURES, 'logreport-py311/out.prof');
const JSONTOOL = join(FIXTURES, 'jsontool-py36/out.prof');
const RELATIVE = join(FIXTURES, 'sampled-sudoku-pyo315/out.prof');
const SHOP = join(FIXTURES, 'shop-py38/out.prof');
const ZIPAPP = join(FIXTURES, 'zipapp-py311/out.prof');

describe('--only mine', () => {
  test('lists the own functions, says whose they are, and how many that leaves', async () => {
    const { stdout, stderr, exitCode } = await runCli(['stats', '--only', 'mine', LOGREPORT]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('List reduced from 323 to 22 due to restriction <--only mine>');
    expect(stdout).not.toMatch(/\{built-in|<frozen|<string>/);
    expect(stderr).toContain('note: own code: /srv/app/logreport; --mine changes it');
  });

  test('comes before every restriction', async () => {
    const { stdout } = await runCli(['stats', '-n', '3', '--only', 'mine', LOGREPORT]);
    expect(stdout).toContain('List reduced from 22 to 3 due to restriction <3>');
  });

  test('takes what --mine names for own, in every list', async () => {
    const { stdout, stderr } = await runCli(['callers', '--full-paths', '--only', 'mine', '--mine', 'toolkit', ZIPAPP]);
    expect(stdout).toContain('toolkit/core.py');
    expect(stdout.split('\n').filter((line) => /^odd\/tool\.pyz\/__main__/.test(line))).toEqual([]);
    expect(stderr).not.toContain('--mine changes it');
  });
});

describe('--mine', () => {
  test.each([
    ['stats', ['--only', 'mine']],
    ['callers', ['--only', 'mine']],
    ['callees', ['--only', 'mine']],
    ['report', []],
    ['hints', []],
  ])('that matches nothing is refused by %s', async (command, beside) => {
    const args = [command, ...beside, '--mine', 'nonsense', LOGREPORT];
    const { stderr, stdout, exitCode } = await runCli(args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'pyprof-view: --mine nonsense: the profile has no function of such a package or folder. ' +
        'Name a package, a module or a folder as the profile has it: pyprof-view stats --full-paths FILE shows them.\n',
    );
  });

  test('says that it has nothing to do where nobody asks whose code it is', async () => {
    const { stderr, exitCode } = await runCli(['stats', '--mine', 'logreport', LOGREPORT]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--mine changes nothing in this list: with --only mine');
  });

  test('names a module of a library and not the whole of it', async () => {
    const { stdout } = await runCli(['summary', '--mine', 'json.decoder', JSONTOOL]);
    expect(stdout).toContain('Own code: json.decoder.\n');
    expect((await runCli(['summary', '--mine', 'json', JSONTOOL])).stdout).toContain('Own code: json.\n');
  });

  test('calls what it leaves out other code, and no library', async () => {
    const { stdout } = await runCli(['summary', '--mine', 'random', SHOP]);
    expect(stdout).toMatch(/\bother code \d+ %/);
  });

  test('takes the working folder by any of its names where the paths are relative', async () => {
    const list = (word: string) => runCli(['stats', '--only', 'mine', '--mine', word, RELATIVE]);
    const here = await list('.');
    expect(here).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('due to restriction <--only mine>') });
    for (const word of [resolve('.'), './', `${resolve('.')}/`]) expect(await list(word)).toEqual(here);
  });
});
