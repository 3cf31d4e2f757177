import { describe, expect, test } from 'vitest';
import { standardName } from '../../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { numberCells } from '../../../src/report/list-markdown.ts';
import { frontOf } from '../../../src/tui/front.ts';
import type { TreeScreen } from '../../../src/tui/screens/tree/picture.ts';
import { makeTheme } from '../../../src/tui/theme.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { tableWithGhost } from '../made-tables.ts';
import { openViewer, press, readTable } from '../press.ts';

const THEME = makeTheme({ color: false, ascii: false });

const recursion = readTable('recursion-py311');
const whole = press(openViewer(recursion), '3');

function treeOf(state: ViewerState): TreeScreen {
  const screen = currentScreen(state);
  if (screen.kind !== 'tree') throw new Error(`the ${screen.kind} are shown, not a tree`);
  return screen;
}

function selectedName(state: ViewerState): string {
  const index = frontOf(state).selected();
  return index === undefined ? '' : standardName(state.table, index);
}

describe('the call tree', () => {
  test('opens with Enter, closes with h, and h again goes to the line above', () => {
    const open = press(whole, 'enter', 'down', 'enter', 'down');
    expect(selectedName(open)).toBe('recursion.py:8(fib)');
    expect(selectedName(press(open, 'h'))).toBe('recursion.py:1(<module>)');
    expect(treeOf(press(open, 'h', 'h', 'h', 'h')).lines).toEqual(treeOf(whole).lines);
  });

  test('at its first level h goes back to where one came from', () => {
    expect(currentScreen(press(whole, 'h')).kind).toBe('functions');
  });

  test('opens the function itself where there is nothing below', () => {
    const state = press(whole, 'p');
    expect(selectedName(state)).toBe('recursion.py:8(fib)');
    expect(press(state, 'l').message).toBe('Recursion: this function is on its own path further up.');
    expect(currentScreen(press(state, 'enter')).kind).toBe('function');
    expect(press(state, 'enter', 'escape')).toMatchObject({ screens: state.screens });
  });

  test('keeps the selected line in another order, and turned round', () => {
    const state = press(whole, '+', 'G', 'up', 'up', 'up');
    const name = selectedName(state);
    for (const keys of [['#'], ['t', 'r'], ['>'], ['s', 'end', 'enter']]) {
      expect(selectedName(press(state, ...keys))).toBe(name);
    }
  });

  test('is left open as it was, and comes back with 3', () => {
    const state = press(whole, '+', 'down', 'down');
    expect(treeOf(press(state, '1', '3'))).toEqual(treeOf(state));
    expect(press(state, '3').message).toBe('This is the call tree of the whole program.');
  });

  test('starts at any function, down and up, and is inverted', () => {
    const down = press(openViewer(recursion), 't', 'd');
    expect(treeOf(down).tree).toMatchObject({ direction: 'callees' });
    expect(selectedName(down)).toBe('recursion.py:8(fib)');
    const up = press(openViewer(recursion), 't', 'u');
    expect(treeOf(press(down, 'i'))).toEqual(treeOf(up));
    expect(treeOf(press(down, 'i', 'i'))).toEqual(treeOf(down));
  });

  test('says that one key does not open everything', () => {
    const state = press(openViewer(readTable('logreport-py311')), '3', '+');
    expect(state.message).toMatch(/^\d+ lines opened; there are more\. One key opens at most 1000\.$/);
    expect(treeOf(press(state, '+')).lines.length).toBeGreaterThan(treeOf(state).lines.length);
    expect(treeOf(press(state, '+', '+', '-')).lines).toEqual(treeOf(press(state, '-')).lines);
  });

  test('of counts is sorted by counts, and the user is told why not by time', () => {
    const state = press(openViewer(readTable('profile-py311')), '3');
    expect(treeOf(state).sort.by).toBe('ncalls');
    expect(press(state, 'c').message).toBe('This profile has counts and no times for calls.');
  });

  test('ends at a caller that has no row of its own', () => {
    const state = press(openViewer(tableWithGhost()), 'u', 'down');
    expect(selectedName(state)).toBe('gone.py:1(caller)');
    expect(press(state, 'enter').message).toBe('No row of its own in this profile: gone.py:1(caller)');
    expect(press(state, 'd').message).toBe('It has no row of its own in this profile.');
  });
});

describe('a chain of calls', () => {
  const chain = press(openViewer(readTable('jsontool-py36')), '3', 'right', 'down');
  const namesOf = (state: ViewerState): readonly string[] =>
    treeOf(state).lines.flatMap((line) =>
      line.kind === 'node' ? [standardName(state.table, line.last.function).replace(/.*\//, '')] : [],
    );

  test('shows what is below it, then its functions, and back again', () => {
    const open = press(chain, 'right');
    expect(namesOf(open).slice(0, 3)).toEqual([
      '{built-in method builtins.exec}',
      '__init__.py:120(dump)',
      'encoder.py:412(_iterencode)',
    ]);
    const apart = press(open, 'right');
    expect(namesOf(apart).slice(0, 4)).toEqual([
      '{built-in method builtins.exec}',
      'tool.py:12(<module>)',
      'tool.py:19(main)',
      '__init__.py:120(dump)',
    ]);
    expect(treeOf(press(apart, 'left')).lines).toEqual(treeOf(open).lines);
    expect(treeOf(press(apart, 'left', 'left')).lines).toEqual(treeOf(chain).lines);
    expect(selectedName(press(apart, 'left', 'left', 'left'))).toBe('{built-in method builtins.exec}');
    expect(press(apart, 'right').message).toBe('This is open already.');
  });

  test('leads to its last function', () => {
    expect(selectedName(chain)).toContain('(dump)');
    const opened = press(chain, 'enter', 'enter');
    expect(currentScreen(opened)).toMatchObject({ kind: 'function' });
    expect(selectedName(press(opened, 'escape'))).toContain('(dump)');
  });

  test('has the names that were looked for underlined, its first and its last', () => {
    const lineOf = (state: ViewerState): string =>
      frontOf(state)
        .draw(THEME)
        .lines.find((line) => line.includes('tool.py')) ?? '';
    const underlined = (text: string): string => `\x1b[4m${text}\x1b[24m`;
    expect(lineOf(press(chain, '*'))).toContain(underlined('dump'));
    const found = press(openViewer(chain.table), '/', ...'tool', 'enter', 'escape', '*', '3', 'right', 'down');
    expect(lineOf(found)).toContain(underlined('tool.py'));
  });

  test('keeps its line in another order, folded and unfolded', () => {
    for (const state of [chain, press(chain, 'right'), press(chain, 'right', 'right')]) {
      for (const keys of [['#'], ['t'], ['r', 'r']])
        expect(selectedName(press(state, ...keys))).toBe(selectedName(state));
      expect(treeOf(press(state, '#', 'c')).lines).toEqual(treeOf(state).lines);
    }
  });

  test('is written to a file with its first and its last function', () => {
    const [list] = frontOf(press(chain, 'right')).markdown();
    const lines = list !== undefined && 'lines' in list ? list.lines : [];
    expect(lines.map(({ name, depth }) => `${depth} ${name.replace(/\/\S*\//g, '')}`).slice(0, 3)).toEqual([
      '0 {built-in method builtins.exec}',
      '1 tool.py:12(<module>) -> 1 more -> __init__.py:120(dump) (89 %)',
      '2 encoder.py:412(_iterencode)',
    ]);
  });
});

describe('a tree without hidden functions', () => {
  const shop = press(openViewer(readTable('shop-py38')), '3', 'p');

  test('marks in a file a share whose time is estimated', () => {
    for (const state of [press(shop, '+'), press(shop, '+', 't')]) {
      const [list] = frontOf(state).markdown();
      const lines = list !== undefined && 'lines' in list ? list.lines : [];
      const shares = lines.map((line) => numberCells(line).at(-1)?.startsWith('~'));
      expect(shares).toEqual(lines.map(({ estimates }) => estimates === 'all'));
      expect(new Set(shares).size).toBe(2);
    }
  });

  test('hides what the list of functions hides, whichever is asked', () => {
    const mine = press(shop, 'm');
    expect(frontOf(mine).draw(THEME).heading).toBe('call tree, only my code');
    expect(treeOf(press(openViewer(shop.table), 'm', '3', 'p')).lines).toEqual(treeOf(press(mine, '-', 'p')).lines);
    const list = currentScreen(press(mine, '1'));
    expect(list.kind === 'functions' && list.view.hiding).toBe(treeOf(mine).tree.shown?.hiding);
    for (const line of treeOf(press(mine, '+')).lines) {
      if (line.kind === 'node') expect(treeOf(mine).tree.shown?.hiding.isHidden[line.node.function]).toBe(0);
    }
  });

  test('says why its times differ', () => {
    expect(frontOf(press(shop, 'm')).draw(THEME).summary[0]).toMatch(/^\d+ hidden: .* charged to their callers/);
  });

  test('stays open, with the cursor where it was, as far as that is shown', () => {
    const own = press(openViewer(readTable('logreport-py311')), 'm', '3');
    expect(selectedName(own)).toContain('__main__.py:1(<module>)');
    expect(selectedName(press(own, 'm'))).toBe('{built-in method builtins.exec}');
    const inMain = press(
      openViewer(readTable('jsontool-py36')),
      '3',
      'enter',
      'down',
      'right',
      'right',
      'down',
      'down',
    );
    expect(selectedName(inMain)).toContain('(dump)');
    const hidden = press(inMain, 'H', 'enter', 'escape');
    expect(selectedName(hidden)).toContain('(dump)');
    expect(treeOf(hidden).lines.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 3, 3, 2, 2, 2, 2, 2, 1]);
  });

  test('is as it was when all are shown again, unfolded chains and the cursor too', () => {
    for (const keys of [['p'], ['p', 'up', 'up', 'right', 'right', 'down'], ['+', 'G', 'up']]) {
      const state = press(openViewer(readTable('shop-py38')), '3', ...keys);
      for (const there of [['m'], ['m', 'H', 'enter', 'escape', 'm']]) {
        const again = press(state, ...there, 'm');
        expect(treeOf(again).lines).toEqual(treeOf(state).lines);
        expect(treeOf(again).list.selected).toBe(treeOf(state).list.selected);
      }
    }
  });

  test('goes back to all functions with the cursor on what was selected since', () => {
    const below = press(shop, '+', 'm', '+', 'g');
    const again = press(below, 'm');
    expect(selectedName(again)).toBe(selectedName(below));
    expect(treeOf(again).lines).toEqual(treeOf(press(shop, '+')).lines);
    expect(treeOf(press(below, '#', 'm')).sort.by).toBe('ncalls');
    expect(treeOf(press(below, '#', 'm')).lines).toEqual(treeOf(press(shop, '+', '#')).lines);
  });

  test('of all hidden functions is empty, and says how to see them', () => {
    const builder = new ProfileBuilder();
    builder.setRow('~', 0, '<built-in method builtins.len>', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    builder.endEdges();
    const state = press(openViewer(builder.finish('traced', [])), '3', 'm');
    expect(treeOf(state).lines).toEqual([]);
    expect(frontOf(state).draw(THEME).status).toBe('all functions are hidden: H shows them');
    expect(press(state, 'right').message).toBe('There is nothing to open.');
  });

  test('is told in the file that it is written to', () => {
    expect(frontOf(press(shop, 'm')).markdown()[0]?.heading).toMatch(/, without builtin, /);
  });
});

describe('the modules', () => {
  const modules = press(openViewer(readTable('jsontool-py36')), '5');

  test('are grouped by Tab, the last time as at first', () => {
    const kinds = [modules, press(modules, 'tab'), press(modules, 'tab', 'tab')].map((state) => currentScreen(state));
    expect(kinds.map((screen) => screen.kind === 'modules' && screen.by)).toEqual(['library', 'package', 'file']);
    expect(press(modules, 'tab', 'tab', 'tab').screens).toEqual(modules.screens);
    expect(press(modules, 'tab', 'shift-tab').screens).toEqual(modules.screens);
  });

  test('open into their functions, and these into their callers and callees', () => {
    const state = press(modules, 'enter');
    expect(currentScreen(state)).toMatchObject({ kind: 'module', by: 'library' });
    expect(press(state, 'enter').screens.map(({ kind }) => kind)).toEqual([
      'functions',
      'modules',
      'module',
      'function',
    ]);
    expect(press(state, 'enter', 'escape', 'escape').screens).toEqual(modules.screens);
  });

  test('keep their selection in another order', () => {
    const state = press(modules, 'down', 'down', 'down');
    const nameOf = (shown: ViewerState) => {
      const screen = currentScreen(press(shown, 'enter'));
      return screen.kind === 'module' ? screen.name : null;
    };
    for (const keys of [['c'], ['#', 'r'], ['<'], ['s', 'end', 'enter']]) {
      expect(nameOf(press(state, ...keys))).toBe(nameOf(state));
    }
    expect(press(modules, 's', 'end', 'enter', '>').message).toBe('This is the last column.');
  });
});
