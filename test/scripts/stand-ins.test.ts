import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

test('a stand-in that replaces nothing any more stops the build, and is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['scripts', 'package.json']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of ['src', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
  const path = join(folder, 'scripts/stand-ins.mjs');
  const text = readFileSync(path, 'utf8');
  const rows = [...text.matchAll(/what: (?:'(.+)'|"(.+)"),$/gm)].map(([, one, other]) => one ?? other ?? '');
  expect(rows.length).toBeGreaterThan(3);
  // as if every package had moved its files
  writeFileSync(
    path,
    text
      .replace(/importer: \/.*\/,$/gm, 'importer: /nowhere/,')
      .replace("['DEV']", "['GONE']")
      .replace('data:app', 'gone:app'),
  );
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(status).not.toBe(0);
  const [, named] = /nothing to replace any more for: (.*)/.exec(stderr) ?? [];
  expect(named?.split('; ')).toEqual(rows);
});
