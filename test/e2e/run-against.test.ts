import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEADLINE_MILLISECONDS } from '../deadline.ts';
import { findPythons, saySkipped } from '../python/pythons.ts';
import { PROGRAM } from './shell.ts';

const [python] = findPythons(6).slice(-1);
const hasGit = spawnSync('git', ['--version']).status === 0;
const isHere = python !== undefined && hasGit && process.platform !== 'win32';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pyprof-view-against-test-')));
const repository = join(folder, 'repository');
const temporary = join(folder, 'tmp');
const env: NodeJS.ProcessEnv = { ...process.env, TMPDIR: temporary };

const SLEEPS = 'import time, sys\n\ndef work():\n    time.sleep(%s)\n    print("done")\n\nwork()\nsys.exit(%d)\n';
const program = (seconds: number, status = 0): string =>
  SLEEPS.replace('%s', String(seconds)).replace('%d', String(status));

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: repository, encoding: 'utf8' });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

function run(args: readonly string[], options: { readonly cwd?: string; readonly path?: string } = {}) {
  const { cwd = repository, path = env['PATH'] } = options;
  return spawnSync(process.execPath, [PROGRAM, 'run', '--python', python?.path ?? '', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...env, PATH: path },
  });
}

function commit(text: string): void {
  writeFileSync(join(repository, 'app.py'), text);
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x', '--allow-empty');
}

beforeAll(() => {
  mkdirSync(repository);
  mkdirSync(temporary);
  if (!isHere) return;
  git('init', '-q');
  // a hook of the user is not run, and would be seen
  writeFileSync(join(repository, '.git/hooks/post-checkout'), '#!/bin/sh\ntouch hooked\n', { mode: 0o755 });
  commit(program(0.3)); // much, for where the machine is busy
});

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => writeFileSync(join(repository, 'app.py'), program(0)));

/** No work tree, in the folder for them or in git's own list. */
function expectNothingLeft(): void {
  expect(readdirSync(temporary).filter((name) => name.includes('against'))).toEqual([]);
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  expect(git('worktree', 'prune', '-v', '--dry-run')).toBe('');
}

describe.skipIf(!isHere)(
  isHere ? 'pyprof-view run --against' : saySkipped('no git or no Python is here: run --against is not tried'),
  () => {
    test('says how much faster the program is than in a revision, and in which functions', () => {
      commit(program(0.9)); // on a machine with a load of 20 the start of Python alone varies by half a second
      writeFileSync(join(repository, 'app.py'), program(0));
      const { status, stdout, stderr } = run(['--against', 'HEAD', '--repeat', '6', '-o', '../out.prof', 'app.py']);
      expect(status).toBe(0);
      expect(stdout.match(/^done$/gm)).toHaveLength(1);
      expect(stdout).toMatch(
        /^Wall time: (?:[\d.]+ times as fast|\d+ % faster) \([\d.]+ to [\d.]+(?: %)?, 6 runs each\)\.$/m,
      );
      expect(stdout).toMatch(/^Before is HEAD \([0-9a-f]{8}\), after is here, with 1 uncommitted change; /m);
      expect(stdout).toMatch(/^Peak memory +[\d.]+ [KM]iB +[\d.]+ [KM]iB /m);
      // a busy machine sleeps longer
      expect(stdout).toMatch(/^(?:[3-9]\d\d|\d{4,})\.\d+ .* 1 +1 +\{built-in method time\.sleep\}$/m);
      expect(stderr).toBe('pyprof-view: note: the profiles are ../out.before.prof and ../out.prof\n');
      expect(existsSync(join(folder, 'out.before.prof'))).toBe(true);
      expectNothingLeft();
      commit(program(0.3));
    });

    test('runs nothing that the settings of the repository name for git to watch files', () => {
      const watched = join(folder, 'watched');
      git('config', 'core.fsmonitor', `touch ${watched};`);
      const { status } = run(['--against', 'HEAD', '--repeat', '1', 'app.py']);
      git('config', '--unset', 'core.fsmonitor');
      expect({ status, isRun: existsSync(watched) }).toEqual({ status: 0, isRun: false });
      expectNothingLeft();
    });

    test.each(
      findPythons(6)
        .filter(({ minor }) => minor < 9)
        .slice(-1),
    )('says nothing of folders where Python 3.$minor names the program as it was typed', ({ path }) => {
      const { status, stderr } = run(['--python', path, '--against', 'HEAD', '--repeat', '1', 'app.py']);
      expect(status).toBe(0);
      expect(stderr).toMatch(
        /^pyprof-view: note: 1 run on each side cannot show .*\npyprof-view: note: the profiles are .*\n$/,
      );
    });

    test('compares with a folder', () => {
      const other = join(folder, 'other');
      mkdirSync(other);
      writeFileSync(join(other, 'app.py'), program(0.15));
      const { status, stdout } = run(['--against', '../other', '--repeat', '1', 'app.py']);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Wall time: .*\nBefore is \.\.\/other, after is here; /m);
    });

    test('a gate fails only where the program surely takes more', () => {
      const gated = (...args: readonly string[]) =>
        run(['--against', '../much', '--fail-on', 'memory>20%', ...args, 'app.py']);
      const allocating = (megabytes: number): string => `held = bytearray(${megabytes} << 20)\n`; // no load changes that
      mkdirSync(join(folder, 'much'));
      writeFileSync(join(folder, 'much', 'app.py'), allocating(20));
      expect(gated('--repeat', '6').status).toBe(0);
      writeFileSync(join(repository, 'app.py'), allocating(60));
      const { status, stderr } = gated('--repeat', '6');
      expect(status).toBe(1);
      expect(stderr).toMatch(/memory>20% does not hold: [\d.]+ times as much \(/);
      const undecided = gated('--repeat', '1');
      expect(undecided.status).toBe(2);
      expect(undecided.stderr).toMatch(/^.*note: 1 run on each side cannot show a difference; it takes at least 6$/m);
      expect(undecided.stderr).toMatch(
        /memory>20% is not decided: too few runs to tell \(1 each; --against needs at least 6\)/,
      );
    });

    test('a program that ends in another way is not compared', () => {
      writeFileSync(join(repository, 'app.py'), program(0, 3));
      const { status, stderr } = run(['--against', 'HEAD', 'app.py']);
      expect(status).toBe(3);
      expect(stderr).toMatch(
        /the program ended with status 0 in HEAD \(\w+\) and with status 3 here, so there is nothing/,
      );
      expectNothingLeft();
    });

    test.each([
      [['--against', 'no-such', 'app.py'], /--against no-such: there is no such folder, nor a revision of that name/],
      [['--against', '', 'app.py'], /--against needs a revision or a folder/],
      [['--against', '.', 'app.py'], /--against \. is the working folder/],
      [['--against', 'HEAD', 'new.py'], /new\.py is not there in HEAD/],
      [['--against', 'HEAD', '/elsewhere.py'], /\/elsewhere\.py is not below .*: both sides would run the same file/],
      [['--against', 'HEAD', '--memory', 'app.py'], /--memory would change nothing with --against/],
      [['--against', 'HEAD', '-n', '3', 'app.py'], /-n would change nothing with --against/],
      [['--fail-on', 'wall>5%', 'app.py'], /--fail-on needs --against/],
      [['--against', 'HEAD', '--fail-on', 'wall>5s', 'app.py'], /It must be one of wall, cpu, memory with a limit/],
    ])('refuses %j', (args, message) => {
      writeFileSync(join(repository, 'new.py'), program(0));
      const { status, stdout, stderr } = run(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(message);
      rmSync(join(repository, 'new.py'));
      expectNothingLeft();
    });

    test('says that the folder of a submodule is empty in a revision', () => {
      const module = join(folder, 'module');
      mkdirSync(module);
      writeFileSync(join(module, 'made.py'), 'one = 1\n');
      const commitAs = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x'];
      for (const words of [['init', '-q'], ['add', '-A'], commitAs]) git('-C', module, ...words);
      writeFileSync(join(repository, 'app.py'), 'from lib_module import made\n');
      git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'lib_module');
      git('add', '-A');
      git(...commitAs);
      const { status, stderr } = run(['--against', 'HEAD', 'app.py']);
      git('reset', '-q', '--hard', 'HEAD~1');
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /A revision has only the files that git tracks, and the folders of its submodules are empty there\.$/m,
      );
      expectNothingLeft();
    });

    test('says that a revision may be missing because the clone is shallow', () => {
      commit(program(0.3)); // much, for where the machine is busy
      git('clone', '-q', '--depth', '1', `file://${repository}`, join(folder, 'shallow'));
      const { status, stderr } = run(['--against', 'HEAD~1', 'app.py'], { cwd: join(folder, 'shallow') });
      expect(status).toBe(2);
      expect(stderr).toMatch(/nor a revision of that name in this repository, which has only its newest part/);
    });

    test('says that there is no git, or no repository', () => {
      expect(run(['--against', 'HEAD', 'app.py'], { path: '' }).stderr).toMatch(/no such folder, and no git to look/);
      const outside = run(['--against', 'HEAD', 'app.py'], { cwd: folder });
      expect(outside.stderr).toMatch(
        /no such folder, and git finds no repository around the working folder: not a git/,
      );
      expect(outside.status).toBe(2);
    });

    test('says why git could not check a revision out', () => {
      const place = join(repository, '.git/worktrees');
      rmSync(place, { recursive: true, force: true });
      writeFileSync(place, '');
      const { status, stderr } = run(['--against', 'HEAD', 'app.py']);
      rmSync(place);
      expect(status).toBe(2);
      expect(stderr).toMatch(/git could not check out HEAD in \S+: could not create /);
      expect(readdirSync(temporary).filter((name) => name.includes('against'))).toEqual([]);
    });

    test('a program that is not there at all says so as Python does', () => {
      const { status, stderr } = run(['--against', 'HEAD', '-m', 'no_such_module']);
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /No module named no_such_module\n.*no profile.*\npyprof-view: note: the run without a profile was the one here$/m,
      );
      expectNothingLeft();
    });

    test('says which files of here ran on the other side', () => {
      mkdirSync(join(repository, 'lib'));
      writeFileSync(join(repository, 'lib/shared.py'), 'def shared():\n    return 1\n');
      writeFileSync(
        join(repository, 'app.py'),
        `import sys\nsys.path.append(${JSON.stringify(join(repository, 'lib'))})\nimport shared\nshared.shared()\n`,
      );
      git('add', 'app.py');
      git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'leak');
      const { status, stderr } = run(['--against', 'HEAD', '--repeat', '1', 'app.py']);
      git('reset', '-q', '--hard', 'HEAD~1');
      expect(status).toBe(0);
      expect(stderr).toMatch(
        /the run in HEAD \(\w+\) used 1 file from here, such as lib\/shared\.py: what is installed from here/,
      );
    });

    test('Ctrl-C that ends git is no word about git', () => {
      const bin = join(folder, 'bin');
      mkdirSync(bin);
      writeFileSync(join(bin, 'git'), '#!/bin/sh\nkill -INT $$\n', { mode: 0o755 });
      const { status, stdout, stderr } = run(['--against', 'HEAD', 'app.py'], { path: `${bin}:${env['PATH']}` });
      expect({ status, stdout, stderr }).toEqual({ status: 130, stdout: '', stderr: '' });
      expectNothingLeft();
    });

    test('a signal while the runs are measured ends it without a word about the run that it cut', async () => {
      const log = join(folder, 'begun');
      writeFileSync(
        join(repository, 'app.py'),
        `import time\nwith open(${JSON.stringify(log)}, "a") as file:\n    file.write(".")\ntime.sleep(0.5)\n`,
      );
      const words = [PROGRAM, 'run', '--python', python?.path ?? '', '--against', 'HEAD', 'app.py'];
      const child = spawn(process.execPath, words, { cwd: repository, env, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.on('data', (data) => (said += data));
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      // the first run here is under the profiler, the second is measured
      await vi.waitUntil(() => existsSync(log) && statSync(log).size === 2, { timeout: DEADLINE_MILLISECONDS });
      child.kill('SIGTERM');
      expect({ status: await ended, said }).toEqual({ status: 143, said: '' });
      expectNothingLeft();
    });

    test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
      'leaves no work tree behind when %s ends it',
      async (signal) => {
        const marked = join(folder, `marked-${signal}`);
        commit(`open(${JSON.stringify(marked)}, "w").close()\n${program(0)}`);
        writeFileSync(join(repository, 'app.py'), `print("begun", flush=True)\n${program(20)}`);
        const words = [PROGRAM, 'run', '--python', python?.path ?? '', '--against', 'HEAD', 'app.py'];
        const child = spawn(process.execPath, words, { cwd: repository, env, stdio: ['ignore', 'pipe', 'ignore'] });
        const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
        await new Promise((resolve) => child.stdout.once('data', resolve));
        expect(git('worktree', 'list').trim().split('\n')).toHaveLength(2);
        child.kill(signal);
        expect(await ended).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
        expect(existsSync(marked)).toBe(false); // the other side was not begun
        expectNothingLeft();
      },
    );
  },
);
