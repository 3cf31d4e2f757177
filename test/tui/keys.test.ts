import { describe, expect, test } from 'vitest';
import type { BoundAction } from '../../src/tui/action.ts';
import { keyLabel } from '../../src/tui/action.ts';
import { keyBar, keySpans, shownTabs } from '../../src/tui/frame.ts';
import { actionsInFront } from '../../src/tui/front.ts';
import { OVERLAYS, SCREENS } from '../../src/tui/table.ts';
import { makeTheme } from '../../src/tui/theme.ts';
import { currentScreen } from '../../src/tui/trail.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';
import { textOf } from './frame-of.ts';
import { openViewer, press, readTable } from './press.ts';
import { SCENES } from './scenes.ts';

/** Every kind of screen and overlay, as the first scene that has it in front shows it. */
const KINDS = [...Object.keys(SCREENS), ...Object.keys(OVERLAYS)];
const SHOWN = new Map<string, ViewerState>(
  SCENES.map(({ open }) => open(80, 24))
    .map((state) => [state.overlay?.kind ?? currentScreen(state).kind, state] as const)
    .reverse(),
);
/** The keys that do something else where their first meaning does nothing. */
const BACK_AT_THE_LEFT_END = ['left: back', 'h: back'];
const SHARED: Partial<Record<string, readonly string[]>> = {
  functions: ['escape: back', ...BACK_AT_THE_LEFT_END],
  function: BACK_AT_THE_LEFT_END,
  tree: ['right: tree.unfold', 'l: tree.unfold', 'enter: enter', ...BACK_AT_THE_LEFT_END],
  icicle: ['escape: back', 'backspace: back', ...BACK_AT_THE_LEFT_END],
  memory: ['escape: back'],
  help: ['q: quit'],
  'sort-menu': ['q: quit'],
  'hide-menu': ['q: quit'],
  'memory-guide': ['q: quit'],
  'hint-page': ['q: quit'],
};
const plain = { ...makeTheme({ color: false, ascii: true }), paint: (_role: string, text: string) => text };

function actionsOf(kind: string): readonly BoundAction[] {
  const state = SHOWN.get(kind);
  if (state === undefined) throw new Error(`no scene shows the ${kind}`);
  return actionsInFront(state);
}

describe('the key table', () => {
  test.each(KINDS)('gives no key two meanings in front of the %s', (context) => {
    const taken = actionsOf(context).flatMap(({ name, keys }) => keys.map((key) => `${key}: ${name}`));
    const keys = taken.map((entry) => entry.split(': ')[0]);
    expect(taken.filter((_, at) => keys.indexOf(keys[at]) !== at)).toEqual(SHARED[context] ?? []);
  });

  test.each(KINDS)('has a way out of the %s', (context) => {
    const actions = actionsOf(context);
    expect(actions.map(({ name }) => name)).toContain('quit');
    const isWayOut = /(^|\.)(back|close|cancel|no)$/;
    expect(actions.some(({ name, keys }) => isWayOut.test(name) && keys.includes('escape'))).toBe(true);
  });

  test('says of each name what it does', () => {
    for (const kind of KINDS) {
      expect(actionsOf(kind).filter(({ help }) => help.length < 4 || help.length > 52)).toEqual([]);
    }
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
    expect(keyBar(state, plain)).toBe(' Enter open  s sort  r reverse  / filter  m mine  1-9 screens  ? help  q quit');
    expect(keyBar(press(state, 's'), plain)).toBe(' Enter sort  Esc close  ? help');
    expect(keyBar(press(state, '?'), plain)).toBe(' / search  Esc close');
    expect(keyBar(press(state, 'enter'), plain)).toMatch(/^ Enter open {2}Esc back/);
  });

  test('keeps help and quit where there is no room for all', () => {
    const narrow = keyBar({ ...state, size: { columns: 40, rows: 10 } }, plain);
    expect(narrow.length).toBeLessThanOrEqual(40);
    expect(narrow).toBe(' Enter open  / filter  ? help  q quit');
  });
});

describe('a key without a meaning', () => {
  test('says so, once', () => {
    const state = openViewer(readTable('words-py311'));
    const told = press(state, 'x');
    expect(told.message).toBe('x does nothing here; ? lists the keys.');
    expect(press(told, 'x')).toEqual(told);
    expect(press(told, 'down').message).toBeNull();
  });
});

describe('a click', () => {
  const state = openViewer(readTable('words-py311'));

  test('on a word of the bottom bar can be told from the cells that it takes', () => {
    const bar = keyBar(state, plain);
    const spans = keySpans(state);
    expect(spans.map(({ from, to }) => bar.slice(from, to))).toEqual(
      spans.map(({ shown, label }) => `${shown} ${label}`),
    );
    expect(spans.find(({ label }) => label === 'screens')?.key).toBeNull();
    expect(spans.find(({ label }) => label === 'mine')?.key).toBe('m');
  });

  test('on a tab too, in every window', () => {
    for (const columns of [40, 60, 80, 130]) {
      for (const rows of [10, 24]) {
        for (const keys of [[], ['enter'], ['5', 'enter']]) {
          const shown = press(openViewer(readTable('words-py311'), columns, rows), ...keys);
          const [line = ''] = textOf(shown).split('\n');
          const tabs = shownTabs(shown, plain);
          expect(tabs.map(({ from, to }) => line.padEnd(columns).slice(from, to))).toEqual(
            tabs.map(({ text }) => text),
          );
          expect(tabs.filter(({ isPresent }) => isPresent)).toHaveLength(1);
          expect(tabs.length).toBeGreaterThanOrEqual(1);
        }
      }
    }
  });
});

describe('a digit', () => {
  const functions = press(openViewer(readTable('recursion-py311')), 'down', 't');

  test('leads to the function of the selection, and back to the list as it was left', () => {
    const state = press(functions, '2', 'tab', '1');
    expect(state.screens).toEqual(functions.screens);
  });

  test('leads to each screen as one left it, and piles up no trail', () => {
    const tree = press(functions, '3', 'enter', 'j');
    const later = press(tree, '5', 'tab', '1', '2', 'tab', '1', '3');
    expect(later.screens).toEqual(tree.screens);
    expect(press(later, '5', '3', '5', '3', '5').screens.map(({ kind }) => kind)).toEqual(['functions', 'modules']);
    expect(currentScreen(press(later, '5'))).toMatchObject({ by: 'package' });
    expect(press(later, 'escape').screens).toEqual(functions.screens);
  });

  test('leads aside from however deep one is', () => {
    const deep = press(functions, 'enter', 'tab', 'enter', 'd', '5');
    expect(deep.screens.map(({ kind }) => kind)).toEqual(['functions', 'modules']);
  });

  test('leads to the function that one last looked at, where none is selected', () => {
    const state = press(functions, '5', '2');
    expect(state.message).toBe('No function is selected.');
    const left = press(functions, 'enter', 'tab');
    expect(currentScreen(press(left, '5', '2'))).toEqual(currentScreen(left));
  });

  test('says why it does nothing', () => {
    expect(press(functions, '1').message).toBe('These are all functions.');
    expect(press(functions, '7').message).toBe('No baseline was given: start with --baseline FILE.');
    const help = press(functions, '?');
    expect(press(help, '1')).toEqual({ ...help, message: '1 does nothing here.' });
  });
});
