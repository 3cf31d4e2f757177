import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');
const profile = (name: string): string => join(ROOT, 'fixtures/profiles', name, 'out.prof');

let folder = '';

/** What the jobs have after their profiling step: runs of each side, and the program on the path. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-ci-'));
  writeFileSync(
    join(folder, 'pyprof-view'),
    `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'bin/pyprof-view.js')}' "$@"\n`,
  );
  chmodSync(join(folder, 'pyprof-view'), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Eight runs a side. Each has times of its own: a profile against itself is refused. */
function place(before: string, after: string): void {
  for (let run = 1; run <= 8; run++) {
    writeFileSync(join(folder, `before-${run}.prof`), madeRun(before, run));
    writeFileSync(join(folder, `after-${run}.prof`), madeRun(after, run + 8));
  }
}

/** The dump with the last digit of one time changed: as good a run as any, with its own numbers. */
function madeRun(name: string, run: number): Uint8Array {
  const bytes = readFileSync(profile(name));
  const at = bytes.indexOf('g'); // marshal: a double of eight bytes follows
  bytes[at + 1] = run;
  return bytes;
}

/** As a runner runs a step: `bash -e`, in the checkout. */
function run(script: string, env: Readonly<Record<string, string>> = {}) {
  const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, ...env },
  });
  return { status: done.status, stderr: done.stderr };
}

function file(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function block(language: string, after: string): string {
  const found = new RegExp(`${after}[\\s\\S]*?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(PAGE)?.[1];
  if (found === undefined) throw new Error(`no ${language} block after ${after}`);
  return found;
}

/** The indented lines of each `|` block, and what stands behind `key:` or `-` in one line. */
function scripts(yaml: string, key: string): readonly string[] {
  const blocks = [...yaml.matchAll(new RegExp(`^( *)${key} ?\\|\\n((?:\\1  .*\\n|\\n)+)`, 'gm'))];
  return blocks.map(([, , text = '']) =>
    text.replace(new RegExp(`^ {${/^ */.exec(text)?.[0].length ?? 0}}`, 'gm'), ''),
  );
}

describe('the GitHub job of docs/ci.md', () => {
  const steps = scripts(block('yaml', '## GitHub Actions'), 'run:');
  const compare = steps.find((step) => step.includes('GITHUB_STEP_SUMMARY')) ?? '';
  const gate = steps.find((step) => step.startsWith('test "$STATUS"')) ?? '';

  function runJob(): { readonly compare: number | null; readonly gate: number | null } {
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), GITHUB_OUTPUT: join(folder, 'output') };
    const compared = run(compare, env);
    const status = existsSync(env.GITHUB_OUTPUT) ? (/^gate=(\d+)$/m.exec(file('output'))?.[1] ?? '') : '';
    return { compare: compared.status, gate: run(gate, { STATUS: status }).status };
  }

  test('writes the summary and fails at the gate where there are more calls', () => {
    place('words-py313', 'words-py311');
    expect(runJob()).toEqual({ compare: 0, gate: 1 });
    expect(file('summary.md')).toMatch(
      /^# Profile comparison\n[\s\S]*- \*\*FAILED\*\* `total-calls>1%`[\s\S]*\n# Profile of `after-1\.prof`\n/,
    );
  });

  test('is green where nothing grew', () => {
    place('words-py311', 'words-py311');
    expect(runJob()).toEqual({ compare: 0, gate: 0 });
    expect(file('comparison.md')).toContain('- held `cumtime>25%`');
  });

  test('stops at once where something else is wrong', () => {
    place('words-py311', 'profile-py311');
    expect(runJob()).toEqual({ compare: 1, gate: expect.any(Number) });
    expect(existsSync(join(folder, 'summary.md'))).toBe(false);
  });

  test('stops at once where there are too few runs to decide', () => {
    place('words-py311', 'words-py311');
    for (let run = 5; run <= 8; run++) rmSync(join(folder, `after-${run}.prof`));
    expect(runJob()).toEqual({ compare: 1, gate: expect.any(Number) });
  });
});

describe('the GitLab job of docs/ci.md', () => {
  const yaml = block('yaml', '## GitLab');
  const parts = scripts(yaml, '-').filter((part) => !part.includes('python -m cProfile'));
  const last = /^ {4}- (test "\$status".*)$/m.exec(yaml)?.[1] ?? '';
  const script = [...parts, last].join('\n');

  test('fails where the change is slower, and is green where it is not', () => {
    place('words-py313', 'words-py311');
    expect(run(script).status).toBe(1);
    expect(file('comparison.md')).toContain('**FAILED**');
    place('words-py311', 'words-py311');
    expect(run(script).status).toBe(0);
  });
});

describe('the last command of docs/ci.md', () => {
  test('compares with a profile that one keeps', () => {
    copyFileSync(profile('words-py313'), join(folder, 'release.prof'));
    copyFileSync(profile('words-py311'), join(folder, 'out.prof'));
    const { status, stderr } = run(block('sh', '## Against a profile'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('total-calls>1% does not hold') });
  });
});

test('the figures of docs/ci.md are those that were measured', () => {
  const measured = new Set(readFileSync(join(ROOT, 'bench/NOISE.md'), 'utf8').split('\n'));
  const rows = PAGE.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) expect(measured).toContain(row);
});

test('every shell line of the page is one that bash can read', () => {
  const all = [...scripts(PAGE, 'run:'), ...scripts(PAGE, '-')];
  expect(all.length).toBe(6);
  for (const script of all) execFileSync('bash', ['-n', '-c', script.replace(/\$\{\{.*?\}\}/g, 'x')]);
});
