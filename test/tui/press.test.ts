import { describe, expect, test } from 'vitest';
import { standardName } from '../../src/profile/function-name.ts';
import { resize } from '../../src/tui/events.ts';
import { frontOf } from '../../src/tui/front.ts';
import { currentScreen } from '../../src/tui/trail.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';
import { textOf } from './frame-of.ts';
import { tableWithGhost } from './made-tables.ts';
import { functionScreenOf, openViewer, press, readTable } from './press.ts';

const recursion = readTable('recursion-py311');
const words = readTable('words-py311');

/** The name that the cursor is on. */
function selectedName(state: ViewerState): string {
  const index = frontOf(state).selected();
  return index === undefined ? '' : standardName(state.table, index);
}

describe('the list of functions', () => {
  test('starts at the function with the most cumulative time', () => {
    expect(selectedName(openViewer(recursion))).toBe('{built-in method builtins.exec}');
  });

  test('moves by lines, pages and to its ends, and stops there', () => {
    const state = openViewer(words);
    const last = words.length - 1;
    const selectedAfter = (...keys: string[]) => {
      const screen = currentScreen(press(state, ...keys));
      return screen.kind === 'functions' ? screen.list : null;
    };
    expect(selectedAfter('up')).toEqual({ selected: 0, top: 0 });
    expect(selectedAfter('j', 'j', 'k')).toEqual({ selected: 1, top: 0 });
    expect(selectedAfter('pagedown')).toEqual({ selected: 18, top: 1 });
    expect(selectedAfter('ctrl-d', 'ctrl-d', 'ctrl-u')).toEqual({ selected: 9, top: 1 });
    expect(selectedAfter('G')).toEqual({ selected: last, top: last - 17 });
    expect(selectedAfter('end', 'down', 'pageup', 'home')).toEqual({ selected: 0, top: 0 });
  });

  test('who is at the top sees the new leaders after sorting', () => {
    const state = press(openViewer(recursion), 't');
    expect(selectedName(state)).toBe('recursion.py:8(fib)');
    expect(currentScreen(state)).toMatchObject({
      view: { request: { ordering: { name: 'tottime' } } },
      list: { selected: 0 },
    });
  });

  test('further down the selected function stays selected, wherever it goes', () => {
    const state = press(openViewer(words), 'down', 'down', 'down');
    const name = selectedName(state);
    for (const keys of [['t'], ['r'], ['c', 'r'], ['s', 'end', 'enter']]) {
      expect(selectedName(press(state, ...keys))).toBe(name);
    }
  });

  test('reversing twice is as before', () => {
    const state = press(openViewer(words), 'j', 'j');
    expect(press(state, 'r', 'r')).toEqual(state);
  });

  test('the order of the dump is not reversed, and the user is told', () => {
    const state = press(openViewer(words), 's', 'end', 'enter', 'r');
    expect(currentScreen(state)).toMatchObject({
      view: { request: { ordering: { name: 'none', order: null }, isReversed: false } },
    });
    expect(state.message).toMatch(/cannot be reversed/);
    expect(press(state, 'down').message).toBeNull();
  });
});

describe('the sort column', () => {
  const orderingOf = (state: ViewerState) => {
    const screen = currentScreen(state);
    switch (screen.kind) {
      case 'functions':
        return screen.view.request.ordering.name;
      case 'module':
        return screen.ordering.name;
      case 'function':
        return screen[screen.active].sort;
      case 'modules':
      case 'comparison':
      case 'profiles':
      case 'memory':
        return screen.sort;
      case 'tree':
        return screen.sort.by;
      case 'hints':
      case 'icicle':
        return null;
    }
  };

  test('moves over all columns with < and >, and stops at the ends', () => {
    const first = press(openViewer(recursion), '<', '<', '<', '<');
    expect(orderingOf(first)).toBe('ncalls');
    expect(first.message).toBe('This is the first column.');
    const names = ['>', '>', '>', '>', '>', '>'].map((_, at) => orderingOf(press(first, ...'>'.repeat(at + 1))));
    expect(names).toEqual(['tottime', 'tottime-percall', 'cumtime', 'cumtime-percall', 'stdname', 'stdname']);
  });

  test('is there in every width, once it is sorted by', () => {
    for (const keys of [['#'], ['t', '>'], ['>']]) {
      const state = press(openViewer(recursion, 40, 10), ...keys);
      expect(textOf(state).split('\n')[1]).toMatch(/(ncalls|percall)▼/);
    }
  });

  test('of calls without times is their count or their name', () => {
    const state = press(openViewer(readTable('profile-py311')), 'down', 'down', 'enter');
    expect([orderingOf(state), orderingOf(press(state, '>')), orderingOf(press(state, '>', '<'))]).toEqual([
      'ncalls',
      'filename',
      'ncalls',
    ]);
  });

  test('of callers and callees is any of the columns', () => {
    const state = press(openViewer(words), 'down', 'enter', '>');
    expect(orderingOf(state)).toBe('cumtime-percall');
    const perCall = (text: string) => text.split('\n').findIndex((line) => line.includes('percall▼'));
    expect(perCall(textOf(state))).toBe(3);
  });
});

describe('long names', () => {
  const jsontool = readTable('jsontool-py36');
  const scrollOf = (state: ViewerState) => {
    const screen = currentScreen(state);
    return 'scroll' in screen ? screen.scroll : null;
  };

  test('are shown whole, then scrolled to their ends, and back again', () => {
    const state = press(openViewer(jsontool), 'l', 'right', 'l');
    expect(scrollOf(state)).toBe(3);
    expect(scrollOf(press(state, 'left', 'h'))).toBe(1);
    const end = press(state, ...'l'.repeat(60));
    expect(end.message).toBe('The names are shown to their ends.');
    expect(textOf(end)).toMatch(/_iterencode_dict\)$/m);
  });

  test('are not scrolled where all of them fit', () => {
    const state = press(openViewer(tableWithGhost()), 'l');
    expect(scrollOf(state)).toBe(0);
    expect(state.message).toBe('The names are shown to their ends.');
  });

  test('at their beginning let Left go back', () => {
    const state = press(openViewer(jsontool), 'enter', 'l', 'left');
    expect(scrollOf(state)).toBe(0);
    expect(state.screens.length).toBe(2);
    expect(press(state, 'left').screens.length).toBe(1);
  });
});

test('U shows seconds as pstats prints them, and units again', () => {
  const state = press(openViewer(recursion), 'U');
  expect(textOf(state)).toContain('in 0.083 s');
  expect(press(state, 'U')).toEqual(openViewer(recursion));
});

describe('the sort menu', () => {
  test('opens on the key in use and closes without a change', () => {
    const state = press(openViewer(recursion), 't');
    const menu = press(state, 's');
    expect(menu.overlay).toMatchObject({ kind: 'sort-menu', list: { selected: 8 } });
    expect(press(menu, 'up', 'escape')).toEqual(state);
  });

  test('sorts by the selected key', () => {
    const state = press(openViewer(recursion), 's', 'home', 'enter');
    expect(state.overlay).toBeNull();
    expect(currentScreen(state)).toMatchObject({ view: { request: { ordering: { name: 'ncalls' } } } });
    expect(selectedName(state)).toBe('recursion.py:8(fib)');
  });
});

describe('a function', () => {
  const fib = press(openViewer(recursion), 't', 'enter');

  test('opens with its callees in front, where it has any', () => {
    expect(functionScreenOf(fib)).toMatchObject({ active: 'callees', callees: { sort: 'cumtime' } });
    expect(standardName(recursion, functionScreenOf(fib).function)).toBe('recursion.py:8(fib)');
  });

  test('without callees opens with its callers in front', () => {
    const state = press(openViewer(recursion), 's', 'home', 'enter', 'end', 'enter');
    expect(functionScreenOf(state).active).toBe('callers');
  });

  test('goes up to a caller, and back to the same line, sort and direction', () => {
    const before = press(openViewer(recursion), 'down', 'enter', 'down', 't', 'r', 'end');
    const within = press(before, 'enter', 'tab', 'down', 'r', 's', 'down', 'enter', '?', 'escape');
    expect(within.screens.length).toBe(before.screens.length + 1);
    const back = press(within, 'escape');
    expect({ ...back, ahead: [] }).toEqual(before);
    expect(press(back, ']')).toEqual(within);
  });

  test('that one went back from is ahead until another is opened', () => {
    const back = press(openViewer(recursion), 'enter', 'enter', 'escape', 'escape');
    expect(back.ahead.length).toBe(2);
    expect(press(back, ']', ']', ']').message).toBe('You have not gone back from anywhere.');
    expect(press(back, 'down', 'enter').ahead).toEqual([]);
  });

  test('each pane has its own order', () => {
    const state = press(fib, 't', 'tab', 's', 'end', 'enter', 'r');
    expect(functionScreenOf(state)).toMatchObject({
      callers: { sort: 'filename', isReversed: true },
      callees: { sort: 'tottime', isReversed: false },
    });
  });

  test('that calls itself is not entered once more', () => {
    expect(selectedName(fib)).toBe('recursion.py:8(fib)');
    const state = press(fib, 'enter');
    expect(state.screens).toBe(fib.screens);
    expect(state.message).toMatch(/calls itself/);
  });

  test('is not left for a caller that has no row of its own, and the user is told', () => {
    const state = press(openViewer(tableWithGhost()), 'enter', 'enter');
    expect(selectedName(state)).toBe('gone.py:1(caller)');
    expect(state.message).toBe('No row of its own in this profile: gone.py:1(caller)');
    expect(state.screens.length).toBe(2);
  });

  test('counted only is sorted by its counts, and not by times that there are none of', () => {
    const state = press(openViewer(readTable('profile-py311')), 'down', 'down', 'enter');
    expect(functionScreenOf(state).callees.sort).toBe('ncalls');
    expect(press(state, 't').message).toBe('This profile has counts and no times for callees.');
  });
});

test('what the dump warns of is said until the first key', () => {
  const state = openViewer(readTable('yappi-deb'));
  expect(state.message).toMatch(/^Note: the two call counts seem to be swapped/);
  expect(press(state, 'down').message).toBeNull();
});

describe('the window', () => {
  test('becoming lower scrolls the selection back into view, on the way back too', () => {
    const state = press(openViewer(words), 'end', 'enter');
    const low = press(resize(state, { columns: 40, rows: 10 }), 'escape');
    expect(currentScreen(low)).toMatchObject({ list: { selected: words.length - 1, top: words.length - 6 } });
  });

  test('becoming higher leaves no empty lines below the last function', () => {
    const state = press(openViewer(words, 40, 10), 'end');
    const high = resize(state, { columns: 80, rows: 24 });
    expect(currentScreen(high)).toMatchObject({ list: { top: words.length - 18 } });
  });
});

test('q and Ctrl-C end the viewer from every screen', () => {
  const states = [openViewer(words), press(openViewer(words), 'enter')];
  for (const state of states) for (const key of ['q', 'ctrl-c']) expect(press(state, key).isDone).toBe(true);
});

test('q closes help and menus first, and Ctrl-C ends the viewer from there too', () => {
  const viewer = openViewer(words);
  for (const key of ['s', '?', 'H']) {
    const opened = press(viewer, key);
    expect(press(opened, 'q')).toEqual(viewer);
    expect(press(opened, 'q', 'q').isDone).toBe(true);
    expect(press(opened, 'ctrl-c').isDone).toBe(true);
  }
});

test('q quits at once where the window is too small to show what is open', () => {
  const small = resize(press(openViewer(words), '?'), { columns: 30, rows: 8 });
  expect(press(small, 'q').isDone).toBe(true);
});

test('the help scrolls where it does not fit, and goes with Esc', () => {
  const help = press(openViewer(words, 40, 10), '?', 'down', 'down');
  expect(help.overlay).toMatchObject({ kind: 'help', list: { top: 2 } });
  expect(press(help, 'end', 'escape').overlay).toBeNull();
});

test('the trail of screens does not grow without end, and keeps the first', () => {
  const first = openViewer(readTable('recursion-py311'));
  const keys = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 'd' : '2')).flatMap(() => ['d', 'u']);
  const state = press(first, ...keys);
  expect(state.screens.length).toBe(50);
  expect(state.screens[0]).toBe(first.screens[0]);
});
