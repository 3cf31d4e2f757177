import { expect, test } from 'vitest';
import type { EndSignal } from '../../../src/tui/process-life.ts';
import { openSession } from '../../../src/tui/terminal/session.ts';
import { FakeKeyboard, FakeLife, FakeScreen } from '../fake-terminal.ts';

function open({ hasMouse = true } = {}) {
  const life = new FakeLife();
  const screen = new FakeScreen();
  const ends: (EndSignal | null)[] = [];
  let time = 10_000;
  const session = openSession({
    stdin: new FakeKeyboard(),
    stdout: screen,
    life,
    hasMouse,
    onInput: () => undefined,
    onRepaint: () => undefined,
    onEnd: (signal) => ends.push(signal),
    now: () => time,
  });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { life, screen, session, ends, pass };
}

test('the Ctrl-C that was meant for an editor does not end the viewer, however late it is heard', () => {
  const { life, session, ends, pass } = open();
  session.handOver(() => null);
  pass(500);
  life.listeners.endSignal?.('SIGINT');
  expect(ends).toEqual([]);
  pass(600);
  life.listeners.endSignal?.('SIGINT');
  expect(ends).toEqual(['SIGINT']);
});

test('other signals end it right after an editor, and SIGINT does before there was one', () => {
  const { life, session, ends } = open();
  life.listeners.endSignal?.('SIGINT');
  session.handOver(() => null);
  life.listeners.endSignal?.('SIGTERM');
  expect(ends).toEqual(['SIGINT', 'SIGTERM']);
});

const ON = '\x1b[?1000h';
const OFF = '\x1b[?1000l';

test('the mouse is given away with the terminal, to an editor and to the shell, and taken back', () => {
  const { life, screen, session } = open();
  const isOn = (): boolean => screen.output.lastIndexOf(ON) > screen.output.lastIndexOf(OFF);
  expect(isOn()).toBe(true);
  const seen: boolean[] = [];
  session.handOver(() => seen.push(isOn()));
  expect(isOn()).toBe(true);
  life.whileStopped = () => seen.push(isOn());
  session.stop('job');
  expect(seen).toEqual([false, false]);
  life.listeners.continued?.();
  expect(isOn()).toBe(true);
  session.close();
  expect(isOn()).toBe(false);
});

test('a mouse that is left to the terminal is neither taken nor given back', () => {
  const { screen, session } = open({ hasMouse: false });
  session.handOver(() => null);
  session.close();
  expect(screen.output).not.toContain('1000');
});
