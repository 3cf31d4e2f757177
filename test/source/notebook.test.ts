import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellsNamed, hashOfCell, pythonOfCell, readNotebook } from '../../src/source/notebook.ts';
import { runCli } from '../cli/run-cli.ts';

const CASES = join(import.meta.dirname, '../../fixtures/cases');
const FOLDER = join(CASES, 'notebook-file');

// printed by murmur2_x86 of ipykernel 6.17.0
test.each([
  ['', 3990065800],
  ['a', 2167009006],
  ['ab', 2805137849],
  ['abc', 3350977461],
  ['abcd', 804720481],
  ['x = 1', 3427300630],
  ['print("ü")', 3157484419],
  ['def f():\n    return 1\n', 3711764925],
])('the file of the cell %j is named by %d', (text, hash) => {
  expect(hashOfCell(text)).toBe(hash);
});

describe('a notebook', () => {
  const cells = readNotebook(readFileSync(join(FOLDER, 'k.ipynb'))) ?? [];

  test('gives its code cells with their numbers', () => {
    expect(cells.map(({ position, number }) => [position, number])).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
    ]);
  });

  test('has a cell of ipykernel by its text, and one of IPython by its number first', () => {
    expect(cellsNamed('/tmp/ipykernel_16141/1665172286.py', cells).map(({ position }) => position)).toEqual([3]);
    expect(cellsNamed('/tmp/ipykernel_16141/7.py', cells)).toEqual([]);
    expect(cellsNamed('<ipython-input-3-c8d3aea5c414>', cells)[0]?.position).toBe(4);
  });

  test('is none of anything else', () => {
    for (const text of ['', '{', '[]', '{"cells": 1}', 'null', '"cells"'])
      expect(readNotebook(Buffer.from(text))).toBeNull();
    expect(readNotebook(Buffer.from('{"cells": [1, null, {"cell_type": "code", "source": [2]}]}'))).toEqual([]);
  });
});

test("lines for IPython alone become Python's, and all lines stay where they are", () => {
  const text = "%time f(1)\nx = 1 % 2\n  !ls\nfiles = !ls\nlen?\ns = 'what?'";
  const python = pythonOfCell({ position: 1, number: 1, text });
  expect(python).toBe("pass  # %time f(1)\nx = 1 % 2\n  pass  # !ls\npass  # files = !ls\npass  # len?\ns = 'what?'");
});

describe('--notebook', () => {
  test.each([
    ['k', 'the kernel of Jupyter'],
    ['p', 'IPython'],
  ])('finds the source of the cells of %s.prof, made by %s', async (name) => {
    const options = ['--notebook', join(FOLDER, `${name}.ipynb`), join(FOLDER, `${name}.prof`)];
    expect((await runCli(['hints', ...options])).stdout).toMatch(/confirmed: a sorted copy/);
    const { stdout } = await runCli(['source', ...options, 'clean']);
    expect(stdout).toContain(`source: ${join(FOLDER, `${name}.ipynb`)}, cell 3`);
    expect(stdout).toMatch(/300 {2}10 {10}k = sorted\(rows\)\[0\]/);
  });

  test('is refused where one of several brings nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-cells-'));
    const idle = join(folder, 'idle.ipynb');
    writeFileSync(idle, '{"cells": []}');
    const notebooks = ['--notebook', join(FOLDER, 'k.ipynb'), '--notebook', idle];
    const { exitCode, stderr } = await runCli(['hints', ...notebooks, join(FOLDER, 'k.prof')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`no cell of the profile was found in ${idle}. Name the notebook as it was`);
    rmSync(folder, { recursive: true });
  });

  test('that has only some of the cells is said beside the hints of those', async () => {
    const both = [join(FOLDER, 'k.prof'), join(FOLDER, '../notebook-cell/ipy.prof')];
    const { stdout, stderr } = await runCli(['hints', '--notebook', join(FOLDER, 'k.ipynb'), ...both]);
    expect(stdout).toMatch(/: a sorted copy/);
    expect(stderr).toMatch(
      /^pyprof-view: note: 1 cell of the profile was not looked at: its text is not in \S+k\.ipynb\n$/,
    );
  });

  test.each([
    ['k.ipynb', '../notebook-cell/ipy.prof', 2, 'no cell of'],
    ['k.ipynb', '../same-key-functions/d.prof', 2, 'this profile has no notebook cells'],
    ['k.prof', 'k.prof', 3, 'it is not a notebook: it is not JSON'],
    ['absent.ipynb', 'k.prof', 3, 'no such file'],
  ])('%s of %s is refused in one sentence', async (notebook, dump, code, sentence) => {
    const { stderr, stdout, exitCode } = await runCli([
      'hints',
      '--notebook',
      join(FOLDER, notebook),
      join(FOLDER, dump),
    ]);
    expect(exitCode).toBe(code);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
