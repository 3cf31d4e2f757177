import { expect, test } from 'vitest';
import { performEffect, type Stage } from '../../src/tui/effects.ts';
import { createStore, type ViewerStore } from '../../src/tui/store.ts';
import { createTurns } from '../../src/tui/turns.ts';
import { FakeHost, FakeScreen } from './fake-terminal.ts';
import { largeTable } from './made-tables.ts';
import { openViewer, readTable } from './press.ts';

function stageOn(store: ViewerStore, host: FakeHost = new FakeHost()): Stage & { readonly stdout: FakeScreen } {
  return {
    host,
    session: { handOver: (work) => work(), stop: () => undefined },
    watcher: { start: () => undefined, stop: () => undefined },
    stdout: new FakeScreen(),
    store,
    turns: createTurns(() => store.state().isDone),
  };
}

function copied(text: string): { readonly output: string; readonly said: string | null } {
  const store = createStore(openViewer(readTable('recursion-py311')));
  const stage = stageOn(store);
  performEffect({ kind: 'copy', text }, stage);
  return { output: stage.stdout.output, said: store.state().message };
}

test('what is longer than terminals take is not copied, and that is said', () => {
  expect(copied('a'.repeat(100_000))).toMatchObject({ output: expect.stringContaining('\x1b]52;c;'), said: null });
  expect(copied('a'.repeat(100_001))).toMatchObject({
    output: '',
    said: expect.stringMatching(/^Not copied/),
  });
});

/** A viewer that was told to read a large profile, or to add it, and the sentences that it has shown since. */
function reading(how: 'read' | 'add') {
  const host = new FakeHost();
  host.profiles.set('large.prof', largeTable(24_000, '/srv/app')).set('small.prof', readTable('words-py313'));
  const store = createStore(openViewer(readTable('words-py311')));
  const said: (string | null)[] = [];
  store.subscribe(() => said.push(store.state().message));
  const stage = stageOn(store, host);
  performEffect({ kind: 'load', path: 'large.prof', how }, stage);
  const read = () => performEffect({ kind: 'load', path: 'small.prof', how: 'read' }, stage);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { store, said, stage, read, settle };
}

const READ_SMALL = [
  'Reading large.prof',
  'Reading small.prof',
  expect.stringMatching(/^Read small\.prof: \d+ functions$/),
];

test.each(['read', 'add'] as const)('what :read names comes in the place of what :%s still works on', async (how) => {
  const { store, said, read, settle } = reading(how);
  await Promise.resolve();
  read();
  await settle();
  expect(store.state().title).toBe('small.prof');
  expect(said).toEqual(READ_SMALL);
});

test('what is asked for while a profile is read is done with that', async () => {
  const { store, said, stage, settle } = reading('read');
  performEffect({ kind: 'strip' }, stage);
  await settle();
  expect(store.state()).toMatchObject({ title: 'large.prof', isStripped: true });
  expect(said.slice(0, 2)).toEqual(['Reading large.prof', 'Read large.prof: 24000 functions']);
});

test('nothing is worked on when the viewer is done', async () => {
  const { store, said, settle } = reading('add');
  await Promise.resolve();
  store.update((state) => ({ ...state, isDone: true }));
  await settle();
  expect(store.state().title).toBe('out.prof');
  expect(said.some((text) => text?.startsWith('Added'))).toBe(false);
});
