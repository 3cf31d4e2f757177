import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { writeProfile } from '../decode/write-marshal.ts';
import { expectRestored, PROFILE, runInShell, type ShellOptions } from './shell.ts';
import type { Terminal } from './terminal.ts';

const ENTER = '\r';
const ESCAPE = '\x1b';
const CTRL_C = '\x03';

let terminal: Terminal;

function openViewer(options: ShellOptions = {}, path = PROFILE): Terminal {
  terminal = runInShell([path], options);
  return terminal;
}

/** A profile that takes longer to read than the viewer waits before it hears keys. */
function writeLong(): string {
  const folder = mkdtempSync(join(tmpdir(), 'viewer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'long.prof');
  const rows = Array.from({ length: 200_000 }, (_, at) => {
    const key = [`m${at % 1000}.py`, at, `f${at}`] as const;
    return { key, numbers: [1, 1, 1, 1] as const, callers: [] };
  });
  writeFileSync(path, writeProfile(rows, 4));
  return path;
}

async function openedViewer(options: ShellOptions = {}): Promise<Terminal> {
  const opened = openViewer(options);
  await opened.shows('function 1 of 25');
  await opened.shows('q quit'); // the last line: the picture is whole
  return opened;
}

afterEach(() => {
  terminal.close();
});

describe('in a terminal of 80x24', () => {
  test('the viewer opens on a screen of its own, sorted by cumulative time', async () => {
    await openedViewer();
    expect(terminal.isAlternate()).toBe(true);
    expect(terminal.lines()[2]).toContain('25 functions, 27781 calls (1476 primitive) in 83.1 ms');
    await terminal.shows(/^ Own time, without calls: .*\n(?:.*\n)+> {7,8}1 .*builtins\.exec\} *$/m);
    expect(terminal.lines()[23]).toMatch(/Enter open .* q quit$/);
  });

  test('t, c, r and the menu of s sort', async () => {
    await openedViewer();
    terminal.type('t');
    await terminal.shows(/^> +8361\/1 .*\(fib\)/m);
    terminal.type('c');
    await terminal.shows(/^> .*builtins\.exec/m);
    terminal.type('r');
    await terminal.shows('by cumtime ▲');
    terminal.type('s');
    await terminal.shows('Sort functions by');
    terminal.type(`k${ENTER}`);
    await terminal.shows('by ncalls ▼');
    await terminal.shows(/^> +8361\/1 .*\(fib\)/m);
  });

  test('Enter opens a function, Tab and Enter its caller, and Esc goes back to the same lines', async () => {
    await openedViewer();
    terminal.type(`jj${ENTER}`);
    await terminal.shows('Callees (1) by cumtime ▼');
    await terminal.shows('source not found');
    terminal.type('\t');
    await terminal.shows('caller 1 of 2');
    terminal.type(ENTER);
    await terminal.shows('Callees (12) by cumtime ▼');
    terminal.type(ESCAPE);
    await terminal.shows('caller 1 of 2');
    terminal.type(ESCAPE);
    await terminal.shows('function 3 of 25');
  });

  test('< and > move the sort column, U shows the seconds of pstats', async () => {
    await openedViewer();
    terminal.type('<');
    await terminal.shows('by tottime-percall ▼');
    terminal.type('>');
    await terminal.shows('by cumtime ▼');
    terminal.type('U');
    await terminal.shows('(1476 primitive) in 0.083 s');
    terminal.type('U');
    await terminal.shows('(1476 primitive) in 83.1 ms');
  });

  test('l shows names whole, and h at their beginning goes back', async () => {
    await openedViewer();
    terminal.type('il'); // without the summary there is room for the long name
    await terminal.shows('/opt/pythons/versions');
    terminal.type('h');
    await terminal.shows('functools.py:35(update_wrapper)');
    terminal.type('jj2');
    await terminal.shows('functions › recursion.py:8(fib)');
    await terminal.shows('itself (recursion)');
    terminal.type('\x1b[D');
    await terminal.shows('function 3 of 25');
    terminal.type(']');
    await terminal.shows('functions › recursion.py:8(fib)');
    terminal.type('1');
    await terminal.shows('[1 Functions]');
    await terminal.shows('function 3 of 25');
  });

  test('a key that does nothing says why', async () => {
    await openedViewer();
    terminal.type('1');
    await terminal.shows('These are all functions.');
    terminal.type(ESCAPE);
    await terminal.shows('This is the first screen; q quits.');
  });

  test('a burst of keys in one write loses none', async () => {
    await openedViewer();
    terminal.type('jjjjj');
    await terminal.shows('function 6 of 25');
    terminal.type('\x1b[B\x1b[B\x1b[Bkk');
    await terminal.shows('function 7 of 25');
  });

  test('? shows the keys, and Ctrl-L the same picture again', async () => {
    await openedViewer();
    terminal.type('?');
    await terminal.shows('open the function: its callers and callees');
    terminal.type(ESCAPE);
    await terminal.shows('function 1 of 25');
    await terminal.isIdle();
    const before = terminal.screen();
    const written = terminal.output.length;
    terminal.type('\x0c');
    await terminal.until(() => terminal.output.slice(written).includes('filename:lineno'), 'the screen is painted');
    await terminal.until(() => terminal.screen() === before, 'the picture is as before');
  });

  test('nothing is written while no key is pressed', async () => {
    await openedViewer();
    await terminal.shows(/Hints\(\d+\)/); // they are looked for between the keys, and come 0.1 s after the list
    terminal.type('j');
    await terminal.shows('function 2 of 25');
    terminal.type('k');
    await terminal.shows('function 1 of 25');
    const written = terminal.output.length;
    await new Promise((resolve) => setTimeout(resolve, 300)); // the one thing that only time can show
    expect(terminal.output.length).toBe(written);
  });

  test('an environment with CI in it does not blind the viewer', async () => {
    await openedViewer({ env: { CI: 'true' } });
    terminal.type('j');
    await terminal.shows('function 2 of 25');
  });
});

describe('another size', () => {
  test('is taken on at once, as often as it changes', async () => {
    await openedViewer();
    terminal.type('G');
    await terminal.shows('function 25 of 25');
    terminal.resize(40, 10);
    await terminal.shows(/cumtime ▼ {2}25 of 25/);
    expect(terminal.lines().filter((line) => line.startsWith('>')).length).toBe(1);
    terminal.resize(30, 6);
    await terminal.shows('30x6: needs 40x10 (q quits)');
    terminal.resize(120, 40);
    await terminal.shows('function 25 of 25');
    await terminal.until(() => terminal.lines()[39]?.includes('q quit') === true, 'the keys are in the last line');
    expect(terminal.screen().match(/filename:lineno/g)?.length).toBe(1);
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test('of 40x10 is enough to start in', async () => {
    await openViewer({ columns: 40, rows: 10 }).shows('1 of 25');
    expect(terminal.lines()[9]).toContain('q quit');
  });
});

describe('the terminal is as it was', () => {
  test('after q', async () => {
    await openedViewer();
    terminal.type('jq');
    await expectRestored(terminal, 0);
  });

  test('after a q that is typed while a large profile is read, without a picture', async () => {
    const path = writeLong();
    openViewer({}, path);
    await terminal.shows('text of the shell');
    terminal.type('q');
    await terminal.shows(/left with 0\n(.*\n)*icanon\s*\n(.*\n)*echo/);
    expect(terminal.output).not.toContain('\x1b[?1049h');
  });

  test('after Ctrl-C, in a menu too', async () => {
    await openedViewer();
    terminal.type('s');
    await terminal.shows('Sort functions by');
    terminal.type(CTRL_C);
    await expectRestored(terminal, 0);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('after %s', async (signal, status) => {
    await openedViewer();
    terminal.signalChild(signal);
    await expectRestored(terminal, status);
  });
});
