import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');
const BEFORE = join(PROFILES, 'words-py311/out.prof');
const AFTER = join(PROFILES, 'words-py313/out.prof');

describe('an option that would change nothing is refused', () => {
  test.each([
    ['a Python version without a snapshot', ['--python-version', '3.11', AFTER], '--python-version says which Python'],
    [
      'a Python version of source alone',
      ['source', '--python-version', '3.11', AFTER, 'main'],
      '--python-version says which Python',
    ],
    ['--force without a baseline', ['--force', AFTER], '--force compares'],
    ['the order of rows in a comparison', ['--baseline', BEFORE, '-s', 'time', AFTER], '--sort would change nothing'],
    ['rows of a comparison', ['--baseline', BEFORE, '-n', '3', AFTER], '-n and --restrict would change nothing'],
    ['a snapshot in a comparison', ['--baseline', BEFORE, '--memory', 'x', AFTER], '--memory would change nothing'],
    [
      'whose functions gates look at, without a gate',
      ['diff', '--gate-on', 'all', BEFORE, AFTER],
      'give it with --fail-on',
    ],
    ["one's own code that is nobody's name", ['hints', '--mine', '', AFTER], 'no package, module or directory'],
    [
      "one's own code that no profile has",
      ['diff', '--mine', 'nosuch', BEFORE, AFTER],
      '--mine nosuch: the profiles have no',
    ],
    [
      'one of two words for own code',
      ['diff', '--mine', 'py2_app', '--mine', 'nosuch', BEFORE, AFTER],
      '--mine nosuch: the profiles have no',
    ],
    ['a profile with the page of a rule', ['hints', '--about', 'in-list', AFTER], '--about prints the page'],
    [
      'a notebook for the page of a rule',
      ['hints', '--about', 'in-list', '--notebook', 'x'],
      '--about prints the page',
    ],
    ['JSON of the page of a rule', ['hints', '--about', 'in-list', '--json'], '--about prints the page'],
    ['a folder for sources that is not there', ['hints', '--source-root', 'nope', AFTER], 'There is no such folder.'],
    ['help on a command that is not there', ['statss', '--help'], 'there is no command statss. Did you mean stats?'],
    ...[
      ['-n', '3'],
      ['--restrict', 'f'],
      ['--sort', 'time'],
      ['--header'],
      ['--baseline', BEFORE],
      ['--mine', 'x'],
      ['--no-mouse'],
    ].map((words): [string, string[], string] => [
      `${words[0]} with --no-view`,
      ['run', '--no-view', ...words, 'x.py'],
      `pyprof-view: ${words[0]} would change nothing with --no-view`,
    ]),
  ])('%s', async (_, args, words) => {
    expect(await runCli(args)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(words) });
  });

  test.each(['--memory', '--lines'])('%s of a file that is not there prints no list first', async (option) => {
    expect(await runCli([option, 'nope', AFTER])).toMatchObject({ exitCode: 3, stdout: '' });
  });

  test('a file named .py is a program, whatever its lines look like; a glob is for the shell', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-py-'));
    const program = join(folder, 'app.py');
    writeFileSync(program, '"a; b" 1\nx;y 5\n');
    const { exitCode, stderr } = await runCli([program]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('is Python source') });
    expect(stderr).toContain('To profile it: pyprof-view run ');
    expect((await runCli(['export', join(folder, '*.prof'), '--to', 'csv'])).stderr).toContain('leave the quotes out');
    rmSync(folder, { recursive: true });
  });

  test('and the page of a rule goes where -o says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-about-'));
    const page = join(folder, 'page.md');
    expect(await runCli(['hints', '--about', 'in-list', '-o', page])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(existsSync(page) && readFileSync(page, 'utf8')).toBe((await runCli(['hints', '--about', 'in-list'])).stdout);
    rmSync(folder, { recursive: true });
  });
});
