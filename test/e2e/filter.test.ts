import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { expectRestored, runInShell } from './shell.ts';
import type { Terminal } from './terminal.ts';

const SHOP = join(import.meta.dirname, '../../fixtures/profiles/shop-py38/out.prof');

const ENTER = '\r';
const ESCAPE = '\x1b';
const CTRL_C = '\x03';

let terminal: Terminal;

afterEach(() => {
  terminal.close();
});

async function opened(): Promise<Terminal> {
  terminal = runInShell([SHOP]);
  await terminal.shows('function 1 of 483');
  return terminal;
}

describe('the filter in a terminal', () => {
  test('takes a burst of keys, shows its own cursor, and is kept by Enter', async () => {
    await opened();
    terminal.type('/MODELS.py: -Product');
    await terminal.shows(/^ \/MODELS\.py: -Product$/m);
    await terminal.shows(/1 of \d+ shown, 483 in all/);
    await terminal.until(
      () => terminal.cursor().x === 21 && terminal.cursor().y === 22,
      'the cursor stands behind what was typed',
    );
    await terminal.until(
      () => terminal.output.lastIndexOf('\x1b[?25h') > terminal.output.lastIndexOf('\x1b[?25l'),
      'the cursor is shown',
    );
    terminal.type(ENTER);
    await terminal.shows(/models\.py.*\n.*Esc all|Enter open/);
    expect(terminal.screen()).not.toContain('Product)');
    await terminal.until(
      () => terminal.output.lastIndexOf('\x1b[?25l') > terminal.output.lastIndexOf('\x1b[?25h'),
      'the cursor is hidden again',
    );
  });

  test('takes wide characters and a pasted text, and Esc brings all back', async () => {
    await opened();
    terminal.type('/名前');
    await terminal.shows(' /名前');
    await terminal.until(() => terminal.cursor().x === 6, 'the cursor stands behind two wide characters');
    terminal.type('\x15\x1b[200~models.py\nq\x1b[201~');
    await terminal.shows(' /models.py q');
    terminal.type(ESCAPE);
    await terminal.shows('function 1 of 483');
  });

  test('tests a regex, and gives up on one that takes for ever', async () => {
    await opened();
    terminal.type(`//models\\.py:\\d+\\(total\\)$/${ENTER}`);
    await terminal.shows('1 of 1 shown, 483 in all');
    terminal.type(`/\x15/(.+)+:::$/`);
    await terminal.shows(/takes longer than 0\.1 s/);
    terminal.type(`${ESCAPE}`);
    await terminal.shows('1 of 1 shown, 483 in all');
  });

  test('leaves the terminal as it was when it is quit in the middle of a line', async () => {
    await opened();
    terminal.type(`/mod${CTRL_C}`);
    await expectRestored(terminal, 0);
  });
});

describe('hiding in a terminal', () => {
  test('m leaves my code and says where the time went', async () => {
    await opened();
    terminal.type('m');
    await terminal.shows('1 of 32 shown, 483 in all');
    expect(terminal.lines()[2]).toMatch(/451 hidden: .* charged to their callers/);
    terminal.type('H');
    await terminal.shows('> [x] built-in functions');
    terminal.type(`${ENTER}${ESCAPE}`);
    await terminal.shows('1 of 123 shown, 483 in all');
  });
});
