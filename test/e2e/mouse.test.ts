import { afterEach, expect, test } from 'vitest';
import { expectRestored, PROFILE, runInShell } from './shell.ts';
import type { Terminal } from './terminal.ts';

const MOUSE_ON = '\x1b[?1000h\x1b[?1006h';
const MOUSE_OFF = '\x1b[?1006l\x1b[?1000l';

let terminal: Terminal;

afterEach(() => {
  terminal.close();
});

/** Of 20 rows: in a higher window the summary comes between the keys, and the rows of the list move down. */
async function opened(...args: readonly string[]): Promise<Terminal> {
  terminal = runInShell([...args, PROFILE], { env: { EDITOR: 'true' }, rows: 20 });
  await terminal.shows('function 1 of 25');
  await terminal.shows('q quit');
  return terminal;
}

/** Presses the left button on a text and lets it go, as a terminal reports it. */
function clickOn(text: string): void {
  const lines = terminal.lines();
  const y = lines.findIndex((line) => line.includes(text)) + 1;
  const x = (lines[y - 1]?.indexOf(text) ?? 0) + 1;
  terminal.type(`\x1b[<0;${x};${y}M\x1b[<0;${x};${y}m`);
}

test('clicks select, sort, open and press keys, the wheel scrolls, and a click on quit quits', async () => {
  await opened();
  expect(terminal.output).toContain(MOUSE_ON);
  terminal.type('\x1b[<0;5;7M\x1b[<0;5;7m');
  await terminal.shows('function 3 of 25');
  terminal.type('\x1b[<64;5;6M\x1b[<65;5;6M\x1b[<65;5;6M');
  await terminal.shows('function 7 of 25');
  clickOn('tottime');
  await terminal.shows('by tottime ▼');
  clickOn('17(ackermann)');
  await terminal.shows('functions › recursion.py:17(ackermann)');
  clickOn('Esc back');
  await terminal.shows('/ filter'); // the last line is that of the list again
  clickOn('q quit');
  await expectRestored(terminal, 0);
});

test('a report that comes in two parts, or is pasted, is no keys', async () => {
  await opened();
  terminal.type('\x1b[<0;5');
  await new Promise((resolve) => setTimeout(resolve, 600)); // longer than the beginning of a sequence is held back
  terminal.type(';6M');
  terminal.type('\x1b[200~\x1b[<0;5;6M\x1b[201~');
  terminal.type('j');
  await terminal.shows('function 2 of 25');
});

test.each([
  ['SIGTERM', 143],
  ['SIGQUIT', 131],
  ['SIGHUP', 129],
] as const)('the mouse is given back after %s', async (signal, status) => {
  await opened();
  terminal.signalChild(signal);
  await terminal.shows(`left with ${status}`);
  expect(terminal.output.lastIndexOf(MOUSE_OFF)).toBeGreaterThan(terminal.output.lastIndexOf(MOUSE_ON));
});

test('it is given back after Ctrl-C', async () => {
  await opened();
  terminal.type('\x03');
  await expectRestored(terminal, 0);
});

test('with --no-mouse the terminal keeps it', async () => {
  await opened('--no-mouse');
  terminal.type('q');
  await terminal.shows('left with 0');
  expect(terminal.output).not.toMatch(/\[\?100[0-6]/);
});
