import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { foldText } from '../../src/select/name-filter.ts';
import { foundIn } from '../../src/tui/found.ts';
import { functionText } from '../../src/tui/name.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';
import { fc } from '../properties.ts';
import { frameOf } from './frame-of.ts';
import { tableWithHostileNames } from './made-tables.ts';
import { functionsScreenOf, openViewer, press, readTable } from './press.ts';

const shop = readTable('shop-py38');

function filtered(state: ViewerState, text: string): ViewerState {
  return press(state, '/', ...Array.from(text, (key) => (key === ' ' ? 'space' : key)), 'enter');
}

/** What is underlined below the headings, in all lines. */
function underlined(state: ViewerState): readonly string[] {
  const lines = frameOf(state).slice(4, -2);
  return lines.flatMap(({ painted }) =>
    painted
      .split('\x1b[4m')
      .slice(1)
      .map((rest) => stripVTControlCharacters(rest.slice(0, rest.indexOf('\x1b[24m')))),
  );
}

describe('what / found', () => {
  test('is underlined in the names, in the part that was asked for', () => {
    expect(new Set(underlined(filtered(openViewer(shop), 'MODELS.py')))).toEqual(new Set(['models.py']));
    const both = underlined(filtered(openViewer(shop), 'file:models func:al'));
    expect(new Set(both)).toEqual(new Set(['models', 'al']));
    expect(underlined(filtered(openViewer(shop), '-models'))).toEqual([]);
  });

  test('stays underlined when the filter is lifted, and n and N go through it', () => {
    const lifted = press(filtered(openViewer(shop, 80, 60), 'models.py'), 'escape', 'g');
    expect(functionsScreenOf(lifted).view.length).toBe(shop.length);
    expect(underlined(lifted).length).toBeGreaterThan(0);
    const [first, second] = [press(lifted, 'n'), press(lifted, 'n', 'n')];
    expect(functionsScreenOf(second).list.selected).toBeGreaterThan(functionsScreenOf(first).list.selected);
    expect(functionsScreenOf(press(second, 'N')).list).toEqual(functionsScreenOf(first).list);
  });

  test('is seen on the line of the cursor, too', () => {
    const [line] = frameOf(filtered(openViewer(shop), 'models.py')).slice(4);
    expect(line?.text).toMatch(/^>/);
    expect(line?.painted).toContain('\x1b[4mmodels.py\x1b[24m');
  });
});

describe('*', () => {
  test('marks the name of the row on every screen, and once more does not', () => {
    const recursion = openViewer(readTable('recursion-py311'));
    const marked = press(recursion, 't', '*');
    expect(marked.message).toBe('Marked everywhere: fib (1 function)');
    expect(underlined(marked)).toEqual(['fib']);
    expect(underlined(press(marked, 'enter'))).toContain('fib');
    expect(underlined(press(marked, '3', '+'))).toEqual(['fib', 'fib']);
    expect(underlined(press(marked, '*'))).toEqual([]);
  });

  test('says why there is nothing to mark', () => {
    expect(press(openViewer(shop), '5', '*').message).toBe('No function is selected.');
  });
});

test.each([shop, readTable('unicode-py311'), tableWithHostileNames()])(
  'whatever was looked for, what is marked of a name is what was looked for, in order and inside of it',
  (table) => {
    const row = fc.nat({ max: table.length - 1 });
    fc.assert(
      fc.property(row, row, fc.nat({ max: 60 }), fc.integer({ min: 1, max: 80 }), (from, at, start, width) => {
        const whole = functionText(table, from, 200, '…');
        const text = whole.slice(start, start + 4).replaceAll(/[\s/]/g, '');
        const state = filtered(openViewer(table), `func:${text}`);
        const name = functionText(table, at, width, '…');
        let last = 0;
        for (const { from: begin, to } of foundIn(state, at, name)) {
          expect(begin).toBeGreaterThanOrEqual(last);
          expect(to).toBeLessThanOrEqual(name.length);
          expect(foldText(name.slice(begin, to))).toContain(foldText(text));
          last = to;
        }
      }),
      { numRuns: 60 },
    );
  },
);
