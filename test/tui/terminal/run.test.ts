import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { EdgeTable, ProfileTable } from '../../../src/profile/profile-table.ts';
import { madeOnce } from '../../../src/profile/steps.ts';
import { resolveSortOrder } from '../../../src/select/sort-keys.ts';
import { startViewer } from '../../../src/tui/terminal/start.ts';
import type { ThemeOptions } from '../../../src/tui/theme.ts';
import { FakeHost, FakeKeyboard, FakeLife, FakeScreen } from '../fake-terminal.ts';
import { readTable } from '../press.ts';

function start(table: ProfileTable, theme: ThemeOptions = { color: '16', ascii: false }, rows = 24, hasMouse = true) {
  const keyboard = new FakeKeyboard();
  const screen = new FakeScreen();
  screen.rows = rows;
  const life = new FakeLife();
  const host = new FakeHost();
  const listeners = screen.listenerCount('resize');
  const ended = startViewer({
    table,
    title: 'out.prof',
    files: ['out.prof'],
    sort: resolveSortOrder(['tottime']),
    reverse: false,
    baseline: null,
    theme,
    hasMouse,
    stdin: keyboard,
    stdout: screen,
    life,
    host,
  });
  const expectRestored = () => {
    expect(keyboard.isRaw).toBe(false);
    expect(screen.output.lastIndexOf('\x1b[?1049l')).toBeGreaterThan(screen.output.lastIndexOf('\x1b[?1049h'));
    expect(screen.output.lastIndexOf('\x1b[?25h')).toBeGreaterThan(screen.output.lastIndexOf('\x1b[?25l'));
    expect(screen.output.lastIndexOf('\x1b[?2004l')).toBeGreaterThan(screen.output.lastIndexOf('\x1b[?2004h'));
    expect(screen.output.lastIndexOf('\x1b[?1006l\x1b[?1000l')).toBeGreaterThan(
      screen.output.lastIndexOf('\x1b[?1000h'),
    );
    expect(screen.listenerCount('resize')).toBe(listeners);
    expect(Object.values(life.listeners).every((listener) => listener === undefined)).toBe(true);
  };
  return { keyboard, screen, life, host, ended, expectRestored };
}

test('the viewer takes the terminal, and gives it back on q', async () => {
  const { keyboard, screen, ended, expectRestored } = start(readTable('words-py311'));
  await expect.poll(() => screen.output).toContain('by tottime');
  expect(keyboard.isRaw).toBe(true);
  keyboard.write('jq');
  await ended;
  expectRestored();
});

const withoutEdges = () => ({
  ...readTable('words-py311'),
  edges: madeOnce<EdgeTable>(() => fail('no edges today')),
});

test('an error between the keys comes to the caller, and the terminal is given back', async () => {
  const { ended, expectRestored } = start(withoutEdges());
  await expect(ended).rejects.toThrow('no edges today');
  expectRestored();
});

test('an error while a key is handled comes to the caller, and the terminal is given back', async () => {
  const { keyboard, screen, ended, expectRestored } = start(withoutEdges(), undefined, 20); // no room for a summary
  await expect.poll(() => screen.output).toContain('by tottime');
  keyboard.write('\r');
  await expect(ended).rejects.toThrow('no edges today');
  expectRestored();
});

test('an error before the first frame comes to the caller, and the terminal is given back', async () => {
  const theme: ThemeOptions = {
    ascii: false,
    get color() {
      return fail('no colors today');
    },
  };
  const { ended, expectRestored } = start(readTable('words-py311'), theme);
  await expect(ended).rejects.toThrow('no colors today');
  expectRestored();
});

test('an error while a frame is drawn comes to the caller, and the terminal is given back', async () => {
  const sound = readTable('words-py311');
  let isBroken = false;
  const table = {
    ...sound,
    get cumtime() {
      return isBroken ? fail('no times today') : sound.cumtime;
    },
  };
  const { keyboard, screen, ended, expectRestored } = start(table);
  await expect.poll(() => screen.output).toContain('by tottime');
  isBroken = true;
  keyboard.write('j');
  await expect(ended).rejects.toThrow('no times today');
  expectRestored();
});

test('a new size of the terminal is drawn, and fetch is there again', async () => {
  const { keyboard, screen, ended } = start(readTable('words-py311'));
  await expect.poll(() => screen.output).toContain('by tottime');
  expect(typeof fetch).toBe('function');
  screen.columns = 30;
  screen.emit('resize');
  await expect.poll(() => screen.output).toContain('30x24: needs 40x10');
  keyboard.write('q');
  await ended;
});

async function opened(): Promise<ReturnType<typeof start>> {
  const started = start(readTable('words-py311'));
  await expect.poll(() => started.screen.output).toContain('by tottime');
  return started;
}

test('keys that are read at once all count, and pasted text is no keys', async () => {
  const { keyboard, screen, ended } = await opened();
  keyboard.write('jjjjj\x1b[200~qqq\x1b[201~\x1b[B\x1b[B\x1b[Bk');
  await expect.poll(() => screen.output).toMatch(/8 of 175/);
  keyboard.write('q');
  await ended;
});

test.each([
  ['Esc and an arrow', '\x1b\x1b[B'],
  ['Esc and a letter', '\x1bj'],
])('%s typed at once are both heard', async (_what, keys) => {
  const { keyboard, screen, ended } = await opened();
  keyboard.write('j\r');
  await expect.poll(() => screen.output).toContain('Callees');
  keyboard.write(keys);
  await expect.poll(() => screen.output).toContain('function 3 of');
  keyboard.write('q');
  await ended;
});

test.each([
  ['q', 'q'],
  ['the key of another screen', '5'],
])('the screen that e was pressed in is written although %s is read with it', async (_what, key) => {
  const { keyboard, host, ended } = await opened();
  keyboard.write(`e\x15out.md\r${key}`);
  if (key !== 'q') {
    await expect.poll(() => host.written.size).toBe(1);
    keyboard.write('q');
  }
  await ended;
  expect(host.written.get('out.md')).toContain('## Functions by tottime');
});

test('what cannot be written after q comes to the caller, and the terminal is given back', async () => {
  const { keyboard, host, ended, expectRestored } = await opened();
  host.writeFile = () => ({ refusal: 'out.md: no space left.' });
  keyboard.write('e\x15out.md\rq');
  await expect(ended).rejects.toThrow('out.md: no space left.');
  expectRestored();
});

test('keys that are read with :callers are heard in front of the function', async () => {
  const { keyboard, host, ended } = await opened();
  keyboard.write(':callers fact\re\x15out.md\rq');
  await ended;
  expect(host.written.get('out.md')).toContain('## Callers');
});

test('a lone Esc is heard although nothing follows', async () => {
  const { keyboard, screen, ended } = await opened();
  keyboard.write('s');
  await expect.poll(() => screen.output).toContain('Sort functions by');
  const { length } = screen.output;
  keyboard.write('\x1b');
  await expect.poll(() => screen.output.slice(length)).toContain('function 1 of');
  keyboard.write('q');
  await ended;
});

test('Ctrl-Z gives the terminal back, stops, and takes it again with a whole picture', async () => {
  const { keyboard, screen, life, ended, expectRestored } = await opened();
  let outputAtStop = '';
  life.whileStopped = () => {
    expect(keyboard.isRaw).toBe(false);
    outputAtStop = screen.output;
  };
  keyboard.write('\x1aj');
  await expect.poll(() => screen.output.slice(outputAtStop.length)).toContain('2 of 175');
  expect(outputAtStop.endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
  expect(screen.output.slice(outputAtStop.length).startsWith('\x1b[?1049h')).toBe(true);
  expect(screen.output.slice(outputAtStop.length)).toContain('731795 calls');
  expect(keyboard.isRaw).toBe(true);
  expect(life.asked).toEqual(['stop job', 'refresh size']);
  keyboard.write('q');
  await ended;
  expectRestored();
});

test('a signal to stop stops this process alone', async () => {
  const { keyboard, life, ended } = await opened();
  life.listeners.stopSignal?.();
  expect(life.asked).toEqual(['stop process', 'refresh size']);
  keyboard.write('q');
  await ended;
});

test('a process that goes on takes the terminal and paints all', async () => {
  const { keyboard, screen, life, ended } = await opened();
  const { length } = screen.output;
  life.listeners.continued?.();
  await expect.poll(() => screen.output.slice(length)).toContain('731795 calls');
  keyboard.write('q');
  await ended;
});

test.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const)('%s gives the terminal back first', async (signal) => {
  const { life, ended, expectRestored } = await opened();
  life.listeners.endSignal?.(signal);
  expect(life.asked).toEqual([`end by ${signal}`]);
  expectRestored();
  await ended;
});

test('an error that nobody caught comes to the caller, and the terminal is given back', async () => {
  const { life, ended, expectRestored } = await opened();
  life.listeners.failure?.(new Error('nobody caught me'));
  await expect(ended).rejects.toThrow('nobody caught me');
  expectRestored();
});

test('a terminal that is gone ends the viewer', async () => {
  const { keyboard, ended, expectRestored } = await opened();
  keyboard.end();
  await ended;
  expectRestored();
});

test('o gives the terminal to the editor at the place of the selection, and says what it opened', async () => {
  const { keyboard, screen, host, ended, expectRestored } = await opened();
  let modeInEditor: boolean | null = null;
  host.prepareEditor = (path, line) => ({
    run: () => {
      modeInEditor = keyboard.isRaw;
      host.asked.push(`${path}:${line}`);
      return null;
    },
  });
  keyboard.write('jo');
  await expect.poll(() => screen.output).toContain('Opened py2_app.py:14');
  expect(host.asked).toEqual(['py2_app.py:14']);
  expect(modeInEditor).toBe(false);
  expect(keyboard.isRaw).toBe(true);
  keyboard.write('q');
  await ended;
  expectRestored();
});

test('what the editor had to complain of is said', async () => {
  const { keyboard, screen, host, ended } = await opened();
  host.prepareEditor = () => ({ run: () => 'The editor vim ended with 1.' });
  keyboard.write('jo');
  await expect.poll(() => screen.output).toContain('The editor vim ended with 1.');
  keyboard.write('q');
  await ended;
});

test('y sends file and line to the clipboard of the terminal', async () => {
  const { keyboard, screen, ended } = await opened();
  keyboard.write('jy');
  await expect.poll(() => screen.output).toContain('Sent to the clipboard (OSC 52): py2_app.py:14');
  const sent = /52;c;([A-Za-z0-9+/=]+)/.exec(screen.output)?.[1] ?? '';
  expect(Buffer.from(sent, 'base64').toString()).toBe('py2_app.py:14');
  keyboard.write('q');
  await ended;
});

test('w follows the file, keeps the old profile while it is broken, and ends with w or with the viewer', async () => {
  const { keyboard, screen, host, ended } = await opened();
  keyboard.write('w');
  await expect.poll(() => host.watched).not.toBeNull();
  host.watched?.onBroken('out.prof: the file is empty.');
  await expect.poll(() => screen.output).toContain('The profile from before stays: out.prof: the file is empty.');
  host.watched?.onLoaded(readTable('words-py313'));
  await expect.poll(() => screen.output).toContain('Read again: +0.264 s');
  keyboard.write('w');
  await expect.poll(() => host.watched).toBeNull();
  keyboard.write('w');
  await expect.poll(() => host.watched).not.toBeNull();
  keyboard.write('q');
  await ended;
  expect(host.watched).toBeNull();
});

function fail(message: string): never {
  throw new Error(message);
}

test('a click and the wheel are heard, and a click on quit ends with the release', async () => {
  const { keyboard, screen, ended, expectRestored } = start(readTable('words-py311'), undefined, 20);
  await expect.poll(() => screen.output).toContain('by tottime');
  expect(screen.output).toContain('\x1b[?1000h\x1b[?1006h');
  keyboard.write('\x1b[<0;6;7M\x1b[<0;6;7m');
  await expect.poll(() => screen.output).toMatch(/> +152875 +310 ms/);
  const last = lastLine(screen.output);
  const column = last.indexOf('q quit') + 1;
  keyboard.write(`\x1b[<0;${column};20M`);
  keyboard.write(`\x1b[<0;${column};20m`);
  await ended;
  expectRestored();
});

/** The keys as they were last written. */
function lastLine(output: string): string {
  return (
    stripVTControlCharacters(output)
      .split('\n')
      .findLast((line) => line.includes('q quit')) ?? ''
  );
}

test('without the mouse nothing is asked of the terminal for it', async () => {
  const { keyboard, screen, ended } = start(readTable('words-py311'), undefined, 24, false);
  await expect.poll(() => screen.output).toContain('by tottime');
  keyboard.write('q');
  await ended;
  expect(screen.output).not.toMatch(/\[\?100[0-6]/);
});
