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
    ['a Python version for source', ['source', '--python-version', '3.11', AFTER, 'main'], 'itself, report\n'],
    [
      'a drawing of characters in a document',
      ['report', '--ascii', AFTER],
      '--ascii is an option of: pyprof-view itself, run\n',
    ],
    [
      'colours in a document',
      ['report', '-o', 'x.json', '--color', 'always', AFTER],
      'of: pyprof-view itself, run, source\n',
    ],
    ['the viewer drawn otherwise, in text', ['-n', '3', '--ascii', AFTER], '--ascii would change nothing in the text'],
    ['a mouse in text', ['--header', '--no-mouse', AFTER], '--no-mouse would change nothing in the text'],
    ['a map in text', ['--restrict', 'a', '--map', 'a=b', AFTER], '--map would change nothing in the text'],
    [
      'colours of a run that prints text',
      ['run', '--python', 'python3', '-n', '3', '--color', 'never', 'x.py'],
      '--color would change nothing',
    ],
    ["one's own code in a comparison", ['--baseline', BEFORE, '--mine', 'x', AFTER], '--mine would change nothing'],
    [
      'own functions alone in a comparison',
      ['--baseline', BEFORE, '--only', 'mine', AFTER],
      '--only would change nothing',
    ],
    [
      'what an undecided gate is, without a gate',
      ['diff', '--undecided', 'pass', BEFORE, AFTER],
      'give it with --fail-on',
    ],
    ["one's own code in a text that does not ask", ['diff', '--mine', 're', BEFORE, AFTER], 'it is for --only mine'],
    [
      'directories of a JSON',
      ['diff', '--full-paths', '--format', 'json', BEFORE, AFTER],
      'has the directories anyway',
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
      ['diff', '--only', 'mine', '--mine', 'nosuch', BEFORE, AFTER],
      '--mine nosuch: the profiles have no',
    ],
    [
      'one of two words for own code',
      ['diff', '--only', 'mine', '--mine', 'py2_app', '--mine', 'nosuch', BEFORE, AFTER],
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

  test('a note says so where it is for the viewer, and there is no terminal', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--no-mouse', '--ascii', AFTER]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: (await runCli([AFTER])).stdout });
    expect(stderr).toContain('note: --ascii, --no-mouse are for the viewer, and without a terminal change nothing\n');
    expect((await runCli(['--sources', 'here', AFTER])).stderr).toContain('--sources is for the viewer');
  });

  test.each([
    ['summary', [AFTER]],
    ['hints', [AFTER]],
    ['report', [AFTER]],
    ['report', ['--baseline', BEFORE, AFTER]],
    ['source', [AFTER, 'main']],
    ['diff', [BEFORE, AFTER]],
  ])('a --map of %s that fits no file is said, and one that does is not', async (command, words) => {
    const noted = async (map: string): Promise<boolean> =>
      (await runCli([command, '--map', map, ...words])).stderr.includes(
        `note: --map ${map} changes nothing: the profile`,
      );
    expect(await noted('/no/such=.')).toBe(true);
    expect(await noted('py2_app.py=/nowhere.py')).toBe(false);
  });

  test.each([
    ['merge', [AFTER]],
    ['anonymize', [AFTER]],
    ['run', ['--python', 'python3', 'x.py']],
  ])('%s writes no profile under the name of a document', async (command, words) => {
    for (const name of ['nowhere/out.html', 'nowhere/out.json', 'nowhere/OUT.SVG'])
      expect(await runCli([command, '-o', name, ...words])).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(`this writes a profile, and ${name} is the name of a document`),
      });
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
    expect((await runCli(['hints', '--about', 'in-list', '-o', join(folder, 'page.html')])).stderr).toContain(
      'no format of hints --about ends in .html: it writes Markdown',
    );
    expect(existsSync(page) && readFileSync(page, 'utf8')).toBe((await runCli(['hints', '--about', 'in-list'])).stdout);
    rmSync(folder, { recursive: true });
  });
});
