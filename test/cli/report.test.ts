import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableUnder } from '../report/read-markdown.ts';
import { runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const WORDS = join(FIXTURES, 'profiles/words-py311/out.prof');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-report-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function report(...args: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(['report', ...args]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

describe('report', () => {
  test('has hints and the source where it is found, and neither where it is not', async () => {
    const bad = join(FIXTURES, 'hints/re-compile/bad-py311.prof');
    const text = await report(bad);
    expect(text).toMatch(/## Hints\n\n<details>\n<summary>confirmed, \d+ % of the time: a regex/);
    expect(text).toContain('- edge: ');
    expect(text).toContain('Rule `re-compile`');
    expect(text).toContain('## Source of the hot functions');
    const alone = join(folder, 'alone.prof');
    copyFileSync(WORDS, alone);
    expect(await report(alone)).not.toContain('## Source of the hot functions');
  });

  test('has live memory with --memory: the rows and the rest are what the snapshot has', async () => {
    const snapshots = join(FIXTURES, 'snapshots/py311');
    const text = await report(
      join(snapshots, 'out.prof'),
      '--memory',
      join(snapshots, 'after.tracemalloc'),
      '--section',
      'memory',
      '--top',
      '3',
    );
    const [heading, ...rows] = tableUnder(text, 'Live memory');
    expect(heading?.slice(0, 3)).toEqual(['size', 'blocks', 'average']);
    const blocks = rows.reduce((sum, cells) => sum + Number(cells[1]), 0);
    const hidden = Number(/\d+ more with [^\n]* in ([\d,]+) blocks?\./.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
    const total = Number(/([\d,]+) blocks/.exec(text)?.[1]?.replaceAll(',', ''));
    expect(blocks + hidden).toBe(total);
  });

  test('is the same bytes each time, and names the command that makes it', async () => {
    const args = [WORDS, '--top', '3', '-s', 'time', '--section', 'functions', '--section', 'reproduce'];
    const text = await report(...args);
    expect(await report(...args)).toBe(text);
    const command = /```sh\npyprof-view (.*)\n```/.exec(text)?.[1]?.split(' ') ?? [];
    expect((await runCli(command)).stdout).toBe(text);
  });

  test('writes no section that was not asked for, and refuses one that there is not', async () => {
    const text = await report(WORDS, '--section', 'summary');
    expect(text.match(/^#+ /gm)?.length).toBe(1);
    expect((await runCli(['report', WORDS, '--section', 'summery'])).exitCode).toBe(2);
  });

  test.each(['json', 'csv'])('as %s lists every function, and takes no option of Markdown', async (format) => {
    const text = await report(WORDS, '--format', format);
    expect(text.match(/built-in method builtins\.len/g)?.length).toBe(1);
    const refused = await runCli(['report', WORDS, '--format', format, '--fit', 'comment']);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('are for Markdown') });
  });

  test('never writes over an input, and writes whole or not at all', async () => {
    const input = join(folder, 'input.prof');
    copyFileSync(WORDS, input);
    expect(await runCli(['report', input, '-o', input])).toMatchObject({ exitCode: 2 });
    expect(readFileSync(input).equals(readFileSync(WORDS))).toBe(true);
    const kept = join(folder, 'kept.md');
    writeFileSync(kept, 'kept');
    expect((await runCli(['report', join(folder, 'none.prof'), '-o', kept])).exitCode).toBe(3);
    expect(readFileSync(kept, 'utf8')).toBe('kept');
    expect(await runCli(['report', WORDS, '-o', '/dev/full'])).toMatchObject({
      exitCode: 4,
      stderr: 'pyprof-view: /dev/full: no space left on the disk. Nothing was written.\n',
    });
  });
});
