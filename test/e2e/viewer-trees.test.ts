import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Terminal } from './terminal.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROGRAM = join(ROOT, 'bin/pyprof-view.js');
const ENTER = '\r';

let terminal: Terminal;

function profile(name: string): string {
  return join(ROOT, `fixtures/profiles/${name}/out.prof`);
}

async function opened(names: readonly string[], size: { columns: number; rows: number }): Promise<Terminal> {
  terminal = new Terminal(process.execPath, [PROGRAM, ...names.map(profile)], size);
  await terminal.shows('q quit');
  return terminal;
}

afterEach(() => {
  terminal.close();
});

describe.each([
  { columns: 80, rows: 24 },
  { columns: 40, rows: 10 },
  { columns: 120, rows: 53 },
])('in a terminal of $columns x $rows', (size) => {
  test('the call tree opens, follows the hot path, is turned round, and leads back', async () => {
    await opened(['recursion-py311'], size);
    terminal.type('3');
    await terminal.shows(/> .*builtins\.exec\}/);
    terminal.type('p');
    await terminal.shows(/^> .*\(recursion\)/m);
    await terminal.shows('calls itself');
    terminal.type('i');
    await terminal.shows('called by');
    terminal.type('1');
    await terminal.shows('q quit');
    await terminal.until(() => !terminal.screen().includes('called by'), 'the functions are there');
  });

  test('libraries open into functions, and these into their callers', async () => {
    await opened(['jsontool-py36'], size);
    terminal.type('5');
    await terminal.shows(/^> .*json/m);
    terminal.type(ENTER);
    await terminal.shows(/_iterencode_dict/);
    terminal.type(ENTER);
    await terminal.shows('Callees (');
  });

  test('each of several profiles has its line, for all and for one function', async () => {
    await opened(['recursion-py311', 'words-py311'], size);
    terminal.type('8');
    await terminal.shows(/profile 1 of 2|profiles +1 of 2/);
    expect(terminal.lines().filter((line) => line.includes('out.prof')).length).toBeGreaterThanOrEqual(2);
    terminal.type('1#F');
    await terminal.shows(/in each profile/);
  });
});
