import { describe, expect, test } from 'vitest';
import { standardName } from '../../src/profile/function-name.ts';
import { finish, type Steps } from '../../src/profile/steps.ts';
import { pressKey } from '../../src/tui/press.ts';
import { madeBetweenKeys } from '../../src/tui/replace-between-keys.ts';
import {
  load,
  moveToReplacement,
  type ReadyReplacement,
  reload,
  strip,
  takeOwn,
} from '../../src/tui/replace-profile.ts';
import {
  loadedProfile,
  profileReadAgain,
  profileWithOwn,
  type Replacement,
  strippedProfile,
} from '../../src/tui/replacement.ts';
import { createStore } from '../../src/tui/store.ts';
import { allScreens, currentScreen } from '../../src/tui/trail.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';
import { runWork } from '../../src/tui/work.ts';
import { textOf } from './frame-of.ts';
import { largeTable } from './made-tables.ts';
import { openViewer, press, readTable } from './press.ts';

const table = largeTable(24_000, '/srv/app');
const other = largeTable(22_000, '/home/ann/app');
const FILE = '/srv/app/3/module4.py';

/** The viewer with each screen opened once, and nothing left to do. */
function openAll(): { readonly state: () => ViewerState; readonly type: (...keys: readonly string[]) => void } {
  const turns: (() => void)[] = [];
  const soon = (turn: () => void): (() => void) => {
    turns.push(turn);
    return () => turns.splice(turns.indexOf(turn), 1);
  };
  const store = createStore(openViewer(table));
  const matchNames = (regex: RegExp, names: readonly string[]) => names.map((name) => regex.test(name));
  runWork(store, { pace: { soon, beginTurn: () => () => true }, matchNames, onFailure: fail });
  const settle = (): void => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
  };
  settle();
  const type = (...keys: readonly string[]): void => {
    for (const key of keys) {
      store.update((state) => pressKey(state, key));
      settle();
    }
  };
  type('j', 'enter', '3', 'l', 'l', '5', 'enter', '9', 'enter', '1', 'u', '1', 'j', 'j');
  return { state: store.state, type };
}

type Change = {
  readonly make: (state: ViewerState) => Steps<Replacement>;
  readonly change: (state: ViewerState, made: ReadyReplacement | null) => ViewerState;
};

const CHANGES: readonly (readonly [string, Change])[] = [
  ['stripped of directories', { make: strippedProfile, change: strip }],
  [
    'added to',
    {
      make: (state) => loadedProfile(state, other, 'b.prof', 'add'),
      change: (state, made) => load(state, other, 'b.prof', 'add', made),
    },
  ],
  [
    'another one',
    {
      make: (state) => loadedProfile(state, other, 'b.prof', 'read'),
      change: (state, made) => load(state, other, 'b.prof', 'read', made),
    },
  ],
  [
    'read again',
    {
      make: (state) => profileReadAgain(state, other),
      change: (state, made) => reload(state, other, made),
    },
  ],
  [
    'with a file for own code',
    {
      make: (state) => profileWithOwn(state, [FILE]),
      change: (state, made) => takeOwn(state, [FILE], made),
    },
  ],
];

/** The frames of all screens that one can go to. */
function frames(state: ViewerState): readonly string[] {
  return ['1', 'enter', '3', '5', '9'].map((key) => textOf(press(state, key)));
}

describe.each(CHANGES)('a large profile that is %s', (_what, { make, change }) => {
  test('is on all screens as if it had been made in one go', async () => {
    const { state } = openAll();
    const made = await madeBetweenKeys(state, make, () => true);
    expect(frames(change(state(), made))).toEqual(frames(change(state(), null)));
  });

  test('has every screen moved ahead, those too that keys change meanwhile', () => {
    const { state, type } = openAll();
    const made = finish(make(state()));
    const keys = ['j', '3', 'j', '9', '1'];
    let slices = 0;
    const steps = moveToReplacement(state, made);
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) {
      if (slices++ % 2 === 0) type(...keys.splice(0, 1));
    }
    expect(keys).toEqual([]);
    const moved = step.value;
    expect(allScreens(state()).filter((screen) => !moved.has(screen))).toEqual([]);
    expect(slices).toBeGreaterThan(allScreens(state()).length);
    const ready = change(state(), { ...made, moved });
    const left = allScreens(ready).filter((screen) => screen !== currentScreen(ready)); // that one is fitted once more
    for (const screen of left) expect([...moved.values()]).toContain(screen);
  });
});

test.each([
  ['the list of functions', []],
  ['a function', ['enter']],
])('a key that is held down in %s has the other screens moved ahead all the same', (_what, keys) => {
  const { state, type } = openAll();
  type(...keys);
  const others = allScreens(state()).filter((screen) => screen !== currentScreen(state()));
  const steps = moveToReplacement(state, finish(strippedProfile(state())));
  let slices = 0;
  let step = steps.next();
  for (; step.done !== true && slices < 1000; step = steps.next()) type(slices++ % 2 === 0 ? 'j' : 'k');
  if (step.done !== true) return fail(new Error('it does not end'));
  const moved = step.value;
  expect(others.filter((screen) => !moved.has(screen))).toEqual([]);
  expect(moved.size).toBe(2 * allScreens(state()).length);
});

describe('what replaces a profile', () => {
  test('is made again where another profile has come meanwhile', async () => {
    let state = openViewer(table);
    const waiting = madeBetweenKeys(
      () => state,
      strippedProfile,
      () => true,
    );
    state = reload(state, other);
    const made = await waiting;
    expect(made?.of).toBe(other);
    const stripped = strip(state, made);
    expect(standardName(stripped.table, 0)).toBe('module0.py:0(step_0)');
  });

  test('is worked on no more when nobody wants it any more', async () => {
    let slices = 0;
    function* make(state: ViewerState): Steps<Replacement> {
      for (; slices < 20; slices++) yield;
      return yield* strippedProfile(state);
    }
    const state = openViewer(table);
    void madeBetweenKeys(
      () => state,
      make,
      () => slices < 3,
    );
    for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(slices).toBe(3);
  });

  test('is not made ahead where it is small', async () => {
    expect(
      await madeBetweenKeys(
        () => openViewer(readTable('words-py311')),
        strippedProfile,
        () => true,
      ),
    ).toBeNull();
  });
});

function fail(error: unknown): never {
  throw error;
}
