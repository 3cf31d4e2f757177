import { expect, test } from 'vitest';
import { performEffect } from '../../src/tui/effects.ts';
import { createStore } from '../../src/tui/store.ts';
import { FakeHost, FakeScreen } from './fake-terminal.ts';
import { openViewer, readTable } from './press.ts';

function copied(text: string): { readonly output: string; readonly said: string | null } {
  const stdout = new FakeScreen();
  const store = createStore(openViewer(readTable('recursion-py311')));
  performEffect(
    { kind: 'copy', text },
    {
      host: new FakeHost(),
      session: { handOver: (work) => work(), stop: () => undefined },
      watcher: { start: () => undefined, stop: () => undefined },
      stdout,
      store,
    },
  );
  return { output: stdout.output, said: store.state().message };
}

test('what is longer than terminals take is not copied, and that is said', () => {
  expect(copied('a'.repeat(100_000))).toMatchObject({ output: expect.stringContaining('\x1b]52;c;'), said: null });
  expect(copied('a'.repeat(100_001))).toMatchObject({
    output: '',
    said: expect.stringMatching(/^Not copied/),
  });
});
