import { expect, test } from 'vitest';
import { findShownHints } from '../../src/tui/background.ts';
import type { FindHints } from '../../src/tui/host.ts';
import { reload } from '../../src/tui/replace-profile.ts';
import { createStore, type ViewerStore } from '../../src/tui/store.ts';
import { openWith, readTable } from './press.ts';

test.each([
  [
    'another profile has come',
    (store: ViewerStore) => store.update((state) => reload(state, readTable('words-py313'))),
  ],
  ['the viewer is done', (store: ViewerStore) => store.update((state) => ({ ...state, isDone: true }))],
])('hints are looked for until %s', (_what, change) => {
  const asked: (() => boolean)[] = [];
  const findHints: FindHints = (_table, _memory, isWanted = () => true) => {
    asked.push(isWanted);
    return new Promise(() => undefined);
  };
  const table = readTable('words-py311');
  const store = createStore(openWith({ table, findsHints: true }));
  findShownHints(store, { findHints }, () => undefined);
  expect(asked[0]?.()).toBe(true);
  change(store);
  expect(asked[0]?.()).toBe(false);
});
