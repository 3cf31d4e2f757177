import { describe, expect, test } from 'vitest';
import type { KeyContext } from '../../../src/tui/keymap/binding.ts';
import { BINDINGS } from '../../../src/tui/keymap/bindings.ts';
import { keyLabel } from '../../../src/tui/keymap/key-label.ts';
import { actionOfKey, bindingsFor } from '../../../src/tui/keymap/keymap.ts';
import { keyBar } from '../../../src/tui/rows/key-bar.ts';
import { currentScreen } from '../../../src/tui/state/viewer-state.ts';
import { makeTheme } from '../../../src/tui/theme.ts';
import { openViewer, press, readTable } from '../press.ts';

const CONTEXTS: readonly KeyContext[] = [
  'functions',
  'function',
  'tree',
  'modules',
  'module',
  'profiles',
  'help',
  'sort-menu',
];
/** The keys that do something else where their first meaning does nothing. */
const BACK_AT_THE_LEFT_END = ['left: back', 'h: back'];
const SHARED: Partial<Record<KeyContext, readonly string[]>> = {
  functions: ['escape: back', ...BACK_AT_THE_LEFT_END],
  function: BACK_AT_THE_LEFT_END,
  tree: ['enter: enter', ...BACK_AT_THE_LEFT_END],
};
const plain = { ...makeTheme({ color: false, ascii: true }), paint: (_role: string, text: string) => text };

describe('the key table', () => {
  test.each(CONTEXTS)('gives no key two meanings in front of the %s', (context) => {
    const taken = bindingsFor(context).flatMap(({ command, keys }) => keys.map((key) => `${key}: ${command}`));
    const keys = taken.map((entry) => entry.split(': ')[0]);
    expect(taken.filter((_, at) => keys.indexOf(keys[at]) !== at)).toEqual(SHARED[context] ?? []);
  });

  test.each(CONTEXTS)('has a way out of the %s', (context) => {
    const commands = bindingsFor(context).map(({ command }) => command);
    expect(commands).toContain('quit');
    expect(commands.some((command) => command === 'back' || command === 'close')).toBe(true);
  });

  test('says of each command what it does', () => {
    expect(BINDINGS.filter(({ help }) => help.length < 4 || help.length > 52)).toEqual([]);
  });

  test('names keys as people do', () => {
    expect(['enter', 'ctrl-l', 'pagedown', 'q', 'shift-tab'].map(keyLabel)).toEqual([
      'Enter',
      'Ctrl-L',
      'PgDn',
      'q',
      'Shift-Tab',
    ]);
  });
});

describe('the bottom bar', () => {
  const state = openViewer(readTable('words-py311'));

  test('offers the keys that do something now', () => {
    expect(keyBar(state, plain)).toBe(' Enter open  t tottime  c cumtime  s sort  r reverse  / filter  ? help  q quit');
    expect(keyBar(press(state, 's'), plain)).toBe(' Enter sort  Esc close  ? help  q quit');
    expect(keyBar(press(state, '?'), plain)).toBe(' Esc close  q quit');
    expect(keyBar(press(state, 'enter'), plain)).toMatch(/^ Enter open {2}Esc back/);
  });

  test('keeps help and quit where there is no room for all', () => {
    const narrow = keyBar({ ...state, size: { columns: 40, rows: 10 } }, plain);
    expect(narrow.length).toBeLessThanOrEqual(40);
    expect(narrow).toMatch(/\? help {2}q quit$/);
  });
});

describe('a digit', () => {
  const functions = press(openViewer(readTable('recursion-py311')), 'down', 't');

  test('leads to the function of the selection, and back to the list as it was left', () => {
    const state = press(functions, '2', 'tab', '1');
    expect(state.screens.map(({ kind }) => kind)).toEqual(['functions', 'function', 'functions']);
    expect(currentScreen(state)).toEqual(functions.screens[0]);
    expect(press(state, 'escape', 'escape').screens).toEqual(functions.screens);
  });

  test('says why it does nothing', () => {
    expect(press(functions, '1').message).toBe('These are all functions.');
    expect(press(functions, '7').message).toBe('It needs --baseline before.prof.');
    expect(actionOfKey(press(functions, '?'), '1')).toBeNull();
  });
});
