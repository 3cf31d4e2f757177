import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/hints');
const DEEPCOPY = join(FIXTURES, 'deepcopy/bad-py311.prof');
const CLEAN = join(FIXTURES, 'deepcopy/good-py311.prof');
const ARTICLE = join(FIXTURES, '../hint-practices/article-py313.prof');
const SLOTS = join(FIXTURES, 'slots/bad-py313.prof');

type Document = {
  readonly schemaVersion: number;
  readonly totalTime: number;
  readonly hints: readonly Record<string, unknown>[];
  readonly practices?: readonly Record<string, unknown>[];
  readonly candidates?: readonly { readonly why: string }[];
};

async function documentOf(...args: readonly string[]): Promise<Document> {
  return JSON.parse((await runCli(['hints', '--json', ...args])).stdout) as Document;
}

describe('the text', () => {
  test('says where, how sure, on what evidence, what it may save and what to write instead', async () => {
    const { stdout, exitCode } = await runCli(['hints', DEEPCOPY]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^1 hint for the .* of this profile: 1 confirmed[.;]/m);
    expect(stdout).toMatch(/confirmed: .*\[deepcopy\]/);
    expect(stdout).toMatch(/bad\.py:7 in job_settings: \d+ % of the time/);
    expect(stdout).toMatch(/4,000 calls of copy\.deepcopy from job_settings/);
    expect(stdout).toContain('pyprof-view hints --about deepcopy');
  });

  test('fits into 80 columns', async () => {
    const { stdout } = await runCli(['hints', '--explain', '--level', 'possible', DEEPCOPY]);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('says that there is nothing to say', async () => {
    expect((await runCli(['hints', CLEAN])).stdout).toMatch(/^No hints for the .* of this profile/);
  });

  test('explains each place that matched', async () => {
    const { stdout } = await runCli(['hints', '--explain', DEEPCOPY]);
    expect(stdout).toMatch(/^ {3}\+ deepcopy bad\.py:7 in job_settings: /m);
  });
});

describe('JSON', () => {
  test('has what docs promise of a hint', async () => {
    const { schemaVersion, hints } = await documentOf(DEEPCOPY);
    expect(schemaVersion).toBe(2);
    expect(hints).toHaveLength(1);
    expect(hints[0]).toMatchObject({
      rule: 'deepcopy',
      level: 'confirmed',
      file: 'bad.py',
      line: 7,
      function: 'job_settings',
      functionLine: 6,
      saving: { unit: 'seconds' },
      evidence: [{ kind: 'edge' }],
      article: 'evaluations-outside-loop',
      documentation: 'pyprof-view hints --about deepcopy',
    });
  });

  test('has the candidates only if asked', async () => {
    expect((await documentOf(DEEPCOPY)).candidates).toBeUndefined();
    expect((await documentOf('--explain', DEEPCOPY)).candidates?.length).toBeGreaterThan(0);
  });

  test('counts bytes where a snapshot is the evidence', async () => {
    const memory = join(FIXTURES, 'slots/bad-py313.tracemalloc');
    const { hints } = await documentOf('--memory', memory, SLOTS);
    expect(hints[0]).toMatchObject({ rule: 'slots', level: 'confirmed', saving: { unit: 'bytes' } });
    expect((await documentOf(SLOTS)).hints).toEqual([]);
  });
});

describe('practices', () => {
  test('stand below the hints where they are asked for, with what they bring on this Python', async () => {
    const { stdout } = await runCli(['hints', '--level', 'practice', ARTICLE]);
    expect(stdout).toMatch(/^practice: .* \[append-loop\]\n {3}article\.py:\d+ in shouted$/m);
    expect(stdout).toMatch(/^ {3}brings {6}[\d.]+ times as fast on 3\.13: /m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect((await runCli(['hints', '--level', 'possible', ARTICLE])).stdout).not.toContain('append-loop');
  });

  test('are never counted, and no gate looks at them', async () => {
    const countIn = (stdout: string): string => stdout.split('\n')[0] ?? '';
    const [all, possible] = [
      await runCli(['hints', '--level', 'practice', '--rule', 'append-loop', '--fail-on', 'possible', ARTICLE]),
      await runCli(['hints', '--level', 'possible', '--rule', 'array', ARTICLE]),
    ];
    expect(all.exitCode).toBe(0);
    expect(countIn(all.stdout)).toBe(countIn(possible.stdout));
    expect((await runCli(['hints', '--fail-on', 'practice', ARTICLE])).exitCode).toBe(2);
  });

  test('are asked for by name only together with their level', async () => {
    const { exitCode, stderr } = await runCli(['hints', '--rule', 'append-loop', ARTICLE]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('append-loop is a practice, and those are shown with --level practice');
  });

  test('are in JSON beside the hints, and only if asked', async () => {
    const { practices, hints } = await documentOf('--level', 'practice', ARTICLE);
    expect(practices?.length).toBeGreaterThan(10);
    expect(hints.filter(({ level }) => level === 'practice')).toEqual([]);
    expect((await documentOf(ARTICLE)).practices).toBeUndefined();
  });

  test('have one page together', async () => {
    expect((await runCli(['hints', '--about', 'practices'])).stdout).toContain('# Practices');
  });
});

describe('the gate', () => {
  test('fails with 1 where a hint is as sure as that, after the output', async () => {
    const { exitCode, stdout, stderr } = await runCli(['hints', '--fail-on', 'confirmed', DEEPCOPY]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('[deepcopy]');
    expect(stderr).toContain('--fail-on confirmed does not hold: deepcopy at bad.py:7');
  });

  test('holds where there is none', async () => {
    expect((await runCli(['hints', '--fail-on', 'confirmed', CLEAN])).exitCode).toBe(0);
    expect((await runCli(['hints', '--fail-on', 'likely', '--rule', 'slots', DEEPCOPY])).exitCode).toBe(0);
  });
});

test('an unknown rule is refused with the names of all', async () => {
  const { exitCode, stderr } = await runCli(['hints', '--rule', 'nonsense', DEEPCOPY]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('str-concat-quad');
});
