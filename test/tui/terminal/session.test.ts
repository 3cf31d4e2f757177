import { expect, test } from 'vitest';
import type { EndSignal } from '../../../src/tui/process-life.ts';
import { openSession } from '../../../src/tui/terminal/session.ts';
import { FakeKeyboard, FakeLife, FakeScreen } from '../fake-terminal.ts';

function open() {
  const life = new FakeLife();
  const ends: (EndSignal | null)[] = [];
  let time = 10_000;
  const session = openSession({
    stdin: new FakeKeyboard(),
    stdout: new FakeScreen(),
    life,
    onInput: () => undefined,
    onRepaint: () => undefined,
    onEnd: (signal) => ends.push(signal),
    now: () => time,
  });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { life, session, ends, pass };
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
