import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import { Viewer } from '../../src/tui/screens/viewer.tsx';
import { currentScreen } from '../../src/tui/state/viewer-state.ts';
import { makeTheme } from '../../src/tui/theme.ts';
import { createStore } from '../../src/tui/viewer-store.ts';
import { openViewer, readTable } from './press.ts';

function openInInk() {
  const store = createStore(openViewer(readTable('words-py311')));
  const ink = render(<Viewer store={store} theme={makeTheme({ color: false, ascii: true })} />);
  const listOf = () => {
    const screen = currentScreen(store.state());
    return screen.kind === 'functions' ? screen.list.selected : null;
  };
  return { ink, store, listOf };
}

test('keys that are read at once all count', async () => {
  const { ink, listOf } = openInInk();
  await expect.poll(() => ink.stdin.listenerCount('readable')).toBeGreaterThan(0);
  ink.stdin.write('jjjjj');
  ink.stdin.write('\x1b[B\x1b[B\x1b[Bk');
  expect(listOf()).toBe(7);
  ink.unmount();
});

test('a key is seen in the next frame', async () => {
  const { ink } = openInInk();
  await expect.poll(() => ink.stdin.listenerCount('readable')).toBeGreaterThan(0);
  ink.stdin.write('s');
  await expect.poll(() => ink.lastFrame()).toContain('Sort functions by');
  ink.unmount();
});

test('Enter, Tab and control keys arrive by their names', async () => {
  const { ink, store } = openInInk();
  await expect.poll(() => ink.stdin.listenerCount('readable')).toBeGreaterThan(0);
  ink.stdin.write('j');
  ink.stdin.write('\r');
  ink.stdin.write('\t');
  expect(currentScreen(store.state())).toMatchObject({ kind: 'function', active: 'callers' });
  ink.stdin.write('\x0c');
  expect(store.state().repaints).toBe(1);
  ink.stdin.write('\x03');
  expect(store.state().isDone).toBe(true);
  ink.unmount();
});

test('Esc and a key typed right behind it are both heard', async () => {
  const { ink, store, listOf } = openInInk();
  await expect.poll(() => ink.stdin.listenerCount('readable')).toBeGreaterThan(0);
  ink.stdin.write('j\r\x1bj');
  expect(listOf()).toBe(2);
  expect(store.state().screens.length).toBe(1);
  ink.unmount();
});
