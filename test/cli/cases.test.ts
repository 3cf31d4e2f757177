import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { ORIGINS } from '../../src/select/function-origin.ts';
import { originCodes } from '../../src/select/whose-code.ts';
import { moduleGroups } from '../../src/views/modules/grouping.ts';
import { runCli } from './run-cli.ts';

const CASES = join(import.meta.dirname, '../../fixtures/cases');

async function said(...args: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(
    args.map((arg) => (arg.endsWith('.prof') ? join(CASES, arg) : arg)),
  );
  expect(exitCode).toBe(0);
  return `${stdout}${stderr}`.replace(/\n +/g, ' ');
}

describe("the pure-Python profiler's built-ins", () => {
  const OUT = 'pure-profile-builtins/out.prof';

  test('are found by hints as under cProfile', async () => {
    for (const dump of [OUT, 'pure-profile-builtins/same.prof']) {
      expect(await said('hints', '--rule', 'sorted0', dump)).toContain(
        'confirmed: a sorted copy, only for its first items',
      );
    }
  });

  test("do not lend the profiler's own cost to a hint: each call shows some microseconds", async () => {
    expect(await said('hints', '--explain', '--rule', 'list-insert0', OUT)).toContain(
      '- list-insert0 app.py:4 in clean',
    );
  });

  test('stand on their lines, with the time of what only one function calls', async () => {
    const text = await said('source', OUT, 'clean');
    expect(text).toMatch(/7\.649 {4}3000 {2}4 {10}out\.insert\(0, r\)|7\.649 3000 {2}4/);
    expect(text).toMatch(/line 4 {2}:0\(insert\)/);
  });

  test('are built-ins to those that hide and group, and no code of anybody', async () => {
    const table = decodeProfile(readFileSync(join(CASES, OUT)));
    const insert = Array.from({ length: table.length }, (_, row) => row).find(
      (row) => table.strings.text(table.functions.name[row]!) === 'insert',
    )!;
    expect(ORIGINS[originCodes(table)[insert]!]).toBe('builtin');
    const groups = moduleGroups(table, 'library');
    expect(groups.names[groups.ofRow[insert]!]).toBe('builtins');
    expect(await said('stats', '--only', 'mine', OUT)).not.toContain(':0(');
  });
});

describe('generators and coroutines', () => {
  const DUMP = 'generator-resumes/g.prof';

  test('are said to be counted by resumptions', async () => {
    expect(await said('source', DUMP, 'rows')).toContain(
      'note: it is a generator: the 50001 counted calls are its starts and resumptions',
    );
    expect(await said('source', DUMP, 'one')).toContain('note: it is a coroutine: the 600 counted calls');
  });

  test('and plain functions are not', async () => {
    expect(await said('source', DUMP, 'consume')).not.toContain('resumption');
  });
});

describe('functions with the same file, line and name', () => {
  const NOTE =
    'is in no row: usually because a profile keeps one of several functions with the same file, line and name (others may be hidden behind ' +
    '<string>:1(<lambda>), <string>:2(__init__), d.py:16(<lambda>))';

  test.each([['stats'], ['callers'], ['summary']])(
    'are told by %s, with the rows that may hide others',
    async (command) => {
      expect(await said(command, 'same-key-functions/d.prof')).toContain(NOTE);
    },
  );

  test('are told by the report, and only where time is missing', async () => {
    expect(await said('report', 'same-key-functions/d.prof')).toContain(
      'others may be hidden behind `<string>:1(<lambda>)`',
    );
    expect(await said('report', 'cython-pyx/cy.prof')).not.toContain('is in no row');
  });
});

test('rows without primitive calls are named, for their cumtime is not known', async () => {
  const text = await said('stats', 'zero-primitive/zerocc.prof');
  expect(text).toContain('2 functions without primitive calls, as pre-releases of Python 3.12 wrote them');
  expect(text).toContain('({built-in method builtins.exec}, app.py:10(walk))');
  expect(text).not.toContain('is in no row');
});

test('a program that waits for its threads is told so where it has no hints', async () => {
  const text = await said('hints', 'thread-wait/t.prof');
  expect(text).toContain('112 ms (99 %) is spent waiting for other threads, in thread.lock.acquire.');
  expect(text).toContain('cProfile sees the one thread that switched it on');
});

describe('a notebook cell', () => {
  const CELL = join(CASES, 'notebook-cell/ipy.prof');

  test('whose source is asked for without the notebook says which option names it', async () => {
    const { stderr, exitCode } = await runCli(['source', CELL, 'slow']);
    expect({ stderr, exitCode }).toMatchObject({
      stderr: expect.stringContaining('it is a notebook cell'),
      exitCode: 3,
    });
    expect(stderr).toContain('--notebook FILE.ipynb');
    expect(stderr).not.toContain('--source-root');
  });

  test('is none in a profile of a script: --notebook is to be left out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-notebook-'));
    const [sound, broken] = [join(folder, 'sound.ipynb'), join(folder, 'broken.ipynb')];
    writeFileSync(sound, '{"cells": []}');
    writeFileSync(broken, '{"cells": [');
    const script = join(CASES, 'same-key-functions/d.prof');
    expect((await runCli(['summary', script, '--notebook', sound])).stderr).toMatch(
      /no notebook cells.*Leave --notebook out/s,
    );
    expect((await runCli(['summary', CELL, '--notebook', broken])).stderr).toContain('it is not JSON');
    rmSync(folder, { recursive: true });
  });
});

test('the source of a notebook cell could not be read, and it says so', async () => {
  expect(await said('hints', 'notebook-cell/ipy.prof')).toContain('a notebook cell: its source is in no file');
});
