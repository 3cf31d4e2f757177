import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, test } from 'vitest';
import { writeProfile } from '../decode/write-marshal.ts';
import { expectRestored, runInShell } from './shell.ts';
import type { Terminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-source-'));
let terminal: Terminal;

afterEach(() => terminal.close());
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['/proc/self/pagemap', 'no source is read below'],
  ['/proc/kmsg', 'no source is read below'],
  [`/${'a/'.repeat(100_000)}x.py`, 'no path is longer than'],
])('the viewer lives on after Enter on a function in %s', async (file, why) => {
  const dump = join(folder, 'x.prof');
  writeFileSync(dump, writeProfile([{ key: [file, 1, 'f'], numbers: [1n, 1n, 1, 1], callers: [] }], 2));
  terminal = runInShell([dump], { columns: 160, rows: 30 });
  await terminal.shows('function 1 of 1');
  terminal.type('o');
  await terminal.shows('No file');
  terminal.type('\r');
  await terminal.shows(why);
  terminal.type('qq');
  await expectRestored(terminal, 0);
});

test('the viewer shows a source of 4 MB as plain text, and hears the next key', async () => {
  const file = join(folder, 'large.py');
  writeFileSync(file, 'def f(): return [1, 2]\n'.repeat(170_000)); // fewer characters than the commands parse
  const dump = join(folder, 'large.prof');
  writeFileSync(dump, writeProfile([{ key: [file, 1, 'f'], numbers: [1n, 1n, 1, 1], callers: [] }], 2));
  terminal = runInShell([dump], { columns: 160, rows: 30 });
  await terminal.shows('function 1 of 1');
  terminal.type('\r');
  await terminal.shows('not parsed, since it has more than 500,000 characters');
  await terminal.shows('def f(): return [1, 2]');
  terminal.type('qq');
  await expectRestored(terminal, 0);
});
