import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { marshalProfile } from '../../src/export/marshal.ts';
import { PRACTICES_PAGE } from '../../src/hints/practice.ts';
import { PRACTICES } from '../../src/hints/practices.ts';
import { RULES } from '../../src/hints/rules.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { DISTORTIONS } from '../../src/views/distortions.ts';
import { collecting, contextOf, runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/hints');
const DEEPCOPY = join(FIXTURES, 'deepcopy/bad-py311.prof');
const CLEAN = join(FIXTURES, 'deepcopy/good-py311.prof');
const ARTICLE = join(FIXTURES, '../hint-practices/article-py313.prof');
const SLOTS = join(FIXTURES, 'slots/bad-py313.prof');

type Document = {
  readonly schemaVersion: number;
  readonly totalTime: number;
  readonly hints: readonly Record<string, unknown>[];
  readonly notes: readonly string[];
  readonly practices?: readonly Record<string, unknown>[];
  readonly looked?: { readonly sentences: readonly string[] };
  readonly candidates?: readonly { readonly why: string }[];
};

async function documentOf(...args: readonly string[]): Promise<Document> {
  return JSON.parse((await runCli(['hints', '--json', ...args])).stdout) as Document;
}

test('calls that cProfile mixed up are noted: their hints would be missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-threads-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
  builder.setRow('/usr/lib/python3.13/threading.py', 1, '_bootstrap_inner', numbers);
  builder.endEdges();
  const dump = join(folder, 'threads.prof');
  writeFileSync(dump, Buffer.concat([...marshalProfile(builder.finish('traced', []))]));
  expect((await runCli(['hints', dump])).stderr).toContain('the calls of all threads as if one had made them');
});

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

  test('gives way to JSON in a file that is named so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-hints-json-'));
    const output = join(folder, 'hints.JSON');
    expect((await runCli(['hints', DEEPCOPY, '-o', output])).exitCode).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe((await runCli(['hints', DEEPCOPY, '--json'])).stdout);
    rmSync(folder, { recursive: true });
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
    expect(stdout).toMatch(/^ {3}brings {6}[a-z ,]+:\s+[\d.]+ times as fast\s+on 3\.13/m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect((await runCli(['hints', '--level', 'possible', ARTICLE])).stdout).not.toContain('append-loop');
  });

  test('that are slower are no advice: they are named in one sentence behind the others', async () => {
    const { stdout } = await runCli(['hints', '--level', 'practice', ARTICLE]);
    expect(stdout).not.toContain('slower, so leave it as it is');
    const sentence = /\n\nLeave as it is what common advice would only make slower,[\s\S]*? in collected\.\n/.exec(
      stdout,
    );
    expect(sentence?.[0]).toContain('nested-loops at article.py:121 in combinations');
    expect(sentence?.index).toBeGreaterThan(stdout.lastIndexOf('\npractice: '));
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
    const { stdout } = await runCli(['hints', '--about', 'practices']);
    expect(stdout).toContain('# Practices');
    expect(stdout).toContain('`list-pop0`');
    expect(stdout).toMatch(/^Names such as `([a-z0-9-]+)` are rules: `pyprof-view hints --about \1` prints/m);
    expect(stdout).not.toMatch(/\]\(|\.md\b/);
    expect((await runCli(['hints', '--about', 'bind-local'])).stdout).toContain('# Practices');
  });

  test('and rules have pages that are wrapped for a terminal, and Markdown for everything else', async () => {
    const shown: Buffer[] = [];
    await main(['hints', '--about', 'in-list'], contextOf(collecting(shown, true), collecting([])));
    const lines = Buffer.concat(shown).toString().split('\n');
    expect(lines[0]).toBe(' in-list: membership tests on a list');
    expect(lines.some((line) => /^ {2}Python 3\.\S+ .* {2}KiB before {2}KiB after$/.test(line))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    const { stdout } = await runCli(['hints', '--about', 'in-list']);
    expect(stdout).toMatch(/^# in-list: membership tests on a list\n/);
    expect(stdout).toMatch(/^\| Python 3\.\S+ \| .* \| KiB after \|$/m);
  });
});

describe('--explain', () => {
  test('starts with what was looked at and which patterns stand there', async () => {
    const { stdout } = await runCli(['hints', '--explain', DEEPCOPY]);
    const [looked, patterns, hint] = [
      /of your \d+ functions? w/,
      /^Patterns in what was looked at:$/m,
      /^1\. confirmed/m,
    ].map((part) => stdout.search(part));
    expect(looked).toBeGreaterThan(0);
    expect(patterns).toBeGreaterThan(looked ?? 0);
    expect(hint).toBeGreaterThan(patterns ?? 0);
    expect(stdout).toMatch(/^ {3}deepcopy: 1 place, 1 reported$/m);
  });

  test('says nothing twice where there is no hint', async () => {
    const { stdout } = await runCli(['hints', '--explain', CLEAN]);
    expect(stdout.match(/^Own code: /gm)).toHaveLength(1);
  });

  test('is in JSON with the same', async () => {
    expect((await documentOf('--explain', DEEPCOPY)).looked?.sentences[0]).toMatch(/functions? w/);
  });
});

describe('--lines', () => {
  const PROFILE = join(FIXTURES, '../hint-lines/lines-py313.prof');
  const LINES = join(FIXTURES, '../hint-lines/lines.lprof');

  test('confirms by the time of a line what own time only made likely', async () => {
    const before = (await documentOf(PROFILE)).hints;
    const [hint, ...others] = (await documentOf('--lines', LINES, PROFILE)).hints;
    expect(before.map(({ level }) => level)).toEqual(['likely', 'likely', 'likely']);
    expect(others).toEqual([]);
    expect(hint).toMatchObject({ rule: 'in-list', level: 'confirmed', line: 7, isUpperBound: false });
    expect(hint?.['evidence']).toMatchObject([{ kind: 'line-time' }, { kind: 'self-time' }]);
  });

  test('refuses what own time was wrong about, and says what the line took', async () => {
    const { stdout } = await runCli(['hints', '--explain', '--lines', LINES, PROFILE]);
    const text = stdout.replace(/\n +/g, ' ');
    expect(text).toMatch(
      /- list-plus lines\.py:8 in distinct: line_profiler: line 8 took 0\.5 % of distinct, in 900 runs/,
    );
    expect(text).toMatch(/- str-concat-quad lines\.py:21 in fill: line_profiler: line 21 took 0\.0 % of Page\.fill/);
  });

  test('changes nothing of functions that were not measured', async () => {
    const { hints, notes } = await documentOf('--lines', LINES, DEEPCOPY);
    expect(hints).toEqual((await documentOf(DEEPCOPY)).hints);
    expect(notes).toContain('--lines changes nothing: none of its 2 functions is in this profile');
    expect((await documentOf('--lines', LINES, PROFILE)).notes.join()).not.toContain('changes nothing');
  });

  test('of a file that is no line profile is told so', async () => {
    expect((await runCli(['hints', '--lines', DEEPCOPY, PROFILE])).exitCode).toBe(3);
  });
});

test('a snapshot of another program is told to change nothing, one of this program is not', async () => {
  const ofOther = join(FIXTURES, '../snapshots/py311/after.tracemalloc');
  const array = join(FIXTURES, '../hints/array/bad-py311');
  const said = '--memory changes nothing: the snapshot has no line of your files in this profile';
  expect((await documentOf('--memory', ofOther, DEEPCOPY)).notes).toContain(said);
  expect((await documentOf('--memory', `${array}.tracemalloc`, `${array}.prof`)).notes).not.toContain(said);
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

test('an unknown rule is refused with the way to the names of all', async () => {
  const { exitCode, stderr } = await runCli(['hints', '--rule', 'nonsense', DEEPCOPY]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('There is no such rule. All of them: pyprof-view hints --rules.\n');
});

test('--rules lists each rule and practice on a line, by a name that --about and --rule take', async () => {
  const { exitCode, stdout, stderr } = await runCli(['hints', '--rules']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const names = stdout
    .trimEnd()
    .split('\n')
    .map((line) => /^([a-z0-9-]+) {2,}\S/.exec(line)?.[1] ?? line);
  const known = [...RULES, ...PRACTICES].map(({ id }) => id);
  expect(names.filter((name) => name !== PRACTICES_PAGE)).toEqual(known);
  expect(await runCli(['hints', '--about', names.at(-1) ?? ''])).toMatchObject({ exitCode: 0 });
});

test.each(Object.keys(DISTORTIONS))(
  '--about %s prints the page of all distortions, which tells of it',
  async (kind) => {
    const { exitCode, stdout } = await runCli(['hints', '--about', kind]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('# Distortions\n');
    expect(stdout).toContain(`## ${kind}\n`);
  },
);

test('a distortion names the page that it has', async () => {
  const { stdout } = await runCli(['hints', join(FIXTURES, '../hint-distortions/text-py311.prof')]);
  expect(stdout).toContain('pyprof-view hints --about slowed-text');
});

describe('--arguments', () => {
  const PROFILE = join(FIXTURES, '../hint-arguments/repeats-py313.prof');
  const COUNTS = join(FIXTURES, '../hint-arguments/repeats-py313.arguments.json');

  test('tells of functions that got the same again, on the evidence that a run counted', async () => {
    const { hints } = await documentOf('--arguments', COUNTS, PROFILE);
    const tax = hints.find((hint) => hint['function'] === 'tax');
    expect(tax).toMatchObject({ rule: 'call-again', level: 'confirmed', line: 48, lines: [42, 48, 104] });
    expect(tax?.['evidence']).toMatchObject([{ kind: 'edge' }, { kind: 'arguments' }]);
  });

  test('changes nothing of functions that were not counted', async () => {
    const { hints, notes } = await documentOf('--arguments', COUNTS, DEEPCOPY);
    expect(hints).toEqual((await documentOf(DEEPCOPY)).hints);
    expect(notes.join()).toMatch(/--arguments changes nothing: none of its \d+ functions is in this profile/);
    expect((await documentOf('--arguments', COUNTS, PROFILE)).notes.join()).not.toContain('changes nothing');
  });

  test('is in a report too, and refused where the report has no hints', async () => {
    const report = await runCli(['report', '--section', 'hints', '--sources', 'any', '--arguments', COUNTS, PROFILE]);
    expect(report.stdout).toContain('3,000 calls of tax had 6 different arguments');
    const without = await runCli(['report', '--section', 'functions', '--arguments', COUNTS, PROFILE]);
    expect(without).toMatchObject({ exitCode: 2, stdout: '' });
    expect(without.stderr).toContain('--arguments changes nothing in --section functions: it is for the section hints');
  });

  test('is refused beside the list of functions, which has no hints', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--arguments', COUNTS, PROFILE]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('pyprof-view hints prints them, and takes --arguments too');
  });

  test.each([
    ['a profile', PROFILE, /is a profile/],
    ['a snapshot', join(FIXTURES, '../hint-lines/lines.lprof'), /not what run --arguments writes|is line_profiler/],
    ['/dev/zero', '/dev/zero', /not what run --arguments writes/],
    ['nothing', '/nowhere/counts.json', /no such file/],
  ])('of %s says what it is', async (_, path, said) => {
    const { exitCode, stdout, stderr } = await runCli(['hints', '--arguments', path, PROFILE]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatch(said);
  });

  test('is no place for the hints themselves', async () => {
    const { exitCode } = await runCli(['hints', '--arguments', COUNTS, '-o', COUNTS, PROFILE]);
    expect(exitCode).toBe(2);
  });
});
