import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { BINDINGS } from '../../src/tui/keymap/bindings.ts';
import type { ListState } from '../../src/tui/state/list-state.ts';
import { memoryBounds } from '../../src/tui/state/memory-window.ts';
import { reduce } from '../../src/tui/state/reduce.ts';
import { comparisonList } from '../../src/tui/state/reduce-comparison.ts';
import { shownHints } from '../../src/tui/state/reduce-hints.ts';
import { moduleRows } from '../../src/tui/state/reduce-module.ts';
import { contributionsOf } from '../../src/tui/state/reduce-profiles.ts';
import { currentScreen, type Screen, type ViewerState } from '../../src/tui/state/viewer-state.ts';
import { isTooSmall } from '../../src/tui/state/window-heights.ts';
import { callCount } from '../../src/views/function-view.ts';
import { groupsOf } from '../../src/views/modules/grouping.ts';
import { frameOf } from './frame-of.tsx';
import { openViewer, press, readTable } from './press.ts';

const DUMPS = [
  'recursion-py311',
  'profile-py311',
  'profile-pyo314',
  'sampled-sudoku-pyo315',
  'badbytes-py39',
  'unicode-pypy',
  'yappi-deb',
];

const KEYS = [...new Set(BINDINGS.flatMap(({ keys }) => keys))].filter((key) => key !== 'q' && key !== 'ctrl-c');
const keys = fc.array(fc.constantFrom(...KEYS, 'x', 'down', 'enter', 'enter'), { maxLength: 40 });
const size = fc.record({ columns: fc.integer({ min: 1, max: 160 }), rows: fc.integer({ min: 1, max: 60 }) });

type BoundedList = ListState & { readonly length: number };

/** Every list of a screen, with how long it is. */
function listsOf(screen: Screen, state: ViewerState): readonly BoundedList[] {
  const { table } = state;
  switch (screen.kind) {
    case 'functions':
      return [{ ...screen.list, length: screen.view.length }];
    case 'function':
      return (['callers', 'callees'] as const).map((direction) => ({
        ...screen[direction].list,
        length: callCount(table, screen.function, direction),
      }));
    case 'memory':
      return [{ ...screen.list, length: memoryBounds(state, screen).length }];
    case 'hints':
      return [{ ...screen.list, length: shownHints(state).length }];
    case 'profiles':
      return [{ ...screen.list, length: contributionsOf(state, screen).length }];
    case 'modules':
      return [{ ...screen.list, length: groupsOf(table, screen.by).names.length }];
    case 'module':
      return [{ ...screen.list, length: moduleRows(state, screen).length }];
    case 'tree':
      return [{ ...screen.list, length: screen.lines.length }];
    case 'comparison':
      return [{ ...screen.list, length: comparisonList(state, screen).length }];
  }
}

/** What is wrong with a state's lists; null for nothing. */
function problemOf(state: ViewerState): string | null {
  for (const screen of state.screens) {
    for (const { selected, top, length } of listsOf(screen, state)) {
      if (selected < 0 || selected > Math.max(0, length - 1)) return `line ${selected} of ${length} is selected`;
      if (top < 0 || top > selected) return `the window begins at ${top}, below the selected line ${selected}`;
    }
  }
  return null;
}

/** The state without what lies over its screen. */
function closed(state: ViewerState): ViewerState {
  return state.overlay === null ? state : closed(press(state, 'escape'));
}

/** How many lines of the window have the cursor: one, but for the help and for lists without lines. */
function cursors(state: ViewerState): number {
  const { kind } = state.overlay ?? currentScreen(state);
  if (kind === 'help') return 0;
  if (kind === 'sort-menu' || kind === 'hide-menu') return 1;
  const screen = currentScreen(state);
  const lists = listsOf(screen, state);
  const active = screen.kind === 'function' && screen.active === 'callees' ? lists[1] : lists[0];
  return Math.min(1, active?.length ?? 0);
}

/** With the large collection of real dumps, where it is: `PYPROF_CORPUS=<folder>`. Fewer runs, of many more dumps. */
const CORPUS = process.env['PYPROF_CORPUS'];
const ALL_DUMPS = [
  ...DUMPS.map((name) => ({ name, table: () => readTable(name), effort: 1 })),
  ...(CORPUS === undefined ? [] : readdirSync(CORPUS)).map((name) => ({
    name: `${name} of the corpus`,
    table: () => decodeProfile(readFileSync(join(CORPUS ?? '', name, 'out.prof'))),
    effort: 0.1,
  })),
];

describe.each(ALL_DUMPS)('any keys on $name', ({ table: read, effort }) => {
  const table = read();
  const runs = (count: number) => ({ numRuns: Math.ceil(count * effort) });

  test('keep every selection in its list', () => {
    fc.assert(
      fc.property(keys, size, size, (pressed, before, after) => {
        const state = press(openViewer(table, before.columns, before.rows), ...pressed);
        expect(problemOf(state)).toBeNull();
        expect(problemOf(reduce(state, { type: 'resize', size: after }))).toBeNull();
      }),
      runs(150),
    );
  });

  test('and going back leads to exactly where one was', () => {
    fc.assert(
      fc.property(keys, keys, (first, then) => {
        const start = closed(press(openViewer(table), ...first));
        const opened = press(start, '2');
        fc.pre(opened.screens.length > start.screens.length);
        let state = opened;
        for (const key of then) {
          state = press(state, key);
          if (state.screens.length === start.screens.length) break;
        }
        while (state.screens.length > start.screens.length) state = press(closed(state), 'escape');
        expect(state.screens).toEqual(start.screens);
        // and forward again: the same way
        while (state.ahead.length > 0) state = press(closed(state), ']');
        expect(state.screens.slice(0, start.screens.length)).toEqual(start.screens);
      }),
      runs(60),
    );
  });

  test('give a frame of just the size of the window, without a control character', () => {
    fc.assert(
      fc.property(keys, size, (pressed, { columns, rows }) => {
        const state = press(openViewer(table, columns, rows), ...pressed);
        const lines = frameOf(state);
        if (!isTooSmall(state.size)) {
          expect(lines.length).toBe(rows);
          expect(lines.filter(({ text }) => text.startsWith('>')).length).toBe(cursors(state));
        }
        expect(lines.filter(({ width }) => width > columns)).toEqual([]);
        expect(lines.filter(({ text }) => /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u.test(text))).toEqual([]);
      }),
      runs(25),
    );
  });
});
