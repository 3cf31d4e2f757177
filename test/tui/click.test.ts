import { describe, expect, test } from 'vitest';
import { keyLabel } from '../../src/tui/action.ts';
import { clickAt, wheelAt } from '../../src/tui/click.ts';
import { shownTabs } from '../../src/tui/frame.ts';
import { partAt } from '../../src/tui/frame-part.ts';
import { frontOf } from '../../src/tui/front.ts';
import { pressKey } from '../../src/tui/press.ts';
import { makeTheme } from '../../src/tui/theme.ts';
import { currentScreen } from '../../src/tui/trail.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';
import { bodyHeight, bodyTop, isTooSmall } from '../../src/tui/window.ts';
import { fc } from '../properties.ts';
import { frameOf, textOf } from './frame-of.ts';
import { openViewer, press, readTable } from './press.ts';
import { LOOKS, SCENES, type Scene } from './scenes.ts';

const PLAIN = makeTheme({ color: false, ascii: false });

function click(state: ViewerState, x: number, y: number, isSecond: boolean = false): ViewerState {
  const cell = { x, y };
  const pressed = clickAt(state, { cell, what: 'press', isSecond }, PLAIN);
  return clickAt(pressed, { cell, what: 'release', isSecond: false }, PLAIN);
}

function doubleClick(state: ViewerState, x: number, y: number): ViewerState {
  return click(click(state, x, y), x, y, true);
}

/** Where a text stands in the frame. */
function placeOf(state: ViewerState, text: string): { readonly x: number; readonly y: number } {
  const lines = frameOf(state);
  const y = lines.findIndex((line) => line.text.includes(text));
  if (y < 0) throw new Error(`${text} is not to be seen:\n${textOf(state)}`);
  return { x: lines[y]?.text.indexOf(text) ?? 0, y };
}

function clickOn(state: ViewerState, text: string): ViewerState {
  const { x, y } = placeOf(state, text);
  return click(state, x, y);
}

/** What a state is but for the memory of clicks. */
function seen(state: ViewerState): ViewerState {
  return { ...state, clicked: null };
}

const recursion = readTable('recursion-py311');

describe('a click', () => {
  const state = openViewer(recursion);

  test('on a number selects the row, and a second one opens it', () => {
    const selected = click(state, 6, 6);
    expect(textOf(selected).split('\n')[6]).toMatch(/^>/);
    expect(doubleClick(state, 6, 6).screens).toEqual(press(selected, 'enter').screens);
  });

  test('on the mark of a chain shows what is below it, and what is open is folded and closed', () => {
    const tree = press(openViewer(readTable('jsontool-py36')), '3', 'enter', 'down');
    const open = clickOn(tree, '▸ tool.py →');
    expect(seen(open)).toEqual(seen(press(tree, 'right')));
    const apart = press(open, 'right');
    expect(seen(clickOn(apart, '▾ tool.py:12'))).toEqual(seen(open));
    expect(seen(clickOn(open, '▾ tool.py →'))).toEqual(seen(tree));
  });

  test('on a name opens it, and a second one there, on what has come, does nothing more', () => {
    const opened = clickOn(state, 'recursion.py:8(fib)');
    expect(textOf(opened)).toContain('functions › recursion.py:8(fib)');
    const { x, y } = placeOf(state, 'recursion.py:8(fib)');
    expect(seen(doubleClick(state, x, y))).toEqual(seen(opened));
  });

  test('behind a name selects the row', () => {
    const y = placeOf(state, 'recursion.py:8(fib)').y;
    expect(click(openViewer(recursion, 160), 150, y).screens).toHaveLength(1);
  });

  test('on a heading sorts by it, and again the other way round', () => {
    const sorted = clickOn(state, 'tottime');
    expect(textOf(sorted)).toContain('by tottime ▼');
    expect(textOf(clickOn(sorted, 'tottime▼'))).toContain('by tottime ▲');
    expect(textOf(clickOn(state, 'filename'))).toContain('by stdname ▲');
    expect(textOf(clickOn(sorted, 'tot%'))).toContain('by tottime ▲');
  });

  test('on a key in the last line presses it', () => {
    expect(textOf(clickOn(state, 's sort'))).toContain('Sort functions by');
  });

  test('on a tab in the first line presses its digit, unless something lies over the screen', () => {
    expect(textOf(clickOn(state, '5 Modules'))).toEqual(textOf(press(state, '5')));
    const menu = press(state, 's');
    expect(clickOn(menu, '5 Modules')).toBe(menu);
  });

  test('on the digits in the last line, which stand for several keys, does nothing', () => {
    expect(clickOn(state, 'screens')).toBe(state);
  });

  test('on quit acts with the release: it would else be typed into the shell', () => {
    const cell = placeOf(state, 'q quit');
    const pressed = clickAt(state, { cell, what: 'press', isSecond: false }, PLAIN);
    expect(pressed.isDone).toBe(false);
    expect(clickAt(pressed, { cell, what: 'release', isSecond: false }, PLAIN).isDone).toBe(true);
    const elsewhere = { x: 0, y: 0 };
    expect(clickAt(pressed, { cell: elsewhere, what: 'release', isSecond: false }, PLAIN).isDone).toBe(false);
    expect(clickAt(state, { cell, what: 'release', isSecond: false }, PLAIN)).toBe(state);
  });

  test('on a caller goes into that pane', () => {
    const opened = press(state, 'down', 'down', 'enter');
    const { y } = placeOf(opened, 'Callers (2)');
    expect(textOf(click(opened, 4, y))).toContain('caller 1 of 2');
    expect(textOf(click(opened, 6, y + 2))).toContain('caller 2 of 2');
    expect(textOf(doubleClick(opened, 6, y + 1))).toContain('functions › fib › ');
  });

  test('on the mark of a node opens and closes it, on its name it opens it as Enter does', () => {
    const tree = press(state, '3');
    const { x, y } = placeOf(tree, '▸');
    const open = click(tree, x, y);
    expect(textOf(open).split('\n')[y]?.[x]).toBe('▾');
    expect(textOf(click(open, x, y))).toEqual(textOf(tree));
    expect(seen(click(open, x + 4, y)).screens).toEqual(press(open, 'enter').screens);
  });

  test('on a line of a menu chooses it', () => {
    const menu = press(state, 's');
    const { x, y } = placeOf(menu, 'tottime');
    const chosen = click(menu, x, y);
    expect(textOf(chosen)).toContain('by tottime ▼');
    expect(seen(doubleClick(menu, x, y))).toEqual(seen(chosen));
  });
});

describe('the wheel', () => {
  test('scrolls the list, and takes the cursor along where it would be out of the window', () => {
    const state = openViewer(recursion);
    const scrolled = wheelAt(state, { x: 9, y: 9 }, 'wheel-down', PLAIN);
    expect(textOf(scrolled)).toContain('function 4 of 25');
    expect(textOf(wheelAt(scrolled, { x: 9, y: 9 }, 'wheel-up', PLAIN))).toContain('function 4 of 25');
    expect(textOf(wheelAt(scrolled, { x: 9, y: 9 }, 'wheel-up', PLAIN)).split('\n')[4]).toContain('builtins.exec');
  });

  test('scrolls a text as far as there is some', () => {
    const help = press(openViewer(recursion), '?');
    const end = Array.from({ length: 99 }).reduce<ViewerState>(
      (state) => wheelAt(state, { x: 1, y: 1 }, 'wheel-down', PLAIN),
      help,
    );
    expect(seen(end)).toEqual(seen(press(help, 'end')));
  });

  test('goes to the pane that it is over', () => {
    const opened = press(openViewer(recursion), 'down', 'down', 'enter');
    const { y } = placeOf(opened, 'Callers (2)');
    expect(textOf(wheelAt(opened, { x: 4, y: y + 1 }, 'wheel-down', PLAIN))).toContain('caller 1 of 2');
  });
});

/** The words of the bar, each with its key, and where they stand. */
function* barKeys(text: string): Generator<{ readonly from: number; readonly to: number; readonly key: string }> {
  for (const match of text.matchAll(/(\S+)(?: \S+)+/g)) {
    yield { from: match.index, to: match.index + match[0].length, key: match[1] ?? '' };
  }
}

const opened = new Map<string, ViewerState>();

/** A scene, opened once for all tests: to open one takes as long as to try its cells. */
function openOnce({ name, open }: Scene, columns: number, rows: number): ViewerState {
  const key = `${name} ${columns} ${rows}`;
  const state = opened.get(key) ?? open(columns, rows);
  opened.set(key, state);
  return state;
}

/** Cells in every line of the body, other ones in each: all would take minutes. */
const STEP = 31;

test.each(SCENES)('the cells of $name do what they show, or nothing', (scene) => {
  for (const { columns, rows, theme } of LOOKS.slice(0, 2)) {
    const state = openOnce(scene, columns, rows);
    const looks = makeTheme(theme);
    const pressed = (x: number, y: number): ViewerState =>
      clickAt(state, { cell: { x, y }, what: 'press', isSecond: false }, looks);
    if (isTooSmall(state.size)) {
      expect(pressed(3, 3)).toBe(state);
      continue;
    }
    const top = bodyTop(state.size);
    for (let y = 0; y < rows - 1; y++) {
      for (let x = y % STEP; x < columns; x += STEP) {
        if (y === 0) continue; // the tabs have a test of their own
        if (y < top || y >= top + bodyHeight(state.size)) expect(pressed(x, y)).toBe(state);
        else expectSensible(state, pressed(x, y), y);
      }
    }
  }
});

test.each(SCENES)('the cells of the last line of $name are those of the keys which are written there', (scene) => {
  for (const { columns, rows, theme } of LOOKS) {
    const state = openOnce(scene, columns, rows);
    const last = state.size.rows - 1;
    const bar = isTooSmall(state.size) ? [] : [...barKeys(frameOf(state, theme).at(-1)?.text ?? '')];
    const keys = bar.filter(({ key }) => !/^\d-\d$/.test(key)); // several keys in one are none
    const borders = keys.flatMap(({ from, to }) => [from - 1, from, from + 1, to - 1, to]);
    for (const x of new Set([0, ...borders, columns - 1])) {
      const written = keys.find(({ from, to }) => x >= from && x < to)?.key;
      const part = partAt(state, { x, y: last }, makeTheme(theme));
      expect(part?.kind === 'key' ? keyLabel(part.key) : undefined, `cell ${x}`).toBe(written);
    }
  }
});

test.each(SCENES)('the cells of the first line of $name are those of the tabs which are written there', (scene) => {
  for (const { columns, rows, theme } of LOOKS) {
    const state = openOnce(scene, columns, rows);
    const looks = makeTheme(theme);
    const isClosed = isTooSmall(state.size) || state.overlay !== null;
    const tabs = isClosed ? [] : [...tabKeys(frameOf(state, theme)[0]?.text ?? '', shownTabs(state, looks).length)];
    const borders = tabs.flatMap(({ from, to }) => [from - 1, from, from + 1, to - 1, to]);
    for (const x of new Set([0, ...borders, columns - 1])) {
      const written = tabs.find(({ from, to }) => x >= from && x < to)?.key;
      const part = partAt(state, { x, y: 0 }, looks);
      expect(part?.kind === 'key' ? part.key : undefined, `cell ${x}`).toBe(written);
    }
  }
});

/** The first tabs of a line, each with its digit and a cell on both sides: ` 1 Functions `, `[7 Changes]`. */
function* tabKeys(text: string, count: number): Generator<{ from: number; to: number; key: string }> {
  const tabs = [...text.matchAll(/(?<=[ \]])[ [](\d)(?: [^\d\s[\]][^\s[\]]*)?[ \]]/g)];
  for (const { index, 0: tab, 1: key = '' } of tabs.slice(0, count)) yield { from: index, to: index + tab.length, key };
}

/** A click in the body selects the row that it is on, sorts the list, opens something, says why not, or does nothing. */
function expectSensible(before: ViewerState, after: ViewerState, y: number): void {
  if (after === before) return;
  const isElsewhere = after.screens.length !== before.screens.length || after.overlay !== before.overlay;
  if (isElsewhere || after.message !== null || after.awaited !== null) return;
  const lines = frameOf(after);
  const isSelected = lines[y]?.text.includes('>') === true;
  if (isSelected || currentScreen(after).kind === 'function') return;
  const isSorted = sortingOf(after, lines) !== sortingBefore(before);
  if (!isSorted) throw new Error(`line ${y} was clicked:\n${textOf(after)}`);
}

const sortings = new WeakMap<ViewerState, string>();

/** Of a state whose cells are tried one by one: its frame is drawn once. */
function sortingBefore(state: ViewerState): string {
  const sorting = sortings.get(state) ?? sortingOf(state, frameOf(state));
  sortings.set(state, sorting);
  return sorting;
}

function sortingOf(state: ViewerState, lines: ReturnType<typeof frameOf>): string {
  const { current } = frontOf(state).sortMenu();
  const head = lines.slice(0, bodyTop(state.size) + 1); // with the headings
  return JSON.stringify([current, head.map(({ text }) => text)]);
}

test('any clicks and turns of the wheel leave a frame of just the size of the window', () => {
  const step = fc.record({
    x: fc.nat(100),
    y: fc.nat(30),
    what: fc.constantFrom('press', 'release', 'double', 'wheel-up', 'wheel-down', '3', '5', 'escape', '?', 's'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = openViewer(recursion, 100, 30);
      for (const { x, y, what } of steps) {
        const cell = { x, y };
        if (what === 'wheel-up' || what === 'wheel-down') state = wheelAt(state, cell, what, PLAIN);
        else if (what === 'press' || what === 'release') state = clickAt(state, { cell, what, isSecond: false }, PLAIN);
        else if (what === 'double') state = doubleClick(state, x, y);
        else state = pressKey(state, what);
      }
      const lines = frameOf(state);
      expect(lines).toHaveLength(30);
      expect(lines.filter(({ width }) => width > 100)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
