import { describe, expect, test } from 'vitest';
import { standardName } from '../../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { pasteText } from '../../../src/tui/press.ts';
import { type FunctionsScreen, selectedFunction } from '../../../src/tui/screens/functions/request.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { fc } from '../../properties.ts';
import { frameOf, textOf } from '../frame-of.ts';
import { openViewer, openWith, press, readTable } from '../press.ts';

const shop = readTable('shop-py38');

function screenOf(state: ViewerState): FunctionsScreen {
  const screen = currentScreen(state);
  if (screen.kind !== 'functions') throw new Error(`the ${screen.kind} is shown`);
  return screen;
}

function selectedName(state: ViewerState): string {
  return standardName(state.table, selectedFunction(screenOf(state)) ?? -1);
}

/** Types a text, a key a character. */
function typed(state: ViewerState, text: string): ViewerState {
  return press(state, ...Array.from(text, (character) => (character === ' ' ? 'space' : character)));
}

function countOf(state: ViewerState): number {
  return screenOf(state).view.length;
}

describe('the filter', () => {
  const all = openViewer(shop);

  test('leaves what matches while one types, and Enter keeps that', () => {
    const counts = ['/', '/m', '/mo', '/models.py:'].map((text) => countOf(typed(all, text)));
    expect(counts[0]).toBe(483);
    expect(counts.toSorted((a, b) => b - a)).toEqual(counts);
    const kept = press(typed(all, '/models.py:'), 'enter');
    expect(kept.overlay).toBeNull();
    expect(countOf(kept)).toBe(21);
    expect(countOf(press(kept, 't', 'r'))).toBe(21);
  });

  test('says how many of how many are shown, what they are, and that there are none', () => {
    const lines = textOf(press(typed(all, '/models.py'), 'enter')).split('\n');
    expect(lines[1]).toMatch(/^ out\.prof {2}\/models\.py .* function 1 of 21 shown, 483 in all$/m);
    expect(
      textOf(press(typed(all, '/nosuchthing'), 'enter'))
        .split('\n')
        .at(-2),
    ).toBe(' no function matches nosuchthing');
    expect(textOf(press(typed(openViewer(shop, 40, 10), '/models.py'), 'enter'))).toContain(
      '1 of 21 shown, 483 in all',
    );
  });

  test('is given up by Esc: all is as it was', () => {
    const before = press(all, 'j', 'j', 'j');
    expect(press(typed(before, '/models'), 'escape')).toEqual(before);
    const kept = press(typed(all, '/models'), 'enter', 'j');
    expect(press(typed(kept, '/x'), 'escape')).toEqual(kept);
  });

  test('keeps the selected function selected, and shows what stands around it when it is lifted', () => {
    const filtered = press(typed(all, '/models.py:'), 'enter', 'j', 'j');
    const name = selectedName(filtered);
    for (const key of ['t', 'c', 'r']) expect(selectedName(press(filtered, key))).toBe(name);
    const lifted = press(filtered, 'escape');
    expect(countOf(lifted)).toBe(483);
    expect(selectedName(lifted)).toBe(name);
    expect(press(lifted, 'escape').message).toMatch(/first screen/);
  });

  test('once lifted, n and N go through what it found, round the end', () => {
    const lifted = press(typed(all, '/models.py:'), 'enter', 'escape');
    const names = new Set<string>();
    let state = lifted;
    for (let at = 0; at < 21; at++) {
      state = press(state, 'n');
      names.add(selectedName(state));
    }
    expect([...names].every((name) => name.includes('models.py:'))).toBe(true);
    expect(names.size).toBe(21);
    expect(selectedName(press(state, 'n', 'n', 'N', 'N'))).toBe(selectedName(state));
    expect(press(all, 'n').message).toMatch(/Nothing has been searched/);
  });

  test('that is half typed leaves the last result and says what it lacks', () => {
    const half = typed(all, '/models /sa');
    expect(countOf(half)).toBe(countOf(typed(all, '/models')));
    expect(textOf(half)).toContain('/models /sa   the regular expression ends with a /');
    expect(press(half, 'enter').overlay).not.toBeNull();
    expect(countOf(press(half, 'backspace', 'backspace', 'backspace', 'enter'))).toBe(countOf(typed(all, '/models')));
  });

  test('takes a pasted text, and keys that mean something elsewhere', () => {
    const open = press(all, '/');
    expect(pasteText(all, 'q')).toBe(all);
    expect(textOf(pasteText(open, 'models.py\nq'))).toContain(' /models.py q');
    expect(textOf(typed(open, 'qH?/ 1'))).toContain(' /qH?/ 1');
  });

  test('lets one go through the list while it is typed', () => {
    const moved = press(typed(all, '/models'), 'down', 'down');
    expect(screenOf(moved).list.selected).toBe(2);
    const name = selectedName(moved);
    expect(selectedName(typed(moved, '.py'))).toBe(name);
  });

  test('opens with its text to be changed', () => {
    const again = press(typed(all, '/models'), 'enter', '/', 'backspace');
    expect(textOf(again)).toContain(' /model ');
    expect(countOf(press(typed(all, '/models'), 'enter', '/', 'ctrl-u', 'enter'))).toBe(483);
  });
});

describe('hiding', () => {
  const all = openViewer(shop, 100);
  const own = press(all, 'm');

  test('with m leaves only my code, and brings all back', () => {
    expect(countOf(own)).toBe(32);
    expect(countOf(press(own, 'm'))).toBe(483);
  });

  test('takes the change of the tottime away, which would count what was charged', () => {
    const start = openWith({ table: shop, baseline: shop }, 160, 40);
    const changes = (state: ViewerState) => textOf(state).match(/tottime\s+\+\/-|cumtime▼\s+\+\/-/g);
    expect(changes(start)?.length).toBe(2);
    expect(changes(press(start, 'm'))).toEqual([expect.stringContaining('cumtime')]);
  });

  test('with the menu hides a kind at a time', () => {
    const builtins = press(all, 'H', 'enter');
    expect(textOf(builtins)).toContain('> [x] built-in functions');
    expect(countOf(builtins)).toBe(483 - 91);
    expect(countOf(press(builtins, 'enter', 'escape'))).toBe(483);
    expect(countOf(press(builtins, 'down', 'enter', 'down', 'enter', 'down', 'enter', 'escape'))).toBe(32);
  });

  test('charges the time to others, and the sum is still that of the profile', () => {
    const { view } = screenOf(own);
    const shown = view.rows.reduce((sum, row) => sum + (view.table.tottime[row] ?? 0), 0);
    expect(shown + (view.hiding?.remainder ?? 0)).toBeCloseTo(shop.totals.tottime, 9);
    expect(textOf(own)).toMatch(/only my code .*1 of 32 shown, 483 in all\n 451 hidden: .* charged to their callers/);
  });

  test('marks a time that is divided by estimate', () => {
    const line = textOf(press(own, 't'))
      .split('\n')
      .find((text) => text.includes('(<module>)'));
    expect(line).toMatch(/ ~\d/);
  });

  test('goes together with a filter', () => {
    const both = press(typed(own, '/models.py:'), 'enter');
    expect(countOf(both)).toBe(21);
    expect(countOf(press(both, 'm'))).toBe(21);
    expect(countOf(press(both, 'escape'))).toBe(32);
  });

  test('all of a profile says so', () => {
    const builder = new ProfileBuilder();
    builder.setRow('~', 0, '<built-in method builtins.len>', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    builder.setRow('~', 0, '<built-in method builtins.id>', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    builder.endEdges();
    builder.endEdges();
    const none = press(openViewer(builder.finish('traced', [])), 'm');
    expect(textOf(none)).toContain('functions are hidden: H shows them');
  });
});

const KEYS = [
  '/',
  'm',
  'H',
  'enter',
  'escape',
  'n',
  'N',
  't',
  'r',
  'down',
  'G',
  'backspace',
  'ctrl-u',
  'o',
  'i',
  '.',
  '-',
];

test('any keys leave a selection in the list and a frame of the size of the window', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...KEYS), { maxLength: 30 }), (keys) => {
      const state = press(openViewer(shop, 60, 16), ...keys);
      const screen = state.screens[0];
      if (screen.kind !== 'functions') return;
      expect(screen.view.length).toBe(screen.view.rows.length);
      expect(screen.list.selected).toBeLessThanOrEqual(Math.max(0, screen.view.length - 1));
      const lines = frameOf(state);
      expect(lines.length).toBe(16);
      expect(lines.filter(({ width }) => width > 60)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test.each(['enter', 'r'])(
  'the selection from before a filter that matches nothing is there again after it (%s)',
  (key) => {
    const selected = press(openViewer(shop), 'j', 'j', 'j');
    const empty = press(typed(selected, '/zzzznothing'), 'enter', key);
    expect(countOf(empty)).toBe(0);
    const lifted = press(empty, '/', 'ctrl-u', 'enter');
    expect(countOf(lifted)).toBe(483);
    expect(selectedName(lifted)).toBe(selectedName(selected));
  },
);
