import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { startViewer } from '../../src/tui/start.tsx';
import { namedOrdering } from '../../src/tui/state/function-orders.ts';
import { readTable } from './press.ts';

/** Standard input as a terminal gives it; remembers whether it is in raw mode. */
class Keyboard extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

class Screen extends Writable {
  readonly isTTY = true;
  columns = 80;
  rows = 24;
  output = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.output += chunk.toString('utf8');
    done();
  }
}

function start(table: ProfileTable) {
  const keyboard = new Keyboard();
  const screen = new Screen();
  const listeners = screen.listenerCount('resize');
  const ended = startViewer({
    table,
    title: 'out.prof',
    sort: namedOrdering('tottime'),
    reverse: false,
    theme: { color: true, ascii: false },
    stdin: keyboard,
    stdout: screen,
  });
  const expectRestored = () => {
    expect(keyboard.isRaw).toBe(false);
    expect(screen.output.lastIndexOf('\x1b[?1049l')).toBeGreaterThan(screen.output.lastIndexOf('\x1b[?1049h'));
    expect(screen.output.endsWith('\x1b[?25h')).toBe(true);
    expect(screen.listenerCount('resize')).toBe(listeners);
  };
  return { keyboard, screen, ended, expectRestored };
}

test('the viewer takes the terminal, and gives it back on q', async () => {
  const { keyboard, screen, ended, expectRestored } = start(readTable('words-py311'));
  await expect.poll(() => screen.output).toContain('by tottime');
  expect(keyboard.isRaw).toBe(true);
  keyboard.write('jq');
  await ended;
  expectRestored();
});

test('an error while a key is handled comes to the caller, and the terminal is given back', async () => {
  const table = { ...readTable('words-py311'), edges: () => fail('no edges today') };
  const { keyboard, screen, ended, expectRestored } = start(table);
  await expect.poll(() => screen.output).toContain('by tottime');
  keyboard.write('\r');
  await expect(ended).rejects.toThrow('no edges today');
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

function fail(message: string): never {
  throw new Error(message);
}
