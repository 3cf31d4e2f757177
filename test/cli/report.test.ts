import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableUnder } from '../report/read-markdown.ts';
import { runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const WORDS = join(FIXTURES, 'profiles/words-py311/out.prof');
const WORDS_LATER = join(FIXTURES, 'profiles/words-py313/out.prof');

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
    expect(text).toMatch(
      /## Hints\n\n2 hints for the .*\n\n<details>\n<summary>1\. confirmed: a regex.*: \d+ % of the time<\/summary>/,
    );
    expect(text).toContain('- edge: ');
    expect(text).toContain('- more: `pyprof-view hints --about re-compile`');
    expect(text).toContain('## Source of the hot functions');
    const alone = join(folder, 'alone.prof');
    copyFileSync(WORDS, alone);
    expect(await report(alone)).not.toContain('## Source of the hot functions');
  });

  test.each([
    ['out.html', /^<!DOCTYPE html>/i],
    ['OUT.HTM', /^<!DOCTYPE html>/i],
    ['out.json', /^\{/],
    ['out.csv', /^\w+,/],
    ['out.md', /^# Profile of/],
    ['out.markdown', /^# Profile of/],
    ['out', /^# Profile of/],
  ])('in %s has the format that the name ends in, if there is one', async (name, beginning) => {
    await report(WORDS, '-o', join(folder, name));
    expect(readFileSync(join(folder, name), 'utf8')).toMatch(beginning);
    await report(WORDS, '--format', 'csv', '-o', join(folder, name));
    expect(readFileSync(join(folder, name), 'utf8')).toMatch(/^\w+,/);
  });

  test.each([
    ['report', 'out.txt', 'no format of report ends in \\.txt: choose markdown, html, json, csv with --format\\.'],
    ['report', 'out.pdf', 'no format of report ends in \\.pdf: choose markdown, html, json, csv with --format\\.'],
    ['report', 'out.json.gz', 'no format of report ends in \\.gz: choose'],
    ['diff', 'out.csv', 'no format of diff ends in \\.csv: choose text, markdown, html, json with --format\\.'],
    ['hints', 'out.md', 'no format of hints ends in \\.md: it writes text or JSON, and pyprof-view report --section'],
  ])('%s writes no %s, whose name would be wrong about it', async (command, name, sentence) => {
    const output = join(folder, `refused-${name}`);
    const words = [command, WORDS, ...(command === 'diff' ? [WORDS_LATER] : []), '-o', output];
    const { exitCode, stderr } = await runCli(words);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(new RegExp(`^pyprof-view: ${sentence}.*\n$`));
    expect(existsSync(output)).toBe(false);
  });

  test('is opened by a browser only under a name that ends in .html', async () => {
    const { exitCode, stderr } = await runCli(['report', WORDS, '--open', '-o', join(folder, 'out.pdf')]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('a browser opens .html') });
  });

  test.each([
    ['md', 'markdown'],
    ['htm', 'html'],
  ])('takes --format %s for %s', async (word, format) => {
    expect(await report(WORDS, '--format', word)).toBe(await report(WORDS, '--format', format));
  });

  test('refuses a format that it has not, and names the one that was meant', async () => {
    const { exitCode, stderr } = await runCli(['report', WORDS, '--format', 'markdwon']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/Did you mean markdown\? Allowed choices are markdown, html, json, csv\./),
    });
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

  test('as CSV and as JSON lists every function', async () => {
    for (const args of [
      ['--format', 'csv'],
      ['--format', 'json', '--section', 'functions'],
    ]) {
      expect((await report(WORDS, ...args)).match(/built-in method builtins\.len/g)?.length).toBe(1);
    }
  });

  test.each([
    [['--format', 'json', '--fit', 'comment'], '--fit is for Markdown, not for json'],
    [['--format', 'csv', '--fit', 'comment'], '--fit is for Markdown, not for csv'],
    [['--format', 'csv', '--section', 'functions'], 'the CSV has no sections'],
    [['--format', 'csv', '--memory', 'x'], '--memory changes nothing in the CSV'],
    [['--format', 'csv', '--map', 'a=b'], '--map changes nothing in the CSV'],
    [['--format', 'csv', '--notebook', 'x.ipynb'], '--notebook changes nothing in the CSV'],
    [['--format', 'json', '--section', 'functions', '--lines', 'x'], '--lines changes nothing in --section functions'],
    [['--section', 'notes', '--section', 'graph', '--top', '3'], '--top changes nothing in --section notes, graph'],
    [['--format', 'html', '--fit', 'comment'], '--fit is for Markdown, not for html'],
    [['--format', 'html', '--section', 'graph'], 'the call graph is for Markdown'],
    [['--source'], '--source is for HTML'],
    [['--format', 'html', '--section', 'hints', '--source'], '--source adds a section that --section leaves out'],
    [['--open', '--format', 'csv'], '--open is for HTML, not for csv'],
    [['--open', '-o', '-'], '--open opens a file'],
    [['--section', 'modules', '-s', 'time'], '--sort changes nothing in --section modules'],
    [['--section', 'modules', '-r'], '--reverse changes nothing in --section modules'],
    [['--section', 'changes'], '--section changes compares with a profile: name it with --baseline'],
    [['--force'], '--force compares with a profile anyway: name it with --baseline'],
    [
      ['--format', 'csv', '--baseline', WORDS_LATER],
      '--baseline changes nothing in the CSV: it is for the section changes',
    ],
    [
      ['--format', 'html', '--section', 'functions', '--baseline', WORDS_LATER],
      '--baseline changes nothing in --section functions: it is for the section changes',
    ],
    [['--baseline', WORDS], 'is given twice'],
    [['--baseline', WORDS_LATER, '--format', 'markdown', '-o', WORDS_LATER], 'which is read'],
    [['--section', 'memory'], '--section memory shows a snapshot'],
    [['--python-version', '3.11'], '--python-version says which Python took the snapshot'],
  ])('with %j is refused, since something would be left out without a word', async (args, words) => {
    expect(await runCli(['report', WORDS, ...args])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });

  describe('with a baseline', () => {
    const diffText = async (...args: readonly string[]): Promise<string> =>
      (await runCli(['diff', WORDS, WORDS_LATER, '--top', '15', ...args])).stdout;

    test('has what diff says of the two, in Markdown', async () => {
      const [, , ...lines] = (await diffText('--format', 'markdown')).split('\n');
      expect(await report(WORDS_LATER, '--baseline', WORDS)).toContain(`## What changed\n\n${lines.join('\n')}`);
    });

    test('has it in JSON, of every function that changed', async () => {
      const all = JSON.parse(await report(WORDS_LATER, '--baseline', WORDS, '--format', 'json')) as object;
      const said = JSON.parse(await diffText('--format', 'json', '--top', '100000')) as object;
      expect(all).toMatchObject({ changes: said });
    });

    test('says in the command how it was made', async () => {
      const text = await report(WORDS_LATER, '--baseline', WORDS, '--section', 'reproduce', '--section', 'changes');
      expect(text).toContain(` --baseline ${WORDS}\n`);
    });

    test('takes --map for another place of the program, but not for that of both', async () => {
      const taken = '(--map `OLD=NEW` says otherwise)';
      const map = ['--map', '/opt/pythons/versions/3.11.7/lib/python3.11=/opt/pythons/versions/3.13.0/lib/python3.13'];
      const both = ['--map', '/opt/pythons/versions/3.13.0=/elsewhere'];
      const compared = ['--baseline', WORDS, '--section', 'changes'];
      expect(await report(WORDS_LATER, ...compared)).toContain(taken);
      expect(await report(WORDS_LATER, ...compared, ...map)).not.toContain(taken);
      expect(await report(WORDS_LATER, ...compared, ...both)).toContain(taken);
    });
  });

  describe('as HTML', () => {
    const bad = join(FIXTURES, 'hints/re-compile/bad-py311.prof');
    const inside = (page: string): string => /<header>([\s\S]*?)<\/header>/.exec(page)?.[1] ?? '';

    test('is the same bytes each time', async () => {
      const page = await report(WORDS, '--format', 'html');
      expect(page).toMatch(/^<!doctype html>/);
      expect(await report(WORDS, '--format', 'html')).toBe(page);
    });

    test('has source only where it is asked for, and says at its top which it is', async () => {
      const without = await report(bad, '--format', 'html');
      expect(inside(without)).toContain('It has no source files.');
      expect(without).not.toMatch(/<pre class="(?:diff|text)"/);
      const page = await report(bad, '--format', 'html', '--source');
      expect(inside(page)).toContain('<strong>It has source code</strong>');
      expect(page).toMatch(/<section id="source">[\s\S]*def parse_line/);
      expect(page).toContain('<pre class="diff"');
    });

    test('has the script and the data only where there is something to look around in', async () => {
      const page = await report(WORDS, '--format', 'html', '--section', 'modules');
      expect(page).not.toContain('<script');
      expect(page).toContain("content=\"default-src 'none'; style-src");
    });
  });

  test('with --reverse alone turns the list round', async () => {
    const rows = tableUnder(await report(WORDS, '-r', '--top', '2', '--section', 'functions'), 'Functions by');
    expect(rows.map((cells) => cells[0])).toEqual(['cumtime (s)', '0.000', '0.000']);
  });

  test('never writes over an input, and writes whole or not at all', async () => {
    const input = join(folder, 'input.prof');
    copyFileSync(WORDS, input);
    expect(await runCli(['report', input, '--format', 'csv', '-o', input])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('would overwrite'),
    });
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
