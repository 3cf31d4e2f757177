import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const SNAPSHOTS = join(FIXTURES, 'snapshots/py312');
const PROFILE = join(SNAPSHOTS, 'out.prof');
const BEFORE = join(SNAPSHOTS, 'before.tracemalloc');
const AFTER = join(SNAPSHOTS, 'after.tracemalloc');
const LINES = join(FIXTURES, 'lineprof/lp_report/out.lprof');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-measured-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('without a terminal', () => {
  test('--memory adds live memory below the functions', async () => {
    const plain = await runCli([PROFILE]);
    const { exitCode, stdout } = await runCli(['--memory', AFTER, PROFILE]);
    expect(exitCode).toBe(0);
    expect(stdout.startsWith(plain.stdout)).toBe(true);
    expect(stdout.slice(plain.stdout.length)).toMatch(
      /^\nLive memory in .*after\.tracemalloc: 92\.7 KiB in 396 blocks\n/,
    );
  });

  test('a second --memory tells the growth', async () => {
    const { stdout } = await runCli(['--memory', BEFORE, '--memory', AFTER, PROFILE]);
    expect(stdout).toMatch(/before\.tracemalloc -> .*after\.tracemalloc: .* since the first snapshot\n/);
  });

  test('--python-version tells classes and pools where the paths do not', async () => {
    expect((await runCli(['--memory', BEFORE, PROFILE])).stdout).not.toContain('pools of');
    expect((await runCli(['--memory', BEFORE, '--python-version', '3.9', PROFILE])).stdout).toContain('pools of 4 KiB');
  });

  test('--lines adds the measured lines', async () => {
    const { stdout } = await runCli(['--lines', LINES, PROFILE]);
    expect(stdout).toMatch(/\nMeasured lines in .*out\.lprof\n/);
  });

  test.each([
    ['the source of a function', ['source', join(FIXTURES, 'hints/deepcopy/bad-py311.prof'), 'job_settings']],
    ['a report without hints', ['report', '--section', 'source', PROFILE]],
  ])('beside %s --lines of another program is told to change nothing', async (_, args) => {
    const { stderr } = await runCli([...args, '--lines', LINES]);
    expect(stderr).toMatch(/--lines changes nothing: none of its \d+ functions? is in this profile/);
  });

  test('a gzipped snapshot is read as it is', async () => {
    const path = join(folder, 'after.gz');
    writeFileSync(path, gzipSync(readFileSync(AFTER)));
    expect((await runCli(['--memory', path, PROFILE])).stdout).toContain('396 blocks');
  });
});

describe.skipIf(process.platform === 'win32')('a device that never ends', () => {
  test.each(['--memory', '--lines'])('%s /dev/zero is refused by its first bytes', async (option) => {
    const { exitCode, stderr } = await runCli([option, '/dev/zero', PROFILE]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/\/dev\/zero: the file is not a pickle/);
  });
});

describe('a file in the place of another', () => {
  test.each([
    ['a snapshot as the profile', [BEFORE], /is a tracemalloc snapshot .* Give it with --memory/],
    ['line times as the profile', [LINES], /is line_profiler's \.lprof .* Give it with --lines/],
    ['a profile as the snapshot', ['--memory', PROFILE, PROFILE], /is a profile .* Give it as an argument/],
    ['line times as the snapshot', ['--memory', LINES, PROFILE], /Give it with --lines/],
    ['a snapshot as line times', ['--lines', AFTER, PROFILE], /Give it with --memory/],
    [
      'text as the snapshot',
      ['--memory', join(FIXTURES, 'README.md'), PROFILE],
      /is plain text\. Make a snapshot with/,
    ],
    ['a folder as the snapshot', ['--memory', SNAPSHOTS, PROFILE], /it is a folder/],
  ])('%s: exit 3 and what to do', async (_, args, said) => {
    const { exitCode, stderr } = await runCli(args);
    expect(stderr).toMatch(said);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(exitCode).toBe(3);
  });
});

describe('what makes no sense is a wrong usage', () => {
  test.each([
    [
      'a snapshot without a profile',
      ['--memory', AFTER],
      /no profile given: --memory and --lines are shown beside one/,
    ],
    ['three snapshots', ['--memory', AFTER, '--memory', AFTER, '--memory', AFTER, PROFILE], /one snapshot, or two/],
    ['a version that is none', ['--python-version', 'new', PROFILE], /not a version like 3\.11/],
  ])('%s', async (_, args, said) => {
    const { exitCode, stderr } = await runCli(args);
    expect(stderr).toMatch(said);
    expect(exitCode).toBe(2);
  });
});

describe('source', () => {
  const ledger = ['--map', `/srv/ledger=${join(FIXTURES, 'snapshots')}`];

  test('--memory tells what is alive of each line', async () => {
    const { stdout } = await runCli(['source', '--memory', AFTER, ...ledger, PROFILE, 'post']);
    expect(stdout).toMatch(/ +alive +blocks +line\n/);
    expect(stdout).toMatch(/ 5664 B +156 +18 {2} +ledger\.append\(Entry\(label\(number\), float\(number\)\)\)/);
  });

  test('without it there is no such column', async () => {
    expect((await runCli(['source', ...ledger, PROFILE, 'post'])).stdout).not.toContain('alive');
  });
});

describe('report', () => {
  test('--memory adds what is alive, by function and by line, and the command tells it', async () => {
    const { stdout } = await runCli(['report', '--memory', AFTER, PROFILE]);
    expect(stdout).toContain('## Live memory');
    expect(stdout).toMatch(/\| 5664 B \| 156 \| 36 B \| `~ledger\/ledger\.py:16\(post\)` \|/);
    expect(stdout).toMatch(/\| `ledger\/ledger\.py:18` \| 156 blocks \(5664 B\) of at most 512 B: 2 size classes/);
    expect(stdout).toMatch(/pyprof-view report .* --memory /);
    expect((await runCli(['report', PROFILE])).stdout).not.toContain('Live memory');
  });
});
