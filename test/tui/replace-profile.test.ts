import { describe, expect, test } from 'vitest';
import { standardName } from '../../src/profile/function-name.ts';
import { partsOf } from '../../src/profile/parts.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { isOwn } from '../../src/select/whose-code.ts';
import { loseWatch, receiveHints } from '../../src/tui/events.ts';
import { frontOf } from '../../src/tui/front.ts';
import { load, reload, strip, takeOwn } from '../../src/tui/replace-profile.ts';
import { loadedProfile, profileReadAgain } from '../../src/tui/replacement.ts';
import { currentScreen } from '../../src/tui/trail.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';
import { ownCode } from '../../src/views/own-code.ts';
import { textOf } from './frame-of.ts';
import { openViewer, press, readTable } from './press.ts';

// The same program, under Python 3.11 and 3.13: most functions are in both, in other places and on other lines.
const before = readTable('words-py311');
const after = readTable('words-py313');

/** The name of the selected function, without the line that may have moved. */
function selectedName(state: ViewerState): string {
  const selected = frontOf(state).selected();
  return selected === undefined ? '' : standardName(state.table, selected).replace(/:\d+/, '');
}

function namesOf({ table }: ViewerState): readonly string[] {
  return Array.from({ length: table.length }, (_, row) => standardName(table, row));
}

describe('another profile in the place of the one that is looked at', () => {
  test.each([
    ['words(', ['j', 'j', 'j']],
    ['a function further down', Array.from({ length: 30 }, () => 'j')],
  ])('keeps %s selected, wherever it is now', (_what, keys) => {
    const state = press(openViewer(before), ...keys);
    expect(selectedName(reload(state, after))).toBe(selectedName(state));
  });

  test('keeps the way back through functions, and the selected callees', () => {
    const state = press(openViewer(before), 'j', 'j', 'enter', 'j', 'enter');
    const reloaded = reload(state, after);
    expect(reloaded.screens.map(({ kind }) => kind)).toEqual(['functions', 'function', 'function']);
    expect(selectedName(reloaded)).toBe(selectedName(state));
    expect(selectedName(press(reloaded, 'escape'))).toBe(selectedName(press(state, 'escape')));
  });

  test('leaves the screen of a function that is gone', () => {
    const state = press(openViewer(before), 'j', 'j', 'enter');
    const reloaded = reload(state, readTable('recursion-py311'));
    expect(currentScreen(reloaded).kind).toBe('functions');
    expect(textOf(reloaded)).toContain('function 3 of 25');
  });

  test('begins a tree at the same function', () => {
    const state = press(openViewer(before), 'j', '3');
    expect(currentScreen(state).kind).toBe('tree');
    expect(currentScreen(reload(state, after)).kind).toBe('tree');
    expect(selectedName(reload(state, after))).toBe(selectedName(state));
  });
});

describe('what was found out before about a profile that is read anew', () => {
  const start = press(openViewer(before), 'j', 'j', 'enter');

  test('changes nothing of what becomes of the screens', () => {
    const made = finish(profileReadAgain(start, after));
    expect(textOf(reload(start, after, made))).toBe(textOf(reload(start, after)));
    expect(textOf(load(start, after, 'b.prof', 'read', finish(loadedProfile(start, after, 'b.prof', 'read'))))).toBe(
      textOf(load(start, after, 'b.prof', 'read')),
    );
  });

  test('is about the profile that is looked at also where the baseline is another', () => {
    const again = reload(start, after);
    const read = readTable('words-py311');
    const made = finish(profileReadAgain(again, read));
    expect([made.of, made.table, made.baseline]).toEqual([after, read, before]);
    expect(selectedName(reload(again, read, made))).toBe(selectedName(start));
  });

  test('is not believed of another profile', () => {
    const other = finish(loadedProfile(openViewer(readTable('recursion-py311')), after, 'b.prof', 'read'));
    expect(selectedName(reload(start, after, other))).toBe(selectedName(start));
  });
});

describe('who is typing while another profile comes', () => {
  test.each([
    [':', 'add other.prof'],
    ['/', 'words'],
    ['e', '.md'],
  ])('goes on typing behind %s', (key, typed) => {
    const half = press(openViewer(before), key, ...typed.slice(0, 3));
    const whole = press(reload(half, after), ...typed.slice(3));
    expect(whole.overlay).toMatchObject({ line: { text: expect.stringContaining(typed) } });
  });

  test('does not leave the viewer with a q', () => {
    expect(press(reload(press(openViewer(before), '/'), after), 'q')).toMatchObject({ isDone: false });
  });

  test('gets the list from before the filter back with Esc, of the new profile', () => {
    const state = press(openViewer(before), 'j', 'j', 'j', '/', ...'words');
    const back = press(reload(state, after), 'escape');
    expect(textOf(back)).toContain(`of ${after.length}`);
    expect(selectedName(back)).toBe(selectedName(press(state, 'escape')));
  });

  test('loses a menu that was over the screen of a function that is gone', () => {
    const state = press(openViewer(before), 'j', 'j', 'enter', 's');
    expect(reload(state, after).overlay?.kind).toBe('sort-menu');
    expect(reload(state, readTable('recursion-py311')).overlay).toBeNull();
  });
});

describe('n', () => {
  const found = press(openViewer(before), '/', ...'words', 'enter');

  test('goes on through what the filter finds in the new profile', () => {
    const names = (state: ViewerState) => [state, press(state, 'n'), press(state, 'n', 'n')].map(selectedName);
    expect(names(reload(found, after))).toEqual(names(found));
  });

  test('goes on through what was found when the filter was lifted', () => {
    const lifted = press(found, 'escape', 'g');
    expect(press(lifted, 'n').message).toBeNull();
    expect(selectedName(press(reload(lifted, after), 'n'))).toBe(selectedName(press(lifted, 'n')));
  });
});

describe('what changed', () => {
  test('is in columns beside the numbers, against the first load', () => {
    const text = textOf(reload(press(openViewer(before, 120, 100), 'j', 'j', 'j'), after));
    expect(text).toMatch(/ncalls +\+\/- +tottime +\+\/- +cumtime▼ +\+\/-/);
    // 152925 calls of words() in 0.496 s before, 150196 in 0.346 s after
    expect(text).toMatch(/^> +150196 +-2729 +346 ms +-149 ms/m);
    expect(text).toMatch(/ new /);
    expect(text).toContain('Read again: +0.264 s, 13 functions new, 7 functions gone since the baseline');
  });

  test('is nothing once the file is as it was', () => {
    const again = reload(reload(openViewer(before), after), before);
    expect(again.message).toBe('Read again: +0.000 s since the baseline');
    expect(again.baseline).toBe(before);
  });

  test.each([40, 60, 80, 120])('fits into %i columns', (columns) => {
    const frame = textOf(reload(openViewer(before, columns, 24), after)).split('\n');
    expect(frame.every((line) => line.length <= columns)).toBe(true);
    expect(frame.some((line) => line.includes('cumtime▼'))).toBe(true);
  });
});

test('names without directories stay so when the file is read anew', () => {
  const stripped = strip(press(openViewer(before), ':', ...'strip', 'enter'));
  const reloaded = reload(stripped, readTable('words-py311'));
  expect(namesOf(reloaded)).toEqual(namesOf(stripped));
  expect(reloaded.message).toBe('Read again: +0.000 s since the baseline');
  const other = load(stripped, after, 'other.prof', 'read');
  expect(namesOf(reload(other, after))).toEqual(namesOf(openViewer(after)));
});

test('an added profile is one of several, by its name', () => {
  const two = load(openViewer(before), after, 'b.prof', 'add');
  const three = load(two, before, 'c.prof', 'add');
  expect(partsOf(three.table).map(({ name }) => name)).toEqual(['out.prof', 'b.prof', 'c.prof']);
});

test('hints that were looked for in the profile from before are not shown', () => {
  const reloaded = reload(openViewer(before), after);
  const late = { table: before, view: null, failure: 'too late' };
  expect(receiveHints(reloaded, late).hints).toBeNull();
});

describe('w', () => {
  test('asks for watching, and ends it', () => {
    const watching = press(openViewer(before), 'w');
    expect(watching).toMatchObject({ isWatching: true, effect: { kind: 'watch' } });
    expect(press(watching, 'w')).toMatchObject({ isWatching: false, effect: { kind: 'unwatch' } });
  });

  test('that cannot be done says why', () => {
    const lost = loseWatch(press(openViewer(before), 'w'), 'It cannot be watched.');
    expect(lost).toMatchObject({ isWatching: false, message: 'It cannot be watched.' });
  });
});

describe('whose code is which', () => {
  const SHOP = '/srv/app/shop/views.py';
  const DJANGO = '/usr/lib/python3/dist-packages/django/views.py';
  const DECODER = '/usr/lib/python3.11/json/decoder.py';

  /** Without its folders nothing tells the file of a package from one's own. */
  const mixed = (): ProfileTable => {
    const builder = new ProfileBuilder();
    const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
    for (const [at, file] of [SHOP, DJANGO, DECODER].entries()) {
      builder.setRow(file, 10 + at, `work_${at}`, numbers);
      builder.endEdges();
    }
    return builder.finish('traced', []);
  };

  const sharesOf = ({ table }: ViewerState) => ({ own: ownCode(table).tottime, functions: ownCode(table).functions });

  test('stays as it was when the directories are taken off, and when the stripped file is read anew', () => {
    const state = openViewer(mixed());
    expect(sharesOf(state)).toEqual({ own: 1, functions: 1 });
    const stripped = strip(state);
    expect(namesOf(stripped)).toContain('views.py:11(work_1)');
    expect(sharesOf(stripped)).toEqual(sharesOf(state));
    expect(sharesOf(reload(stripped, mixed()))).toEqual(sharesOf(state));
  });

  test('stays as it was chosen, before or after that', () => {
    const chosen = takeOwn(takeOwn(openViewer(mixed()), [DJANGO]), [SHOP]);
    expect(sharesOf(chosen)).toEqual({ own: 1, functions: 1 });
    expect(sharesOf(strip(chosen))).toEqual(sharesOf(chosen));
    const chosenLater = takeOwn(strip(openViewer(mixed())), ['decoder.py']);
    expect(isOwn(chosenLater.table, 2)).toBe(true);
    expect(isOwn(reload(chosenLater, mixed()).table, 2)).toBe(true);
  });
});
