import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { keyNames } from '../../src/tui/key-names.ts';
import { BINDINGS, bindingsFor, type KeyContext } from '../../src/tui/keymap.ts';
import { keyBar } from '../../src/tui/rows/key-bar.ts';
import { keyLabel } from '../../src/tui/rows/key-label.ts';
import { makeTheme } from '../../src/tui/theme.ts';
import { openViewer, press, readTable } from './press.ts';

const CONTEXTS: readonly KeyContext[] = ['functions', 'function', 'help', 'sort-menu'];
const plain = { ...makeTheme({ color: false, ascii: true }), paint: (_role: string, text: string) => text };

describe('the key table', () => {
  test.each(CONTEXTS)('gives no key two meanings in front of the %s', (context) => {
    const keys = bindingsFor(context).flatMap((binding) => binding.keys);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  test.each(CONTEXTS)('has a way out of the %s', (context) => {
    const commands = bindingsFor(context).map(({ command }) => command);
    expect(commands).toContain('quit');
    expect(commands.some((command) => command === 'back' || command === 'close')).toBe(true);
  });

  test('says of each command what it does', () => {
    expect(BINDINGS.filter(({ help }) => help.length < 4 || help.length > 48)).toEqual([]);
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
    expect(keyBar(state, plain)).toBe(' Enter open  t tottime  c cumtime  s sort  r reverse  ? help  q quit');
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

describe('what is typed', () => {
  const NO_KEY = Object.fromEntries(
    [
      'upArrow',
      'downArrow',
      'leftArrow',
      'rightArrow',
      'pageDown',
      'pageUp',
      'home',
      'end',
      'return',
      'escape',
      'ctrl',
      'shift',
      'tab',
      'backspace',
      'delete',
      'meta',
      'super',
      'hyper',
      'capsLock',
      'numLock',
    ].map((flag) => [flag, false]),
  ) as unknown as Key;

  test('in one burst is as many keys', () => {
    expect(keyNames('jjj', NO_KEY)).toEqual(['j', 'j', 'j']);
    expect(keyNames('j\r\x04', NO_KEY)).toEqual(['j', 'enter', 'ctrl-d']);
  });

  test('as Esc and a key at once is both', () => {
    expect(keyNames('j', { ...NO_KEY, meta: true })).toEqual(['escape', 'j']);
    expect(keyNames('', { ...NO_KEY, escape: true, meta: true })).toEqual(['escape', 'escape']);
  });

  test('has a name where it is no character', () => {
    expect(keyNames('', { ...NO_KEY, pageDown: true })).toEqual(['pagedown']);
    expect(keyNames('', { ...NO_KEY, tab: true, shift: true })).toEqual(['shift-tab']);
    expect(keyNames('l', { ...NO_KEY, ctrl: true })).toEqual(['ctrl-l']);
    expect(keyNames(' ', NO_KEY)).toEqual(['space']);
  });
});
