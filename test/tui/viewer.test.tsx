import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import { Viewer } from '../../src/tui/screens/viewer.tsx';
import { makeTheme } from '../../src/tui/theme.ts';
import { createStore } from '../../src/tui/viewer-store.ts';
import { openViewer, readTable } from './press.ts';

test('a change of the state is seen in the next frame', async () => {
  const store = createStore(openViewer(readTable('words-py311')));
  const ink = render(<Viewer store={store} theme={makeTheme({ color: false, ascii: true })} />);
  expect(ink.lastFrame()).toContain('function 1 of');
  store.dispatch({ type: 'open-overlay', kind: 'sort-menu' });
  await expect.poll(() => ink.lastFrame()).toContain('Sort functions by');
  ink.unmount();
});
