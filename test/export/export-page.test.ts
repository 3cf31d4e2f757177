import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { runCli } from '../cli/run-cli.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/export.md'), 'utf8');
const PROFILE = join(ROOT, 'fixtures/profiles/shop-py38/out.prof');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-page-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('docs/export.md lists the formats as they are, and each has a command', () => {
  const listed = [...PAGE.matchAll(/^\| `(\w+)` \|.*\*\*estimated\*\*|^\| `(\w+)` \|.*exact/gm)];
  const names = listed.map(([, estimated, exact]) => estimated ?? exact);
  expect(names.toSorted()).toEqual(EXPORT_FORMATS.map(({ name }) => name).toSorted());
  for (const { name } of EXPORT_FORMATS)
    expect(PAGE).toMatch(new RegExp(`^pyprof-view export out\\.prof --to ${name} `, 'm'));
});

const commands = [...PAGE.matchAll(/^pyprof-view (export .*?)(?: \|.*)?$/gm)].map(([, words = '']) => words);

test.each(commands)('docs/export.md: pyprof-view %s', async (line) => {
  const words = line
    .split(' ')
    .map((word, at, all) => (all[at - 1] === '-o' ? join(folder, word) : word.replace(/^out\.prof$/, PROFILE)));
  const { exitCode, bytes } = await runCli(words);
  expect(exitCode).toBe(0);
  const at = words.indexOf('-o');
  expect(at < 0 ? bytes.length : statSync(words[at + 1] ?? '').size).toBeGreaterThan(1000);
});
