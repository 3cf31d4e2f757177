import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findPythons, type Python, saySkipped } from '../python/pythons.ts';
import { PROGRAM, runInShell } from './shell.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/run');
const WAYS_OUT = join(FIXTURES, 'ways_out.py');
const EMPTIES_TEMP = join(FIXTURES, 'empties_temp.py');
const GROWS = join(FIXTURES, 'grows.py');
const STARTS_PYTHONS = join(FIXTURES, 'starts_pythons.py');
const EARLIER = join(import.meta.dirname, '../../fixtures/profiles/words-py311/out.prof');
const OF_YAPPI = join(import.meta.dirname, '../../fixtures/profiles/yappi-deb/out.prof');
const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-run-'));
const pythons = findPythons(6);
const [python] = pythons.slice(-1);
const withLines = pythons.find(hasLineProfiler);

function hasLineProfiler(python: Python | undefined): boolean {
  return python !== undefined && spawnSync(python.path, ['-c', 'import line_profiler']).status === 0;
}

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

    test('--repeat runs it without input, shows what the first prints, and then the run in the middle', () => {
      const { status, stdout, stderr } = run('--repeat', '3', '-n', '2', '-o', 'again.prof', WAYS_OUT, 'sys.exit');
      expect(status).toBe(7);
      expect(stdout.match(/'sys\.exit'\]/g)).toHaveLength(1);
      expect(stdout.match(/due to restriction <2>/g)).toHaveLength(1);
      expect(stderr).toMatch(
        /^pyprof-view: note: 3 runs of \S+ \S+ to \S+ \S+: the profiles are again\.1\.prof to again\.3\.prof, the one in the middle is again\.[123]\.prof\n$/,
      );
      for (const number of [1, 2, 3]) expect(existsSync(join(folder, `again.${number}.prof`))).toBe(true);
    });

    test('--repeat ends with the run that a signal ends', () => {
      const { status, stderr } = run('--repeat', '3', '--no-view', WAYS_OUT, 'SIGTERM');
      expect({ status, said: stderr }).toEqual({
        status: 143,
        said: expect.stringMatching(/note: one run ended, and its profile is \S+\.1\.prof\n$/),
      });
    });

    test('--memory says how near to the peak the snapshot is, and shows it below the profile', () => {
      const { status, stdout, stderr } = run('--memory', '-n', '3', '-o', 'grown.prof', GROWS);
      expect(status).toBe(0);
      expect(stdout).toMatch(/due to restriction <3>[\s\S]*Live memory in grown\.tracemalloc: \d+\.\d MiB/);
      expect(stderr).toMatch(
        /the snapshot grown\.tracemalloc has 1[789]\.\d MiB, (?:9\d|100)\.\d % of the peak of 19\.\d MiB; .*: for times run it without --memory\n/,
      );
    });

    test('--memory says of a small snapshot the size that is shown, without what the recording took', () => {
      const { stdout, stderr } = run('--memory', '-n', '1', '-o', 'small.prof', WAYS_OUT, 'sys.exit');
      const [, shown] = /Live memory in small\.tracemalloc: (.*?) in /.exec(stdout) ?? [];
      expect(stderr).toContain(`the snapshot small.tracemalloc has ${shown}, `);
    });

    test.skipIf(process.platform === 'win32')(
      'shows the profile of a program that was killed before its snapshot',
      () => {
        const { status, stdout, stderr } = run(
          '--memory',
          '-n',
          '3',
          '-o',
          'killed.prof',
          WAYS_OUT,
          'killed while saving',
        );
        expect(status).toBe(137);
        expect(stdout).toMatch(/due to restriction <3>/);
        expect(stdout).not.toContain('Live memory');
        expect(stderr).toMatch(/note: there is no snapshot: the program ended by SIGKILL while it was being saved\n/);
      },
    );

    test.skipIf(process.platform === 'win32')('--children adds up the program and what it started', () => {
      const { status, stdout, stderr } = run('--children', '--restrict', 'burn', STARTS_PYTHONS, 'fork', '');
      expect(status).toBe(0);
      expect(stdout).toMatch(/^ +4 .* starts_pythons\.py:\d+\(burn\)$/m);
      expect(stderr).toContain('note: the profile is the sum of the program and 4 other Pythons that it started, ');
      expect(stderr).not.toContain('left no profile');
      const code = run('--children', '-n', '1', STARTS_PYTHONS, 'code', '');
      expect(code.stderr).toContain('note: 2 more Pythons not recorded: started with -c\n');
      const alone = run('--children', '-n', '1', GROWS);
      expect(alone.stderr).toContain('note: the profile is that of the program alone: it started no other Python ');
    });

    test.skipIf(hasLineProfiler(python))('--lines without line_profiler says what to install, and runs nothing', () => {
      const { status, stdout, stderr } = run('--lines', GROWS);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(
        /^pyprof-view: --lines needs line_profiler, which (.+) does not have: install it with \1 -m pip install line_profiler, or /,
      );
    });

    test.runIf(existsSync('/dev/full'))('a message that nobody can be told changes no exit status', () => {
      const words = [PROGRAM, 'run', '--python', python?.path ?? '', '--no-view', join(folder, 'nowhere.py')];
      expect(spawnSync('sh', ['-c', '"$@" 2> /dev/full', 'sh', process.execPath, ...words]).status).toBe(2);
    });

    test('--lines runs no line_profiler.py of the working folder, and finds the one that the program would', () => {
      const [here, there] = [join(folder, 'here'), join(folder, 'there')];
      for (const place of [here, there]) {
        mkdirSync(place);
        writeFileSync(join(place, 'line_profiler.py'), 'open(__file__ + ".was-run", "w").close()\n');
      }
      for (const PYTHONPATH of ['', there]) {
        const words = ['run', '--python', python?.path ?? '', '--lines', '--no-view', '-o', 'lines.prof', GROWS];
        const env = { ...process.env, TMPDIR: folder, PYTHONPATH };
        spawnSync(process.execPath, [PROGRAM, ...words], { cwd: here, env });
      }
      expect(readdirSync(here)).not.toContain('line_profiler.py.was-run');
      expect(readdirSync(there)).toContain('line_profiler.py.was-run');
    });

    test.skipIf(withLines === undefined)(
      withLines === undefined
        ? saySkipped('no Python with line_profiler is here: run --lines is not tried')
        : '--lines times the lines of each function, closures too, in a second run',
      () => {
        const { status, stdout } = run(
          '--python',
          withLines?.path ?? '',
          '--lines',
          '-o',
          'lines.prof',
          '-n',
          '1',
          GROWS,
        );
        expect(status).toBe(0);
        expect(stdout.match(/^1275$/gm)).toHaveLength(1);
        expect(stdout).toMatch(/Measured lines in lines\.lprof[\s\S]* 1 .*grows\.py:7\(grow\)/);
        expect(stdout).toMatch(/ 50 .*grows\.py:13\(add\)/);
      },
    );

    test.each([[[]], [['--memory']], [['--children']], [['--repeat', '2', '-o', 'empties_temp.prof']]])(
      'keeps the profile of a program that empties the temporary folder (%j)',
      (options) => {
        const { status, stdout, stderr } = run(...options, '--restrict', 'rmtree', EMPTIES_TEMP, folder);
        expect(status).toBe(0);
        expect(stdout).toMatch(/\(rmtree\)/);
        expect(stderr).toMatch(/profiles? (is|are) \S*empties_temp\.(1\.)?prof/);
        expect(stderr).not.toMatch(/cannot be written|a bug/);
      },
    );

    test('--children records what starts after the program has emptied the temporary folder', () => {
      const { status, stdout, stderr } = run('--children', '--restrict', 'grow', EMPTIES_TEMP, folder, GROWS);
      expect(status).toBe(0);
      expect(stdout).toMatch(/grows\.py:5\(grow\)/);
      expect(stderr).toMatch(/the sum of the program and 1 other Python that it started/);
    });

    test('says 143 of a program that SIGTERM ended', () => {
      const { status, stdout } = run('--no-view', WAYS_OUT, 'SIGTERM');
      expect(status).toBe(143);
      expect(stdout).not.toContain('function calls');
    });

    test('says what became of no program', () => {
      const before = readdirSync(folder);
      const { status, stdout, stderr } = run('nowhere.py');
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(readdirSync(folder)).toEqual(before);
      expect(stderr).toMatch(/can't open file .*\npyprof-view: there is no profile: the program ended with status 2/);
    });

    test.each([
      [['--python', '/nowhere/python', WAYS_OUT], 2, /\/nowhere\/python could not be started \(no such file/],
      [['-o', '/nowhere/out.prof', WAYS_OUT], 4, /\/nowhere\/out\.prof: there is no folder \/nowhere/],
      [['--baseline', '/nowhere/before.prof', WAYS_OUT], 3, /before\.prof: no such file or folder/],
      [['--lines', '--repeat', '2', WAYS_OUT], 2, /--lines makes runs longer, and --repeat is for their times/],
      [['--watch', '--repeat', '2', WAYS_OUT], 2, /--repeat would change nothing with --watch/],
      [['--watch', '--no-view', WAYS_OUT], 2, /--watch would change nothing with --no-view/],
      [['--repeat', '0', WAYS_OUT], 2, /not a whole number of 1 or more/],
      [['--baseline', EARLIER, '-s', 'time', WAYS_OUT], 2, /--sort would change nothing in the text of a comparison/],
      [['--baseline', WAYS_OUT, WAYS_OUT], 3, /ways_out\.py: /],
      [
        ['--baseline', OF_YAPPI, WAYS_OUT],
        2,
        /out\.prof and the profile of a run are not comparable: one was made by yappi/,
      ],
      [['--baseline', EARLIER, '-o', EARLIER, WAYS_OUT], 2, /would overwrite .*, which is read/],
      [['-o', '.', WAYS_OUT], 4, /cannot be written: it is a folder/],
      [['--restrict', '(', WAYS_OUT], 2, /--restrict \( is not a regular expression/],
      [[EARLIER], 2, /out\.prof is a profile, and not a program: pyprof-view \S+out\.prof shows it/],
      [['-o', WAYS_OUT, WAYS_OUT], 2, /would overwrite/],
      [['-o', join(FIXTURES, 'app.py'), WAYS_OUT], 2, /app\.py would replace a file that is not a profile/],
      [[], 2, /missing required argument 'script'/],
    ])('refuses %j before anything is run', (args, code, message) => {
      const { status, stdout, stderr } = run(...args);
      expect({ status, stdout }).toEqual({ status: code, stdout: '' });
      expect(stderr).toMatch(message);
    });

    test.skipIf(process.platform === 'win32')('refuses a pipe or a device as the profile, and leaves it', () => {
      const pipe = join(folder, 'pipe');
      expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
      const { status, stdout, stderr } = run('-o', pipe, WAYS_OUT, 'sys.exit');
      expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
      expect(stderr).toMatch(/pipe: cannot be written: it is not a regular file, and the profile is read back/);
      expect(statSync(pipe).isFIFO()).toBe(true);
    });

    test.each([[[]], [['--children', '-o', 'kept.prof']]])(
      'says where no temporary folder can be made, and runs nothing (%j)',
      (options) => {
        const words = [PROGRAM, 'run', '--python', python?.path ?? '', ...options, WAYS_OUT, 'sys.exit'];
        const env = { ...process.env, TMPDIR: join(folder, 'nowhere'), TEMP: join(folder, 'nowhere') };
        const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: folder, env });
        expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
        expect(stderr).toMatch(
          /nowhere: no temporary folder can be made there \(no such file or folder\): name another/,
        );
      },
    );

    test.skipIf(process.platform === 'win32')('writes the profile where a link leads', () => {
      symlinkSync('target.prof', join(folder, 'link.prof'));
      expect(run('--no-view', '-o', 'link.prof', WAYS_OUT, 'sys.exit').status).toBe(7);
      expect(lstatSync(join(folder, 'link.prof')).isSymbolicLink()).toBe(true);
      expect(existsSync(join(folder, 'target.prof'))).toBe(true);
    });

    test.skipIf(process.platform === 'win32')(
      'refuses a link into a folder that is not there, and runs nothing',
      () => {
        symlinkSync('nowhere/target.prof', join(folder, 'lost.prof'));
        const { status, stdout, stderr } = run('--no-view', '-o', 'lost.prof', WAYS_OUT, 'sys.exit');
        expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
        expect(stderr).toBe('pyprof-view: lost.prof: there is no folder ./nowhere. Nothing was written.\n');
      },
    );

    test.each([
      [2, 'the profiles are few.1.prof and few.2.prof, the shorter one is few'],
      [4, 'the profiles are few.1.prof to few.4.prof, the shorter of the two in the middle is few'],
    ])('--repeat %i says which of them is shown, where none is in the middle', (runs, sentence) => {
      expect(run('--repeat', String(runs), '-n', '1', '-o', 'few.prof', GROWS).stderr).toContain(sentence);
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
