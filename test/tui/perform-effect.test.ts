import { expect, test } from 'vitest';
import { performEffect } from '../../src/tui/perform-effect.ts';
import type { Action } from '../../src/tui/state/action.ts';
import { FakeHost, FakeScreen } from './fake-terminal.ts';
import { openViewer, readTable } from './press.ts';

function copied(text: string): { readonly output: string; readonly said: readonly Action[] } {
  const stdout = new FakeScreen();
  const said: Action[] = [];
  const state = openViewer(readTable('recursion-py311'));
  performEffect(
    { kind: 'copy', text },
    {
      host: new FakeHost(),
      session: { handOver: (work) => work(), stop: () => undefined, close: () => undefined },
      watcher: { start: () => undefined, stop: () => undefined },
      stdout,
      dispatch: (action) => said.push(action),
      state: () => state,
    },
  );
  return { output: stdout.output, said };
}

test('what is longer than terminals take is not copied, and that is said', () => {
  expect(copied('a'.repeat(100_000))).toMatchObject({ output: expect.stringContaining('\x1b]52;c;'), said: [] });
  expect(copied('a'.repeat(100_001))).toMatchObject({
    output: '',
    said: [{ type: 'say', text: expect.stringMatching(/^Not copied/) }],
  });
});
