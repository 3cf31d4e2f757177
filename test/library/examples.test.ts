import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from '../browser/find-barriers.ts';
import { browser, openPage } from '../browser/open-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');
const dumpOf = (name: string): string => join(ROOT, 'fixtures/profiles', name, 'out.prof');
const WORDS = dumpOf('words-py311');
const LATER_WORDS = dumpOf('words-py313');

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function runNode(...args: readonly string[]): Ended {
  return spawnSync(process.execPath, [...args], { encoding: 'utf8' });
}

/** The rows of the list that the program prints: calls, own seconds, name. Its texts are CPython's. */
function listed(path: string, count: number): readonly (readonly string[])[] {
  const program = join(ROOT, 'bin/pyprof-view.js');
  const { stdout } = runNode(program, 'stats', '--full-paths', '-s', 'tottime', '-n', String(count), path);
  const rows = stdout.matchAll(/^ *(\d[\d/]*) +([\d.]+) +[\d.]+ +[\d.]+ +[\d.]+ (.+)$/gm);
  return [...rows].map(([, calls = '', seconds = '', name = '']) => [calls.split('/')[0]!, seconds, name]);
}

describe('top-ten.mjs', () => {
  type TopTen = {
    readonly functions: readonly {
      readonly standardName: string;
      readonly ncalls: number;
      readonly tottime: number;
      readonly callers: readonly { readonly standardName: string }[];
    }[];
  };

  test('writes the functions that pstats lists first', () => {
    const { functions } = JSON.parse(runNode(join(EXAMPLES, 'top-ten.mjs'), WORDS).stdout) as TopTen;
    const rows = functions.map((each) => [String(each.ncalls), each.tottime.toFixed(3), each.standardName]);
    expect(rows).toEqual(listed(WORDS, 10));
    expect(rows).toHaveLength(10);
  });

  test('says who called each', () => {
    const { functions } = JSON.parse(runNode(join(EXAMPLES, 'top-ten.mjs'), WORDS).stdout) as TopTen;
    expect(functions[0]?.callers.map(({ standardName }) => standardName)).toEqual(['py2_app.py:1(<module>)']);
  });
});

describe('docs/library.md', () => {
  const [, sample = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/library.md'), 'utf8')) ?? [];

  test('begins with a program that lists the functions that pstats lists first', () => {
    const program = sample.replace("'out.prof'", JSON.stringify(WORDS));
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const lines = listed(WORDS, 3).map(([calls, seconds, name]) => `${seconds} s in ${calls} calls of ${name}\n`);
    expect(stdout).toBe(lines.join(''));
  });
});

test.each([
  ['gate.mjs'],
  ['gate.mjs', WORDS],
  ['gate.mjs', 'gone.prof', WORDS],
  ['top-ten.mjs'],
  ['top-ten.mjs', 'gone.prof'],
])('%s %s ends with 2 and one sentence where a profile is missing', (example, ...paths) => {
  const { status, stdout, stderr } = runNode(join(EXAMPLES, example), ...paths);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^(error: |ENOENT: )?(usage: node |ENOENT: no such file).*\n$/);
});

describe('gate.mjs', () => {
  test('ends with 0 where nothing changed', () => {
    expect(runNode(join(EXAMPLES, 'gate.mjs'), WORDS, WORDS)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  test('ends with 1 where a function is called more often, and names it', () => {
    const { status, stdout } = runNode(join(EXAMPLES, 'gate.mjs'), WORDS, LATER_WORDS);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^calls>10%: \{built-in method posix\.fspath\}, 54 -> 102\n# Profile comparison\n/);
  });

  test('ends with 2 and a code where a file is no profile', () => {
    const { status, stderr } = runNode(join(EXAMPLES, 'gate.mjs'), WORDS, join(ROOT, 'README.md'));
    expect([status, stderr.split(':')[0]]).toEqual([2, 'not-a-profile']);
  });
});

describe('drop.html', () => {
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pyprof-view-drop-'));
    copyFileSync(join(EXAMPLES, 'drop.html'), join(folder, 'drop.html'));
    const outfile = join(folder, 'drop.js');
    await build({ entryPoints: [join(EXAMPLES, 'drop.mjs')], bundle: true, outfile, logLevel: 'error' });
    writeFileSync(join(folder, 'packed.prof.gz'), gzipSync(readFileSync(WORDS)));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.skipIf(!browser.isHere)(`lists the dropped profile in ${browser.title}, and asks nobody`, async () => {
    const { page, heard } = await openPage(join(folder, 'drop.html'));
    await drop(WORDS);
    await page.locator('#functions tr').first().waitFor();
    const rows = await page.locator('#functions tr').allTextContents();
    const cells = await page
      .locator('#functions tr')
      .evaluateAll((lines) =>
        lines.map((line) =>
          Array.from((line as unknown as { cells: { textContent: string }[] }).cells, (cell) => cell.textContent),
        ),
      );
    expect(rows).toHaveLength(20);
    expect(cells.map(([name, calls, seconds]) => [calls, seconds, name])).toEqual(listed(WORDS, 20));
    expect(await findBarriers(page)).toEqual([]);
    expect(heard).toMatchObject({ dialogs: [], consoleErrors: [], pageErrors: [], windows: [] });
    expect(heard.requests.every((url) => url.startsWith('file:'))).toBe(true);

    async function drop(path: string): Promise<void> {
      const bytes = readFileSync(path).toString('base64');
      await page.evaluate(`{
        const bytes = Uint8Array.from(atob('${bytes}'), (each) => each.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], 'out.prof'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      }`);
    }
  });

  test.skipIf(!browser.isHere)(`reads a chosen file, gzipped or not, in ${browser.title}`, async () => {
    const { page } = await openPage(join(folder, 'drop.html'));
    await page.locator('#file').setInputFiles(join(folder, 'packed.prof.gz'));
    await page.locator('#functions tr').first().waitFor();
    expect(await page.locator('#said').textContent()).toBe('packed.prof.gz: 2.289 s in 175 functions');
  });

  test.skipIf(!browser.isHere)(`says in ${browser.title} that a file is no profile`, async () => {
    const { page } = await openPage(join(folder, 'drop.html'));
    await page.locator('#file').setInputFiles(join(folder, 'drop.js'));
    await page.locator('#said:not(:empty)').waitFor();
    expect(await page.locator('#said').textContent()).toMatch(/^drop\.js cannot be read: /);
  });
});
