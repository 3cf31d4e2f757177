import { describe, expect, test } from 'vitest';
import { performEffect, type Stage } from '../../src/tui/effects.ts';
import { receiveCallers } from '../../src/tui/events.ts';
import { createExports } from '../../src/tui/exports.ts';
import { createStore, type ViewerStore } from '../../src/tui/store.ts';
import { createTurns } from '../../src/tui/turns.ts';
import { FakeHost, FakeScreen } from './fake-terminal.ts';
import { largeTable } from './made-tables.ts';
import { openViewer, press, readTable } from './press.ts';

function stageOn(store: ViewerStore, host: FakeHost = new FakeHost()): Stage & { readonly stdout: FakeScreen } {
  return {
    host,
    session: { handOver: (work) => work(), stop: () => undefined },
    watcher: { start: () => undefined, stop: () => undefined },
    stdout: new FakeScreen(),
    store,
    turns: createTurns(() => store.state().isDone),
    exports: createExports(host, store),
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

const EXPORT = { kind: 'export', path: 'out.md', replace: false } as const;

/** A viewer of so many functions, or of few, that was told to write its list. */
function exporting(functions: number | 'few', host: FakeHost = new FakeHost()) {
  const table = functions === 'few' ? readTable('words-py311') : largeTable(functions, '/srv/app');
  const store = createStore(openViewer(table));
  const stage = stageOn(store, host);
  performEffect(EXPORT, stage);
  return { store, stage, host, written: host.written, finish: stage.exports.finish };
}

describe.each(['few', 24_000] as const)('the list of %s functions is written', (functions) => {
  test('although another screen is in front before it is', async () => {
    const { store, written, finish } = exporting(functions);
    store.update((state) => press(state, '5'));
    await finish();
    expect(written.get('out.md')).toContain('## Functions by cumtime');
  });

  test('although the viewer is done before it is', async () => {
    const { store, written, finish } = exporting(functions);
    store.update((state) => ({ ...state, isDone: true }));
    await finish();
    expect(written.get('out.md')).toContain('## Functions by cumtime');
  });

  test('as it was although another profile is read instead', async () => {
    const { store, stage, host, written, finish } = exporting(functions);
    const before = store.state().table.length;
    host.profiles.set('small.prof', readTable('words-py313'));
    performEffect({ kind: 'load', path: 'small.prof', how: 'read' }, stage);
    await finish();
    expect(written.get('out.md')).toContain(`${before} functions, `);
  });
});

test('whether to write over a file is asked at once, before the list is made', () => {
  const host = new FakeHost();
  host.written.set('out.md', 'mine');
  const { store } = exporting(24_000, host);
  expect(store.state().overlay).toEqual({ kind: 'overwrite-question', path: 'out.md' });
});

test('a file that comes while the list is made stays as it is, and a menu that is open by then too', async () => {
  const { store, written, finish } = exporting(24_000);
  written.set('out.md', 'mine');
  store.update((state) => press(state, 's'));
  const { overlay } = store.state();
  await finish();
  expect(written.get('out.md')).toBe('mine');
  expect(store.state()).toMatchObject({ overlay, message: 'Not written: out.md has come meanwhile.' });
});

test('files are written in the order in which they were asked for, with modules that are not added up yet too', async () => {
  const { store, stage, written, finish } = exporting(24_000);
  store.update((state) => press(receiveCallers(state, state.table), '5'));
  performEffect({ ...EXPORT, replace: true }, stage);
  await finish();
  expect(written.get('out.md')).toMatch(/^## Time by library: .*\n\n\|/m);
});

test('what cannot be written when the viewer is done is told to who waits for it', async () => {
  const host = new FakeHost();
  host.writeFile = () => ({ refusal: 'out.md: no space left.' });
  const { store, finish } = exporting('few', host);
  store.update((state) => ({ ...state, isDone: true }));
  await expect(finish()).rejects.toThrow('out.md: no space left.');
});

test('with few functions the directories are off before the next key is heard', () => {
  const store = createStore(openViewer(readTable('words-py311')));
  performEffect({ kind: 'strip' }, stageOn(store));
  expect(store.state().isStripped).toBe(true);
});
