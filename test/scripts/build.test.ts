import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Builds a copy of the program of which one script is written otherwise. */
function buildWith(
  script: string,
  rewrite: (text: string) => string,
): { readonly status: number | null; readonly stderr: string; readonly built: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['scripts', 'package.json']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of ['src', 'docs', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
  const path = join(folder, 'scripts', script);
  writeFileSync(path, rewrite(readFileSync(path, 'utf8')));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/of-the-former-build'), '');
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: folder, encoding: 'utf8' });
  return { status, stderr, built: readdirSync(join(folder, 'dist')) };
}

test('a build that does not come to its end leaves the former one', () => {
  const { status, built } = buildWith('core.mjs', (text) => text.replace('await build(', 'process.exit(7);\n(')); // late
  expect(status).toBe(7);
  expect(built).toEqual(['of-the-former-build']);
});

test('a build leaves nothing of the former one', () => {
  const { status, built } = buildWith('core.mjs', (text) => text);
  expect(status).toBe(0);
  expect(built).toContain('cli.cjs');
  expect(built).not.toContain('of-the-former-build');
});

/** Does a part of a build in a new folder that has these files. */
function inFolder(
  files: readonly string[],
  part: string,
): { readonly status: number | null; readonly left: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-out-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const url = pathToFileURL(join(ROOT, 'scripts/out-folder.mjs')).href;
  const script = `import { mkdirSync } from 'node:fs'; import * as out from '${url}'; ${part}`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return { status, left: left.sort() };
}

test('a build that cannot be put in its place leaves the former one there', () => {
  expect(inFolder(['dist/former'], 'out.putInPlace();')).toEqual({ status: 1, left: ['dist/former'] }); // nothing was built
});

test('what a build that was stopped has left is put back, or removed', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const stopped = ['.cache/former-dist/former', `.cache/dist-${ended}/half`];
  expect(inFolder(stopped, 'out.emptyOut();')).toEqual({ status: 0, left: ['dist/former'] });
  expect(inFolder([...stopped, 'dist/new'], 'out.emptyOut();')).toEqual({ status: 0, left: ['dist/new'] });
});

test('two builds at once write into a folder each, and leave that of the other', () => {
  const other = `.cache/dist-${process.pid}/half`;
  const build =
    "out.emptyOut(); mkdirSync(out.OUT, { recursive: true }); if (out.OUT === '.cache/dist') process.exit(9);";
  expect(inFolder([other], build)).toEqual({ status: 0, left: [other] });
});

test('a stand-in that replaces nothing any more stops the build, and is named', () => {
  const text = readFileSync(join(ROOT, 'scripts/stand-ins.mjs'), 'utf8');
  const rows = [...text.matchAll(/what: (?:'(.+)'|"(.+)"),$/gm)].map(([, one, other]) => one ?? other ?? '');
  expect(rows.length).toBeGreaterThan(3);
  // as if every package had moved its files
  const { status, stderr } = buildWith('stand-ins.mjs', (rowsText) =>
    rowsText
      .replace(/importer: \/.*\/,$/gm, 'importer: /nowhere/,')
      .replace("['DEV']", "['GONE']")
      .replace('file: /react-reconciler', 'file: /nowhere')
      .replace('file: /signal-exit', 'file: /nowhere')
      .replace('file: DECODER_LOOPS', 'file: /nowhere/')
      .replace('file: PARSER_FILE', 'file: /nowhere/'),
  );
  expect(status).not.toBe(0);
  const [, named] = /nothing to replace any more for: (.*)/.exec(stderr) ?? [];
  expect(named?.split('; ')).toEqual(rows);
});

test('an edit of the parser that does not fit stops the build, and is named', () => {
  const { status, stderr } = buildWith('parser-edits.mjs', (text) => text.replace('times: 2', 'times: 3'));
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/py-ast has changed: the edit for `\{x async for .* was found 2 times and not 3/);
});
