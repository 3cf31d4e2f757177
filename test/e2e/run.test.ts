import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findPythons, saySkipped } from '../python/pythons.ts';
import { PROGRAM, runInShell } from './shell.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/run');
const WAYS_OUT = join(FIXTURES, 'ways_out.py');
const EARLIER = join(import.meta.dirname, '../../fixtures/profiles/words-py311/out.prof');
const OF_YAPPI = join(import.meta.dirname, '../../fixtures/profiles/yappi-deb/out.prof');
const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-run-'));
const [python] = findPythons(6).slice(-1);

afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: readonly string[]) {
  const whole = ['run', '--python', python?.path ?? '', ...args];
  return spawnSync(process.execPath, [PROGRAM, ...whole], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, TMPDIR: folder },
  });
}

describe.skipIf(python === undefined)(
  python === undefined ? saySkipped('no Python 3.6 or newer is here: run is not tried') : 'pyprof-view run',
  () => {
    test("keeps the program's output, status and arguments, and prints the profile where there is no terminal", () => {
      const { status, stdout, stderr } = run('-n', '2', '-o', 'out.prof', WAYS_OUT, 'sys.exit', '-n', '--help');
      expect(status).toBe(7);
      expect(stdout).toContain("'sys.exit', '-n', '--help']");
      expect(stdout).toContain('due to restriction <2>');
      expect(stderr).toContain('pyprof-view: note: the profile is out.prof\n');
      expect(existsSync(join(folder, 'out.prof'))).toBe(true);
    });

    test('says 143 of a program that SIGTERM ended', () => {
      const { status, stdout } = run('--no-view', WAYS_OUT, 'SIGTERM');
      expect(status).toBe(143);
      expect(stdout).not.toContain('function calls');
    });

    test('says what became of no program', () => {
      const { status, stdout, stderr } = run('nowhere.py');
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/can't open file .*\npyprof-view: there is no profile: the program ended with status 2/);
    });

    test.each([
      [['--python', '/nowhere/python', WAYS_OUT], 2, /\/nowhere\/python could not be started \(no such file/],
      [['-o', '/nowhere/out.prof', WAYS_OUT], 4, /\/nowhere\/out\.prof: cannot be written: no such file or folder/],
      [['--baseline', '/nowhere/before.prof', WAYS_OUT], 3, /before\.prof: no such file or folder/],
      [['--lines', '/nowhere/out.lprof', WAYS_OUT], 3, /out\.lprof: no such file or folder/],
      [['--memory', '/nowhere/out.snap', WAYS_OUT], 3, /out\.snap: no such file or folder/],
      [['--baseline', EARLIER, '-s', 'time', WAYS_OUT], 2, /--sort would change nothing in the text of a comparison/],
      [['--baseline', WAYS_OUT, WAYS_OUT], 3, /ways_out\.py: /],
      [
        ['--baseline', OF_YAPPI, WAYS_OUT],
        2,
        /out\.prof and the profile of a run are not comparable: one was made by yappi/,
      ],
      [['--baseline', EARLIER, '-o', EARLIER, WAYS_OUT], 2, /would overwrite .*, which is read/],
      [['-o', '.', WAYS_OUT], 4, /cannot be written: it is a folder/],
      [['-o', WAYS_OUT, WAYS_OUT], 2, /would overwrite/],
      [['-o', join(FIXTURES, 'app.py'), WAYS_OUT], 2, /app\.py would replace a file that is no profile/],
      [[], 2, /missing required argument 'script'/],
    ])('refuses %j before anything is run', (args, code, message) => {
      const { status, stdout, stderr } = run(...args);
      expect({ status, stdout }).toEqual({ status: code, stdout: '' });
      expect(stderr).toMatch(message);
    });

    test("opens the viewer in a terminal, and ends with the program's status", async () => {
      const terminal = runInShell(['run', '--python', python?.path ?? '', WAYS_OUT, 'sys.exit'], {
        env: { TMPDIR: folder },
      });
      try {
        await terminal.shows('function 1 of');
        await terminal.shows('q quit');
        terminal.type('q');
        await terminal.shows('left with 7');
      } finally {
        terminal.close();
      }
    });

    test('Ctrl-C ends the program, and what it did until then is shown', async () => {
      const script = join(FIXTURES, 'waits.py');
      const terminal = runInShell(['run', '--python', python?.path ?? '', script], { env: { TMPDIR: folder } });
      try {
        await terminal.shows('waiting');
        terminal.type('\x03');
        await terminal.shows(/waits\.py:\d+\(wait\)/);
        terminal.type('q');
        await terminal.shows('left with 130');
      } finally {
        terminal.close();
      }
    });
  },
);

const PYTHON2 = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions/2.7.18/bin/python');

describe.skipIf(!existsSync(PYTHON2))(
  existsSync(PYTHON2)
    ? 'pyprof-view run with Python 2.7'
    : saySkipped('no Python 2.7 is here: run is not tried with it'),
  () => {
    test('says in one sentence that it is too old', () => {
      const { status, stdout, stderr } = run('--python', PYTHON2, WAYS_OUT);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^pyprof-view: run needs Python 3\.6 or newer, and \S+ is 2\.7\.18\.\n$/);
    });
  },
);
