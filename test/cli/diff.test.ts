import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');
const profile = (name: string): string => join(PROFILES, name, 'out.prof');
const [BEFORE, AFTER] = [profile('words-py311'), profile('words-py313')];

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-diff-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('diff', () => {
  test('says how much slower, where, and what was taken for what', async () => {
    const { stdout, exitCode, stderr } = await runCli(['diff', BEFORE, AFTER, '--top', '3']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^0\.264 s slower \(\+11\.5 %\)\.\n/);
    expect(stdout).toContain("6 files under '/opt/pythons/versions/3.11.7/lib/python3.11/' taken for those under");
    expect(stdout).toMatch(/py2_app\.py:14\(words\)\n/);
    expect(stdout).toMatch(/185 more functions of 188: [+-]\d\.\d{3} s of tottime/);
  });

  test.each([
    ['a profile against itself', BEFORE, BEFORE, /one and the same profile/],
    [
      'sampled against traced',
      profile('sampled-sudoku-pyo315'),
      profile('sudoku-py37'),
      /one was traced and the other sampled/,
    ],
    ['cProfile against profile', profile('words-py311'), profile('profile-py311'), /pure-Python profile/],
  ])('refuses %s, unless forced', async (_, before, after, why) => {
    const refused = await runCli(['diff', before, after]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(why);
    expect(refused.stderr).toContain('--force');
    expect((await runCli(['diff', before, after, '--force'])).exitCode).toBe(0);
  });

  test('of times that are no numbers has a tolerance of nothing, which hides nothing from a gate', async () => {
    const bad = (name: string): string => join(PROFILES, '../bad', name);
    const args = ['diff', bad('int-times.prof'), bad('nan-inf.prof'), '--force', '--format', 'json'];
    expect(JSON.parse((await runCli(args)).stdout)).toMatchObject({ tolerance: expect.any(Number) });
    const turned = ['diff', bad('nan-inf.prof'), bad('int-times.prof'), '--force', '--format', 'json'];
    expect(JSON.parse((await runCli(turned)).stdout)).toMatchObject({ tolerance: 0 });
  });

  test('refuses a run that is given twice on one side', async () => {
    const { exitCode, stderr } = await runCli(['diff', '--before', BEFORE, BEFORE, '--after', AFTER]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('one and the same') });
  });

  test.each([
    [['diff', BEFORE]],
    [['diff']],
    [['diff', '--before', BEFORE]],
    [['diff', BEFORE, AFTER, '--after', AFTER]],
    [['diff', BEFORE, AFTER, AFTER]],
    [['diff', BEFORE, AFTER, '--only', 'worse']],
    [['diff', BEFORE, AFTER, '--tolerance', 'much']],
    [['diff', BEFORE, AFTER, '--tolerance', '5']],
    [['diff', BEFORE, AFTER, '--fail-on', 'calls>0 calls']],
    [['diff', BEFORE, AFTER, '--map', 'x']],
    [['diff', BEFORE, AFTER, '--fail-on', 'cumtime<5']],
  ])('%j is wrong usage', async (args) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  test('exits 1 where a gate fails, after it has written everything, and says which function', async () => {
    const held = await runCli(['diff', BEFORE, AFTER, '--fail-on', 'total>50%']);
    expect(held.exitCode).toBe(0);
    const { exitCode, stdout, stderr } = await runCli([
      'diff',
      BEFORE,
      AFTER,
      '--fail-on',
      'total>5%',
      '--fail-on',
      'calls>1000000',
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'pyprof-view: total>5% does not hold: the whole profile 2.289 s -> 2.553 s (+0.264 s, +11.5 %).\n',
    );
    expect(stdout).toContain('FAILED total>5%: the whole profile');
    expect(stdout).toContain('held   calls>1000000');
  });

  test('compares the medians of several runs', async () => {
    const { stdout, exitCode } = await runCli(['diff', '--before', BEFORE, profile('words-py27'), '--after', AFTER]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('(medians of 2 runs)');
    expect(stdout).toMatch(/differ less than the runs among themselves \(noise/);
  });

  test('writes a file whole, and never over an input', async () => {
    const output = join(folder, 'diff.md');
    expect((await runCli(['diff', BEFORE, AFTER, '--format', 'markdown', '-o', output])).exitCode).toBe(0);
    expect(readFileSync(output, 'utf8')).toMatch(/^# Profile comparison\n/);
    const copy = join(folder, 'copy.prof');
    writeFileSync(copy, readFileSync(BEFORE));
    const clobber = await runCli(['diff', copy, AFTER, '-o', copy]);
    expect(clobber).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('would overwrite') });
    expect(readFileSync(copy).equals(readFileSync(BEFORE))).toBe(true);
    expect((await runCli(['diff', BEFORE, AFTER, '-o', join(folder, 'none/diff.md')])).exitCode).toBe(4);
  });
});
