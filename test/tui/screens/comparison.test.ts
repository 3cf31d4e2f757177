import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { screenMarkdown } from '../../../src/tui/markdown.ts';
import { namedOrdering } from '../../../src/tui/orders.ts';
import * as functions from '../../../src/tui/screens/functions/functions.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { textOf } from '../frame-of.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from '../made-tables.ts';
import { openViewer, press, readTable } from '../press.ts';

function compared(baseline: ProfileTable, table: ProfileTable, columns = 100, rows = 24): ViewerState {
  const ordering = namedOrdering('cumulative');
  return functions.openViewer({
    table,
    baseline,
    title: 'after.prof',
    size: { columns, rows },
    ordering,
    isReversed: false,
  });
}

function made(...rows: readonly (readonly [name: string, tottime: number, calls: number])[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [name, tottime, calls] of rows) {
    builder.setRow('a.py', 1, name, { ncalls: calls, primitiveCalls: calls, tottime, cumtime: tottime });
  }
  return builder.finish('traced', []);
}

const BEFORE = made(['slow', 1, 10], ['old', 0.25, 3], ['same', 1, 1], ['busy', 0.5, 5]);
const AFTER = made(['slow', 4, 10], ['same', 1, 1], ['busy', 0.5, 50], ['young', 0.5, 7]);

/** The lines of the list, blanks made one. */
function listed(state: ViewerState): readonly string[] {
  const lines = textOf(state).split('\n').slice(4, -2);
  return lines.map((line) => line.trim().replace(/ +/g, ' ')).filter((line) => line !== '');
}

describe('the comparison', () => {
  test('lists what changed, the greatest change first, with what is new and what is gone', () => {
    const state = press(compared(BEFORE, AFTER), '7');
    expect(listed(state)).toEqual([
      '> 10 1.00 s 4.00 s +3.00 s 4.00 s +3.00 s a.py:1(slow)',
      '7 new - 500 ms new 500 ms new a.py:1(young)',
      '- gone 250 ms - gone - gone a.py:1(old)',
      '50 +45 500 ms 500 ms 500 ms a.py:1(busy)',
    ]);
    expect(textOf(state)).toContain('before 2.75 s, after 6.00 s (+3.25 s); 1 new, 1 gone,');
  });

  test('says where nothing was called more or less often: the times alone differ', () => {
    const faster = made(['slow', 0.5, 10], ['old', 0.2, 3], ['same', 1, 1], ['busy', 0.5, 5]);
    const text = textOf(press(compared(BEFORE, faster, 100), '7'));
    expect(text).toContain('before 2.75 s, after 2.20 s (-550 ms), calls unchanged; ');
    expect(text).toContain('a.py:1(slow): calls unchanged');
    expect(textOf(press(compared(BEFORE, AFTER), '7', 'end'))).toContain('a.py:1(busy): 45 more calls');
  });

  test('is sorted by the change of a number, and keeps the selected function', () => {
    const state = press(compared(BEFORE, AFTER), '7', '#');
    expect(listed(state)[0]).toContain('(busy)');
    const moved = press(state, 'down', 't');
    expect(listed(moved).find((line) => line.startsWith('>'))).toContain(listed(state)[1]?.split(' ').at(-1));
    expect(listed(press(state, 'r'))[0]).not.toContain('(busy)');
  });

  test('opens a function, and says that one is gone', () => {
    const state = press(compared(BEFORE, AFTER), '7', 'enter');
    expect(currentScreen(state)).toMatchObject({ kind: 'function', function: 0 });
    const gone = press(compared(BEFORE, AFTER), '7', 'down', 'down', 'enter');
    expect(currentScreen(gone).kind).toBe('comparison');
    expect(gone.message).toBe('This function is not in the profile any more.');
  });

  test('needs a baseline', () => {
    const state = press(openViewer(AFTER), '7');
    expect(currentScreen(state).kind).toBe('functions');
    expect(state.message).toBe('No baseline was given: start with --baseline FILE.');
    expect(press(openViewer(AFTER), 'D').message).toBe('No baseline was given: start with --baseline FILE.');
  });

  test('of two Pythons is one screen in every size', () => {
    for (const [columns, rows] of [
      [40, 10],
      [80, 24],
      [160, 50],
    ] as const) {
      const text = textOf(
        press(compared(readTable('words-py311'), readTable('words-py313'), columns, rows), '7', 'end'),
      );
      expect(text.split('\n').length).toBe(rows);
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  test('of hand-made dumps holds', () => {
    const state = press(compared(tableWithHostileNumbers(), tableWithHostileNames()), '7', 'c', 'end', 'enter');
    expect(textOf(state).split('\n').length).toBe(24);
  });
});

describe('the list of functions with a baseline', () => {
  test('has columns for the changes, and D takes them away and brings them back', () => {
    const state = compared(BEFORE, AFTER);
    expect(textOf(state)).toContain('+3.00 s');
    expect(textOf(press(state, 'D'))).not.toContain('+3.00 s');
    expect(textOf(press(state, 'D', 'D'))).toBe(textOf(state));
  });
});

test('the comparison is written as Markdown: every number with its change, and what came and went', () => {
  const rows = screenMarkdown(press(compared(BEFORE, AFTER), '7')).split('\n');
  expect(rows).toContain('| 10 | 10 | 0 | 1.000 | 4.000 | +3.000 | 1.000 | 4.000 | +3.000 |  | `a.py:1(slow)` |');
  expect(rows).toContain('| - | 7 | +7 |  | 0.500 | +0.500 |  | 0.500 | +0.500 | new | `a.py:1(young)` |');
  expect(rows).toContain('| 3 | - | -3 | 0.250 |  | -0.250 | 0.250 |  | -0.250 | gone | `a.py:1(old)` |');
});
