import { expect, test } from 'vitest';
import { createStore } from '../../../src/tui/store.ts';
import { paintStore } from '../../../src/tui/terminal/paint.tsx';
import { makeTheme } from '../../../src/tui/theme.ts';
import { FakeScreen } from '../fake-terminal.ts';
import { openViewer, press, readTable } from '../press.ts';

test('a change of the state is seen in the next frame', async () => {
  const store = createStore(openViewer(readTable('words-py311')));
  const screen = new FakeScreen();
  const painting = paintStore(store, makeTheme({ color: false, ascii: true }), screen);
  await expect.poll(() => screen.output).toContain('function 1 of');
  store.update((state) => press(state, 's'));
  await expect.poll(() => screen.output).toContain('Sort functions by');
  painting.close();
});
