import { once } from 'node:events';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeSurrogateEscape } from '../../src/text/wtf8.ts';
import { type CliResult, runCli } from './run-cli.ts';

const BAD = join(import.meta.dirname, '../../fixtures/bad');
const GOOD = join(import.meta.dirname, '../../fixtures/profiles/recursion-py311/out.prof');

/** What CPython 3.11's pstats said of each file. */
type Printed = { readonly text: string; readonly error: string | null };
type Expected = {
  readonly load_error?: string;
  readonly stats?: Printed;
  readonly stdname_strip?: Printed;
  readonly callers?: Printed;
  readonly callees?: Printed;
};

const CASES = Object.entries(
  (JSON.parse(readFileSync(join(BAD, 'expected.json'), 'utf8')) as { cases: Record<string, Expected> }).cases,
);
const MTIME = 1767323045;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-bad-'));
  for (const [name] of CASES) {
    copyFileSync(join(BAD, name), join(folder, name));
    utimesSync(join(folder, name), MTIME, MTIME);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One sentence of what, one of what to do; no stack, nothing on stdout. */
function expectRefusal(result: CliResult, exitCode: number, ...words: readonly RegExp[]): void {
  expect(result).toMatchObject({ exitCode, stdout: '' });
  expect(result.stderr).toMatch(/^pyprof-view: .*\n$/);
  expect(result.stderr).not.toMatch(/\n\s+at /);
  for (const word of words) expect(result.stderr).toMatch(word);
}

describe('a file that pstats cannot load', () => {
  const unloadable = CASES.filter(([, expected]) => expected.load_error !== undefined).map(([name]) => name);

  test.each(unloadable)('%s ends with exit code 3 and one line that says what is wrong', async (name) => {
    expectRefusal(await runCli([join(folder, name)]), 3, new RegExp(name.replace('.', '\\.')));
  });

  test.each([
    ['empty-file.prof', /the file is empty/],
    ['empty-dict.prof', /0 functions/],
    ['one-byte.prof', /ends at byte 1/],
    ['truncated-half.prof', /ends at byte 1826/],
    ['pickle.prof', /a pickle/],
    ['pyc-header.prof', /\.pyc/],
    ['text.prof', /the text that pstats printed/],
    ['list.prof', /marshalled list/],
    ['deep-nesting.prof', /marshalled tuple/],
    ['bad-ref.prof', /invalid reference/],
    ['short-value.prof', /at byte 14|entry/],
  ])('%s is named: %s', async (name, words) => {
    expect((await runCli(['stats', join(folder, name)])).stderr).toMatch(words);
  });
});

describe('an odd file that pstats loads', () => {
  const loadable = CASES.filter(([, expected]) => expected.load_error === undefined);

  test.each(loadable)('%s prints the same tables', async (name, expected) => {
    const path = join(folder, name);
    await expectSame(expected.stats, ['stats', '--header', '--full-paths', path], path, name);
    await expectSame(expected.stdname_strip, ['stats', '--header', '-s', 'stdname', path], path, name);
    await expectSame(expected.callers, ['callers', '--full-paths', '-s', 'none', path], path, name);
    await expectSame(expected.callees, ['callees', '--full-paths', '-s', 'none', path], path, name);
  });

  /** Where CPython fails halfway we print; its address of a code object is of that one run, and so is the padding. */
  async function expectSame(
    printed: Printed | undefined,
    args: readonly string[],
    path: string,
    name: string,
  ): Promise<void> {
    const result = await runCli(args);
    expect(result.exitCode).toBe(0);
    if (printed === undefined || printed.error !== null) return;
    const ours = result.bytes.toString('latin1').replace(path, name);
    const theirs = Buffer.from(encodeSurrogateEscape(printed.text)).toString('latin1');
    if (theirs.includes('<code object')) expect(unpadded(ours)).toBe(unpadded(theirs));
    else expect(ours).toBe(theirs);
  }

  function unpadded(text: string): string {
    return text.replace(/ at 0x[0-9a-f]+/g, ' at 0x0').replace(/ +/g, ' ');
  }

  test('a caller without a row, of which only the count is known, is printed without a time', async () => {
    const { stdout } = await runCli(['callers', '--full-paths', '-s', 'none', join(folder, 'code-object-name.prof')]);
    expect(stdout).toMatch(/profile:0\(profiler\)\(1\) {6}n\/a\n/);
  });
});

describe('a file that is something else', () => {
  test.each([
    ['gzip of nothing', gzipSync(''), /empty/],
    ['half a gzip', gzipSync(readFileSync(GOOD)).subarray(0, 300), /gzip data is cut off/],
    ['JSON', Buffer.from('{"traceEvents": []}'), /JSON/],
    [
      'a speedscope file',
      Buffer.from('{"$schema": "https://www.speedscope.app/file-format-schema.json"}'),
      /speedscope/,
    ],
    ['Python source', Buffer.from('import os\nprint(os)\n'), /Python source/],
    ['an HTML page', Buffer.from('<!doctype html><html></html>'), /HTML/],
    ['a zip', Buffer.from('PK\x03\x04xxxxxxxxxx'), /zip archive/],
    ['a .lprof', Buffer.from('\x80\x05\x95line_profiler.line_profiler LineStats', 'latin1'), /line_profiler/],
    ['a snapshot', Buffer.from('\x80\x04\x95tracemalloc Snapshot', 'latin1'), /tracemalloc snapshot/],
    ['zeros', Buffer.alloc(50), /unknown type code 0x00/],
  ])('%s is named', async (_what, bytes, words) => {
    expectRefusal(await runCli(['-'], bytes), 3, words, /standard input/);
  });
});

describe('a path that is no file', () => {
  test('that does not exist, is a folder, or cannot be reached is one line each', async () => {
    expectRefusal(await runCli([join(folder, 'nosuch.prof')]), 3, /no such file/);
    expectRefusal(await runCli([folder]), 3, /folder/);
    expectRefusal(await runCli([join(folder, 'none.prof', 'x')]), 3, /not a folder/);
  });

  // a file with a hole in it takes no room on the disk
  test('of more than 4 GiB is refused before it is read', async () => {
    const path = join(folder, 'huge.prof');
    writeFileSync(path, '{');
    truncateSync(path, 2 ** 32);
    expectRefusal(await runCli([path]), 3, /4294967296 bytes/);
  });

  test('with control characters in its name does not reach the terminal raw', async () => {
    expectRefusal(await runCli(['\x1b[31mred\n.prof']), 3, /\\x1b\[31mred\\x0a/);
  });

  test('among good ones names the bad one', async () => {
    expectRefusal(await runCli([GOOD, join(folder, 'text.prof'), GOOD]), 3, /text\.prof/);
  });
});

describe('an output that cannot be written', () => {
  test('is exit code 4, and nothing is left behind', async () => {
    expectRefusal(await runCli(['report', GOOD, '-o', join(folder, 'no/such/folder/report.md')]), 4);
    mkdirSync(join(folder, 'taken'), { recursive: true });
    expectRefusal(await runCli(['report', GOOD, '-o', join(folder, 'taken')]), 4);
  });

  test('because it is the input is refused', async () => {
    const copy = join(folder, 'copy.prof');
    writeFileSync(copy, readFileSync(GOOD));
    expectRefusal(await runCli(['report', copy, '--format', 'markdown', '-o', copy]), 2, /overwrite/);
    expect(readFileSync(copy).equals(readFileSync(GOOD))).toBe(true);
  });

  test('because it is read besides the profile is refused: a snapshot, times of lines, a source', async () => {
    const fixture = (name: string): string => join(import.meta.dirname, '../../fixtures', name);
    const copyOf = (name: string): string => {
      const copy = join(folder, basename(name));
      copyFileSync(fixture(name), copy);
      return copy;
    };
    const snapshot = copyOf('snapshots/py311/after.tracemalloc');
    const profile = copyOf('hints/re-compile/bad-py311.prof');
    const source = copyOf('hints/re-compile/bad.py');
    const linked = join(folder, 'hints');
    linkSync(source, linked);
    const lines = join(folder, 'out.lprof');
    writeFileSync(lines, 'never opened');
    const before = readFileSync(source, 'utf8');
    for (const args of [
      ['report', profile, '--memory', snapshot, '--format', 'markdown', '-o', snapshot],
      ['report', profile, '--lines', lines, '--format', 'markdown', '-o', lines],
      ['report', profile, '--format', 'markdown', '-o', linked],
      ['hints', profile, '--memory', snapshot, '-o', snapshot],
      ['hints', profile, '-o', linked],
    ]) {
      expectRefusal(await runCli(args), 2, /would overwrite .*, which is read/);
    }
    expect(readFileSync(snapshot).equals(readFileSync(fixture('snapshots/py311/after.tracemalloc')))).toBe(true);
    expect(readFileSync(source, 'utf8')).toBe(before);
    expect(readFileSync(lines, 'utf8')).toBe('never opened');
  });

  test('because it has no name is refused', async () => {
    expectRefusal(await runCli(['report', GOOD, '-o', '']), 2, /-o needs a file name/);
  });
});

test.skipIf(process.platform === 'win32')('a socket is called one, and a file is asked for', async () => {
  const path = join(folder, 'socket');
  const server = createServer().listen(path);
  await once(server, 'listening');
  const { exitCode, stderr } = await runCli(['stats', path]);
  server.close();
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr: `pyprof-view: ${path}: it is a socket, a device that is not there, or a pipe that nobody reads. Name a file.\n`,
  });
});
