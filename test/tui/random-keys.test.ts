import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { receiveSummary, resize } from '../../src/tui/events.ts';
import { frontOf } from '../../src/tui/front.ts';
import type { ListState } from '../../src/tui/list.ts';
import { EVERYWHERE, OVERLAYS, SCREENS } from '../../src/tui/table.ts';
import { makeTheme } from '../../src/tui/theme.ts';
import { currentScreen } from '../../src/tui/trail.ts';
import type { Screen, ScreenKind, ScreensByKind, ViewerState } from '../../src/tui/viewer.ts';
import { isTooSmall } from '../../src/tui/window.ts';
import { buildSummary } from '../../src/views/summary/summary.ts';
import { fc } from '../properties.ts';
import { frameOf } from './frame-of.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from './made-tables.ts';
import { openViewer, openWith, press, readTable } from './press.ts';

const DUMPS = [
  'recursion-py311',
  'profile-py311',
  'profile-pyo314',
  'sampled-sudoku-pyo315',
  'badbytes-py39',
  'unicode-pypy',
  'yappi-deb',
];

const ACTIONS = [...Object.values(SCREENS), ...Object.values(OVERLAYS), { actions: EVERYWHERE }].flatMap(
  ({ actions }) => Object.values<{ readonly keys: readonly string[] }>(actions),
);
const KEYS = [...new Set(ACTIONS.flatMap(({ keys }) => keys))].filter((key) => key !== 'q' && key !== 'ctrl-c');
/** Digits lead aside and not on; `*` marks a name on the screens that one came from too, `m` and `H` hide on all of them. */
const keysOn = fc.array(fc.constantFrom(...KEYS.filter((key) => !/^[\d*mH]$/.test(key)), 'down', 'enter'), {
  maxLength: 40,
});
const keys = fc.array(fc.constantFrom(...KEYS, 'x', 'down', 'enter', 'enter'), { maxLength: 40 });
const size = fc.record({ columns: fc.integer({ min: 1, max: 160 }), rows: fc.integer({ min: 1, max: 60 }) });

/** Every list of a screen. */
function listsOf(screen: Screen): readonly ListState[] {
  if (screen.kind === 'icicle') return []; // it has frames
  return screen.kind === 'function' ? [screen.callers.list, screen.callees.list] : [screen.list];
}

function refit<K extends ScreenKind>(state: ViewerState, kind: K, screen: ScreensByKind[K]): Screen {
  return SCREENS[kind].refit(state, screen);
}

/** What is wrong with a state's lists; null for nothing. Fitting a list into its window moves no selection that is in it. */
function problemOf(state: ViewerState): string | null {
  for (const screen of state.screens) {
    const fitted = listsOf(refit(state, screen.kind, screen));
    for (const [at, { selected, top }] of listsOf(screen).entries()) {
      if (fitted[at]?.selected !== selected) return `line ${selected} of the ${screen.kind} is selected, and is none`;
      if (top < 0 || top > selected) return `the window begins at ${top}, below the selected line ${selected}`;
    }
  }
  return null;
}

/** The state without what lies over its screen. */
function closed(state: ViewerState): ViewerState {
  return state.overlay === null ? state : closed(press(state, 'escape'));
}

/** How many lines of the window have the cursor: one, but for the help, searched or not, and for lists without lines. */
function cursors(state: ViewerState): number {
  const { kind } = state.overlay ?? currentScreen(state);
  if (kind === 'help' || kind === 'text-search') return 0;
  if (kind === 'sort-menu' || kind === 'hide-menu') return 1;
  return /\b0 of 0\b/.test(frontOf(state).draw(makeTheme({ color: false, ascii: true })).position) ? 0 : 1;
}

/** With the large collection of real dumps, where it is: `PYPROF_CORPUS=<folder>`. Fewer runs, of many more dumps. */
const CORPUS = process.env['PYPROF_CORPUS'];
const ALL_DUMPS = [
  ...DUMPS.map((name) => ({ name, table: () => readTable(name), effort: 1 })),
  { name: 'names that nobody gives', table: tableWithHostileNames, effort: 0.5 },
  { name: 'numbers that no profiler writes', table: tableWithHostileNumbers, effort: 0.5 },
  ...(CORPUS === undefined ? [] : readdirSync(CORPUS)).map((name) => ({
    name: `${name} of the corpus`,
    table: () => decodeProfile(readFileSync(join(CORPUS ?? '', name, 'out.prof'))),
    effort: 0.1,
  })),
];

describe.each(ALL_DUMPS)('any keys on $name', ({ table: read, effort }) => {
  const table = read();
  const summary = buildSummary(table, null);
  const runs = (count: number) => ({ numRuns: Math.ceil(count * effort) });

  test('keep every selection in its list', () => {
    fc.assert(
      fc.property(keys, size, size, (pressed, before, after) => {
        const state = press(openViewer(table, before.columns, before.rows), ...pressed);
        expect(problemOf(state)).toBeNull();
        expect(problemOf(resize(state, after))).toBeNull();
      }),
      runs(150),
    );
  });

  test('and going back leads to exactly where one was', () => {
    fc.assert(
      fc.property(keys, keysOn, (first, then) => {
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
        const start = receiveSummary(openWith({ table, findsSummary: true }, columns, rows), summary);
        const state = press(start, ...pressed);
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
