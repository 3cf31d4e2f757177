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
    expect(stdout).toMatch(/^The calls differ: 5?\d+ functions called/);
    expect(stdout).toMatch(
      /\nTotal time 2\.289 s -> 2\.553 s \(\+0\.264 s, \+11\.5 %; .* per call\): a single run cannot tell noise/,
    );
    expect(stdout).toContain("6 files under '/opt/pythons/versions/3.11.7/lib/python3.11/' taken for those under");
    expect(stdout).toMatch(/py2_app\.py:14\(words\)\n/);
    expect(stdout).toMatch(/185 more functions of 188: [+-]\d\.\d{3} s of tottime/);
  });

  test.each([
    ['a profile against itself', BEFORE, BEFORE, /out\.prof is given twice/],
    [
      'sampled against traced',
      profile('sampled-sudoku-pyo315'),
      profile('sudoku-py37'),
      /one was made by a sampler, which counts samples and no calls, the other by cProfile/,
    ],
    [
      'cProfile against profile',
      profile('words-py311'),
      profile('profile-py311'),
      /by cProfile, .* by the pure-Python profile/,
    ],
    ['yappi against cProfile', profile('yappi-deb'), profile('words-py311'), /by yappi, .* by cProfile/],
    [
      'yappi against profile',
      profile('yappi-deb'),
      profile('profile-py311'),
      /by yappi, .* by the pure-Python profile/,
    ],
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

  test('says whose code the gates on any function looked at', async () => {
    const args = ['diff', BEFORE, AFTER, '--fail-on', 'calls>1000000', '--fail-on', 'total-calls>500%'];
    const text = await runCli(args);
    expect(text.stdout).toMatch(/\nheld calls>1000000 \(own code: py2_app\.py\b.*\)\nheld total-calls>500%\n/);
    const markdown = await runCli([...args, '--format', 'md']);
    expect(markdown.stdout).toMatch(
      /\n- held `calls>1000000` \(own code: `py2_app\.py`.*\)\n- held `total-calls>500%`\n/,
    );
    const json = await runCli([...args, '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ gateOn: 'mine', ownCode: expect.arrayContaining(['py2_app.py']) });
    const all = await runCli([...args, '--gate-on', 'all']);
    expect(all.stdout).toContain('held calls>1000000\n');
    const none = await runCli(['diff', BEFORE, AFTER, '--format', 'json']);
    expect(JSON.parse(none.stdout)).toMatchObject({ gateOn: null, ownCode: null });
  });

  test('names what exceeded the limit of a gate, and is not one of the own functions', async () => {
    const args = ['diff', BEFORE, AFTER, '--fail-on', 'calls>0', '--mine', 're'];
    const other =
      /\nheld calls>0 \(.*\); \d+ other functions exceeded it: most of all .*, \+[\d,]+ \(--gate-on all counts them\)\n/;
    const text = await runCli(args);
    expect(text.stdout).toMatch(other);
    const failed = await runCli(['diff', AFTER, BEFORE, '--fail-on', 'calls>0', '--mine', 'py2_app.py']);
    expect(failed.stdout).toMatch(
      /\nFAILED calls>0 \(own code.*\): \d+ other functions exceeded it: most of all .*, \+[\d,]+ \(--gate-on all counts them\)\n/,
    );
    const { gates } = JSON.parse((await runCli([...args, '--format', 'json'])).stdout);
    expect(gates).toMatchObject([{ status: 'held', failures: [] }]);
    const all = JSON.parse((await runCli([...args, '--format', 'json', '--gate-on', 'all'])).stdout);
    expect(all.gates).toMatchObject([{ status: 'failed', failures: gates[0].passedOver, passedOver: [] }]);
  });

  test('refuses a run that is given twice on one side', async () => {
    const { exitCode, stderr } = await runCli(['diff', '--before', BEFORE, BEFORE, '--after', AFTER]);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`${BEFORE} is given twice`),
    });
  });

  test('names two files that hold one profile', async () => {
    const copy = join(folder, 'renamed.prof');
    writeFileSync(copy, readFileSync(BEFORE));
    const { exitCode, stderr } = await runCli(['diff', '--before', BEFORE, '--after', AFTER, copy]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${BEFORE} and ${copy} are not comparable: they are one and the same profile`);
  });

  test('lists what a restriction leaves', async () => {
    const { stdout } = await runCli(['diff', BEFORE, AFTER, '--restrict', String.raw`py2_app\.py`, '--restrict', '2']);
    const listed = stdout.split('\n').filter((line) => /\)$/.test(line) && line.includes('.py:'));
    expect(listed.length).toBe(2);
    for (const line of listed) expect(line).toMatch(/py2_app\.py:\d+\(/);
    const bad = await runCli(['diff', BEFORE, AFTER, '--restrict', '(']);
    expect({ exitCode: bad.exitCode, stderr: bad.stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('( is not a regular expression'),
    });
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
    const held = await runCli(['diff', BEFORE, AFTER, '--fail-on', 'total-calls>500%']);
    expect(held.exitCode).toBe(0);
    const gates = ['--fail-on', 'calls(py2_app.py:14(words))>1000000', '--fail-on', 'total-calls>0'];
    const { exitCode, stdout, stderr } = await runCli(['diff', AFTER, BEFORE, ...gates]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^pyprof-view: total-calls>0 does not hold: the whole profile [\d,]+ -> [\d,]+ \(\+.*\)\.\n$/,
    );
    expect(stdout).toContain('FAILED total-calls>0: the whole profile');
    expect(stdout).toContain('held calls(py2_app.py:14(words))>1000000');
  });

  test('exits 2 where a gate could not be decided, after it has written everything, unless told to let it pass', async () => {
    const gates = ['--fail-on', 'total>50%', '--fail-on', 'tottime>25%'];
    const { exitCode, stdout, stderr } = await runCli(['diff', BEFORE, AFTER, ...gates]);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('NOT DECIDED total>50%: 1 run before, 1 after; a gate on time needs 5 on each side');
    expect(stderr).toMatch(
      /^pyprof-view: total>50%, tottime>25% are not decided: 1 run before, 1 after; .*--undecided pass/,
    );
    const passed = await runCli(['diff', BEFORE, AFTER, ...gates, '--undecided', 'pass']);
    expect({ exitCode: passed.exitCode, stderr: passed.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(passed.stdout).toBe(stdout);
    const failed = await runCli(['diff', AFTER, BEFORE, ...gates, '--fail-on', 'total-calls>0']);
    expect(failed.exitCode).toBe(1);
  });

  test('exits 2 for a gate on a function that is gone, in one sentence', async () => {
    const { exitCode, stdout, stderr } = await runCli(['diff', BEFORE, AFTER, '--fail-on', 'calls(gone_function)>0']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('calls(gone_function)>0: no function matches gone_function.');
  });

  test('compares several runs with one', async () => {
    const { stdout, exitCode } = await runCli(['diff', '--before', BEFORE, profile('words-py27'), '--after', AFTER]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('out.prof (2 runs)');
    expect(stdout).toMatch(/differ no more than the runs of one side do;/);
  });

  test('writes a file whole, and never over an input', async () => {
    const output = join(folder, 'diff.md');
    expect((await runCli(['diff', BEFORE, AFTER, '-o', output])).exitCode).toBe(0);
    expect(readFileSync(output, 'utf8')).toMatch(/^# Profile comparison\n/);
    const copy = join(folder, 'copy.prof');
    writeFileSync(copy, readFileSync(BEFORE));
    const clobber = await runCli(['diff', copy, AFTER, '--format', 'text', '-o', copy]);
    expect(clobber).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('would overwrite') });
    expect(readFileSync(copy).equals(readFileSync(BEFORE))).toBe(true);
    expect((await runCli(['diff', BEFORE, AFTER, '-o', join(folder, 'none/diff.md')])).exitCode).toBe(4);
  });
});
