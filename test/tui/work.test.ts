import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { type CallNumbers, ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { SORT_KEYS } from '../../src/select/sort-keys.ts';
import { rowsInDumpOrder, sortRows } from '../../src/select/sort-rows.ts';
import { resize } from '../../src/tui/events.ts';
import { frontOf } from '../../src/tui/front.ts';
import { hidingOf } from '../../src/tui/hiding.ts';
import { namedOrdering } from '../../src/tui/orders.ts';
import { pressKey } from '../../src/tui/press.ts';
import { reload, strip } from '../../src/tui/replace-profile.ts';
import type { FunctionsScreen } from '../../src/tui/screens/functions/request.ts';
import { createStore, type ViewerStore } from '../../src/tui/store.ts';
import { currentScreen } from '../../src/tui/trail.ts';
import type { StateChange, ViewerState } from '../../src/tui/viewer.ts';
import { runWork, type WorkPace } from '../../src/tui/work.ts';
import { buildSummary } from '../../src/views/summary/summary.ts';
import { fc } from '../properties.ts';
import { textOf } from './frame-of.ts';
import { functionsScreenOf, openViewer, openWith, press } from './press.ts';

/** More functions than are sorted in the time of a key; many share a file, a name, a time. */
function largeTable(length = 30_000): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = (at: number): CallNumbers => {
    const ncalls = (at * 7919) % 97;
    return { ncalls, primitiveCalls: ncalls, tottime: ((at * 104_729) % 1009) / 1000, cumtime: (at * 31) % 1000 };
  };
  for (let at = 0; at < length; at++) {
    builder.setRow(`/srv/app/module${at % 211}.py`, at, `${at % 3 === 0 ? 'save' : 'load'}_${at % 1013}`, numbers(at));
  }
  return builder.finish('traced', []);
}

const table = largeTable();

function chainOfCalls(length = 25_000, fileOf: (at: number) => string = () => '/srv/app/chain.py'): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1e-6, cumtime: 1 };
  for (let at = 0; at < length; at++) builder.setRow(fileOf(at), at, `step_${at}`, numbers);
  for (let at = 0; at < length; at++) {
    if (at > 0) builder.setEdge(fileOf(at - 1), at - 1, `step_${at - 1}`, numbers, false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

const chain = chainOfCalls();

/** Turns that are done by hand, a slice each. */
class ManualPace implements WorkPace {
  private turns: (() => void)[] = [];

  soon = (turn: () => void): (() => void) => {
    this.turns.push(turn);
    return () => {
      this.turns = this.turns.filter((other) => other !== turn);
    };
  };

  beginTurn = () => () => true;

  get isIdle(): boolean {
    return this.turns.length === 0;
  }

  /** One slice; false when there is nothing to do. */
  turn(): boolean {
    const turn = this.turns.shift();
    turn?.();
    return turn !== undefined;
  }

  /** All that is to be done. */
  finish(): number {
    let turns = 0;
    while (this.turn()) turns++;
    return turns;
  }
}

const matchPlainly = (regex: RegExp, names: readonly string[]) => names.map((name) => regex.test(name));

function open(matchNames = matchPlainly, profile = table) {
  const pace = new ManualPace();
  const store = createStore(openViewer(profile));
  const failures: unknown[] = [];
  const stop = runWork(store, { pace, matchNames, onFailure: (error) => failures.push(error) });
  /** Presses keys as a user does; what they ask for is left to the turns. */
  const type = (...keys: readonly string[]): void => {
    for (const key of keys) dispatchKey(store, key);
  };
  return { pace, store, stop, type, failures, screen: () => screenOf(store.state()) };
}

function dispatchKey(store: ReturnType<typeof createStore>, key: string): void {
  store.update((state) => pressKey(state, key));
}

function selectedName({ view, list }: FunctionsScreen): string {
  return standardName(view.base, view.rows[list.selected] ?? -1);
}

function screenOf(state: ViewerState): FunctionsScreen {
  const screen = currentScreen(state);
  if (screen.kind !== 'functions') throw new Error(`the ${screen.kind} is shown`);
  return screen;
}

/** As {@link open}, on a profile in which each function but the first is called by the one before. */
function openChain() {
  const opened = open(matchPlainly, chain);
  return { ...opened, front: () => currentScreen(opened.store.state()).kind };
}

describe('the summary', () => {
  test('is added up between the keys, after the callers, and then there is nothing to do', () => {
    const pace = new ManualPace();
    const profile = chainOfCalls();
    const store = createStore(openWith({ table: profile, findsSummary: true }));
    const stop = runWork(store, { pace, matchNames: matchPlainly, onFailure: fail });
    while (store.state().callersReadOf === null) pace.turn();
    expect(store.state().summary).toBeNull();
    expect(textOf(store.state())).toContain('adding up where the time is…');
    expect(pace.finish()).toBeGreaterThan(10);
    expect(store.state().summary).toEqual(buildSummary(profile, null));
    expect(textOf(store.state())).not.toContain('adding up');
    expect(pace.isIdle).toBe(true);
    stop();
  });

  test('is dropped as soon as nobody sees it, and goes on when somebody does', () => {
    const pace = new ManualPace();
    const store = createStore(openWith({ table: chainOfCalls(), findsSummary: true }));
    const stop = runWork(store, { pace, matchNames: matchPlainly, onFailure: fail });
    while (store.state().callersReadOf === null) pace.turn();
    pace.turn();
    dispatchKey(store, 'i');
    expect(pace.isIdle).toBe(true);
    dispatchKey(store, 'i');
    pace.finish();
    expect(store.state().summary).not.toBeNull();
    stop();
  });
});

test('the names that a word may become are looked for between the keys', () => {
  const { pace, store, type, stop } = open(matchPlainly, largeTable());
  const names = 'load_101 load_1010 load_1011 load_1012';
  pace.finish();
  type(':', ...'stats', 'space', ...'load_101', 'tab');
  expect(textOf(store.state())).not.toContain(names);
  expect(pace.finish()).toBeGreaterThan(2);
  expect(textOf(store.state())).toContain(names);
  stop();
});

describe('the callers of a profile with many functions', () => {
  test('are read while nobody waits, and then there is nothing to do', () => {
    const { pace, store, front, type } = openChain();
    expect(pace.finish()).toBeGreaterThan(10);
    expect(pace.isIdle).toBe(true);
    type('enter');
    expect(front()).toBe('function');
    expect(pace.isIdle).toBe(true);
    expect(textOf(store.state())).toContain('Callees (1)');
  });

  test.each(['enter', '2', '3', 'd', '5', '9', 'I'])(
    'are waited for by %j, which is done when they are there',
    (key) => {
      const { pace, store, front, type } = openChain();
      type('j', key);
      expect(front()).toBe('functions');
      expect(textOf(store.state())).toContain('reading callers…');
      store.update((state) => resize(state, { columns: 90, rows: 30 }));
      pace.finish();
      expect(front()).not.toBe('functions');
      expect(textOf(store.state())).not.toContain('reading callers');
    },
  );

  test.each(['j', 'escape'])('are waited for no longer after %j', (key) => {
    const { pace, store, front, type } = openChain();
    type('enter', key);
    expect(textOf(store.state())).not.toContain('reading callers');
    pace.finish();
    expect(front()).toBe('functions');
    expect(store.state().message).toBeNull();
  });

  test('come before the order of the list, which somebody waits for less', () => {
    const { pace, store, front, type } = openChain();
    type('t', 'enter');
    pace.finish();
    expect(front()).toBe('function');
    type('[');
    pace.finish();
    expect(textOf(store.state())).toContain('by tottime');
  });
});

describe('the calls past hidden functions of a profile with many of them', () => {
  const mixed = () =>
    chainOfCalls(25_000, (at) => (at % 100 === 0 ? '/srv/app/chain.py' : '/usr/lib/python3.11/json/decoder.py'));

  test.each(['enter', '3', '9'])('are waited for by %j, which is done when they are there', (key) => {
    const { pace, store, type } = open(matchPlainly, mixed());
    pace.finish();
    type('m');
    while (store.state().screens.some((screen) => screen.kind === 'functions' && screen.view.hiding === null))
      pace.turn();
    type(key);
    expect(currentScreen(store.state()).kind).toBe('functions');
    expect(textOf(store.state())).toContain('adding up calls…');
    expect(pace.finish()).toBeGreaterThan(10);
    expect(currentScreen(store.state()).kind).not.toBe('functions');
  });

  test('are added up too before a tree follows that was opened meanwhile', () => {
    const { pace, store, type } = open(matchPlainly, mixed());
    pace.finish();
    type('m');
    pace.turn();
    type('3');
    expect(currentScreen(store.state()).kind).toBe('tree');
    while (hidingOf(store.state()) === null) pace.turn();
    expect(store.state().callsReadyOf).toBe(hidingOf(store.state()));
  });

  test('are added up between the keys before an open tree follows what is hidden', () => {
    const { pace, store, type } = open(matchPlainly, mixed());
    pace.finish();
    type('3', 'm');
    expect(store.state().callsReadyOf).toBeNull();
    expect(textOf(store.state())).toContain('hiding…');
    expect(pace.finish()).toBeGreaterThan(20);
    expect(store.state().callsReadyOf).not.toBeNull();
    expect(textOf(store.state())).toContain('call tree, only my code');
  });
});

describe('a call past very many hidden functions', () => {
  const last = 24_999;

  const openHidden = () => {
    const deep = chainOfCalls(last + 1, (at) =>
      at % last === 0 ? '/srv/app/chain.py' : '/usr/lib/python3.11/json/decoder.py',
    );
    const opened = open(matchPlainly, deep);
    opened.pace.finish();
    opened.type('m');
    opened.pace.finish();
    return { ...opened, text: () => textOf(opened.store.state()) };
  };

  test('is waited for by Enter, and is on the screen of the function when it is there', () => {
    const { pace, type, text } = openHidden();
    type('enter');
    expect(text()).toContain('adding up calls…');
    expect(text()).not.toContain('Callees');
    expect(pace.finish()).toBeGreaterThan(3);
    expect(text()).toMatch(/Callees \(1, 1 hidden\)[\s\S]*step_24999/);
    expect(text()).not.toContain('reading');
  });

  test.each(['right', 'p', '+'])('is waited for by %s in the tree, too', (key) => {
    const { pace, type, text } = openHidden();
    type('3');
    pace.finish();
    expect(text()).toContain('step_0');
    if (text().includes('step_24999')) type('-');
    pace.finish();
    type(key);
    pace.finish();
    expect(text()).toContain('step_24999');
  });

  test('is dropped by another key', () => {
    const { pace, store, type, text } = openHidden();
    type('enter');
    pace.turn();
    type('j');
    expect(store.state().awaited).toBeNull();
    expect(pace.finish()).toBeLessThan(3);
    expect(text()).not.toContain('Callees');
  });
});

describe('the icicle of a profile with many functions', () => {
  test('says what it waits for, keeps the keys alive meanwhile, and is there when it is done', () => {
    // a profile of its own: what another has made of one is there at once
    const { pace, store, type } = open(matchPlainly, chainOfCalls());
    const front = () => currentScreen(store.state()).kind;
    pace.finish();
    type('9');
    expect(front()).toBe('icicle');
    expect(textOf(store.state()).match(/working out the paths…/g)).toHaveLength(1);
    pace.turn();
    type('down', 'i', 'i', '/', 'escape', 'm', 'm');
    expect(textOf(store.state())).toContain('working out the paths…');
    type('1');
    expect(front()).toBe('functions');
    type('9');
    expect(pace.finish()).toBeGreaterThan(10);
    expect(textOf(store.state())).toContain('path known');
    expect(pace.isIdle).toBe(true);
    type('down', 'enter');
    expect(pace.isIdle).toBe(true);
  });

  test('is not worked out as long as nobody looks at it', () => {
    const { pace, store, type } = openChain();
    type('9');
    pace.finish();
    expect(store.state().pathsReadyOf).toBe(store.state().table);
    const { pace: other, store: untouched } = openChain();
    other.finish();
    expect(untouched.state().pathsReadyOf).toBeNull();
  });
});

describe('the modules of a profile with many functions', () => {
  test('are added up between the keys, once for each grouping', () => {
    const { pace, store, type } = open(matchPlainly, largeTable(25_000));
    const shown = () => textOf(store.state());
    pace.finish();
    type('5');
    expect(shown().match(/…$/gm)).toEqual(['…']); // it is said once
    expect(shown()).toContain('adding up libraries…');
    type('down', 'enter', 'tab', 'shift-tab', 'm', 'm');
    expect(shown()).toContain('adding up libraries…');
    expect(pace.finish()).toBeGreaterThan(3);
    expect(shown()).toContain('by tottime');
    type('tab', 'tab');
    expect(shown()).toContain('adding up files…');
    pace.finish();
    expect(shown()).toContain('/srv/app/module7.py');
    type('1', '5', 'tab');
    expect(pace.isIdle).toBe(true);
  });

  test('stay selected when another profile comes, and the functions of one stay shown', () => {
    const { pace, store, type } = open(matchPlainly, largeTable(25_000));
    const status = () => /functions?: (\S+)/.exec(textOf(store.state()))?.[1];
    pace.finish();
    type('5', 'tab', 'tab');
    pace.finish();
    type('down', 'down', 'down');
    const selected = status();
    expect(selected).toMatch(/^\/srv\/app\/module/);
    store.update((state) => reload(state, largeTable(26_000)));
    expect(textOf(store.state())).toContain('adding up files…');
    pace.finish();
    type('down', 'up'); // what was read again is said till then
    expect(status()).toBe(selected);
    type('enter');
    store.update((state) => reload(state, largeTable(24_000)));
    expect(textOf(store.state())).toContain('adding up files…');
    pace.finish();
    expect(textOf(store.state())).toContain('the functions of one file');
    expect(textOf(store.state())).not.toContain('adding up files…');
  });

  test('can be stripped of their directories without looking for the functions again', () => {
    const { pace, store, type, screen } = open(matchPlainly, largeTable(25_000));
    pace.finish();
    type('G', 'k');
    const selected = selectedName(screen());
    store.update(strip);
    pace.finish();
    expect(selectedName(screen())).toBe(selected.replace('/srv/app/', ''));
  });
});

describe('a profile with many functions', () => {
  test('shows the first functions at once, and the others when they are sorted', () => {
    const { pace, screen } = open();
    const expected = sortRows(table, namedOrdering('cumulative').order ?? neverNull());
    expect(screen().view.rows.length).toBe(500);
    expect(screen().view.length).toBe(table.length);
    expect(screen().view.rows).toEqual(expected.slice(0, 500));
    expect(pace.finish()).toBeGreaterThan(5);
    expect(screen().view.rows).toEqual(expected);
  });

  test('can be gone through to its end before it is sorted', () => {
    const { pace, store, type, screen } = open();
    type('G');
    expect(screen().list.selected).toBe(table.length - 1);
    expect(textOf(store.state())).toContain(`sorting…  function ${table.length} of ${table.length}`);
    pace.finish();
    expect(screen().list.selected).toBe(table.length - 1);
    expect(textOf(store.state())).not.toContain('sorting');
  });

  test.each([...SORT_KEYS.map(({ name }) => name), 'none'])('is sorted by %s in slices as at once', (name) => {
    const { pace, store, screen } = open();
    store.update((state) => frontOf(state).sortBy(name));
    pace.finish();
    const { order } = namedOrdering(name);
    expect(screen().view.rows).toEqual(order === null ? rowsInDumpOrder(table) : sortRows(table, order));
    store.update((state) => pressKey(state, 'r'));
    pace.finish();
    expect(screen().pending).toBeNull();
  });

  test('keeps the old order on the screen until the new one is whole', () => {
    const { pace, type, screen } = open();
    pace.finish();
    const before = screen().view;
    type('t');
    for (let turns = 0; turns < 5; turns++) {
      pace.turn();
      expect(screen().view).toBe(before);
    }
    pace.finish();
    expect(screen().view.request.ordering.name).toBe('tottime');
  });

  test('is begun anew with another profile that comes meanwhile', () => {
    const { pace, store, screen } = open();
    pace.finish();
    store.update((state) => frontOf(state).sortBy('name'));
    pace.turn();
    expect(screen().pending).not.toBeNull();
    const other = largeTable(25_000);
    store.update((state) => reload(state, other));
    pace.finish();
    expect(screen().view.base).toBe(other);
    expect(screen().view.rows).toEqual(sortRows(other, namedOrdering('name').order ?? neverNull()));
  });

  test.each([
    ['further down than the first functions', ['G', 'k', 'k']],
    ['in a filtered list', ['/', ...'save', 'enter', 'j', 'j', 'j']],
  ])('keeps a function selected %s when another profile comes', (_where, keys) => {
    const { pace, store, type, screen } = open();
    pace.finish();
    for (const key of keys) {
      type(key);
      pace.finish();
    }
    const selected = selectedName(screen());
    store.update((state) => reload(state, largeTable(29_000)));
    pace.finish();
    expect(selectedName(screen())).toBe(selected);
    type('k');
    expect(selectedName(screen())).not.toBe(selected);
  });

  test('forgets work that nobody waits for any more', () => {
    const { pace, type, screen } = open();
    pace.finish();
    type('t');
    pace.turn();
    type('c');
    pace.finish();
    expect(screen().view.request.ordering.name).toBe('cumtime');
    type('/', 's', 'a');
    pace.turn();
    type('escape');
    pace.finish();
    expect(screen().view.length).toBe(table.length);
    expect(screen().pending).toBeNull();
  });

  test('goes on with the work while another screen is in front', () => {
    const { pace, type, store, screen } = open();
    pace.finish();
    type('t', 'enter');
    expect(currentScreen(store.state()).kind).toBe('function');
    expect(pace.finish()).toBeGreaterThan(0);
    type('escape');
    expect(screen().view.request.ordering.name).toBe('tottime');
  });

  test('is hidden from another screen too, which shows it once that is done', () => {
    const { pace, type, store } = open();
    pace.finish();
    type('enter', 'm');
    expect(textOf(store.state())).toContain('hiding…');
    expect(textOf(store.state())).not.toContain('only my code');
    pace.finish();
    expect(currentScreen(store.state()).kind).toBe('function');
    expect(textOf(store.state())).toContain('only my code');
    expect(textOf(store.state())).not.toContain('hiding…');
  });

  test('does nothing while nothing is asked for, and nothing after the end', () => {
    const { pace, type, stop } = open();
    pace.finish();
    type('j', 'k', 'down');
    expect(pace.isIdle).toBe(true);
    type('t');
    stop();
    expect(pace.isIdle).toBe(true);
  });

  test('is filtered by a regex, which a small profile is too', () => {
    const { pace, type, screen, store } = open();
    type(...'//save_1\\)$/');
    pace.finish();
    const names = [...screen().view.rows].map((row) => standardName(table, row));
    expect(names.length).toBeGreaterThan(3);
    expect(names.every((name) => name.endsWith('(save_1)'))).toBe(true);
    expect(textOf(store.state())).toContain('shown, 30000 in all');
  });

  test('keeps what it shows where a regex takes too long', () => {
    const { pace, type, screen, store, failures } = open((_, __) => {
      throw new UsageError('bad-restriction', 'the regular expression takes longer than 0.1 s');
    });
    pace.finish();
    type(...'//(a+)+$/');
    pace.finish();
    expect(screen().view.length).toBe(table.length);
    expect(screen().pending).toBeNull();
    expect(textOf(store.state())).toContain('takes longer than 0.1 s');
    expect(failures).toEqual([]);
  });

  test('hands on what nobody expected', () => {
    const broken = new Error('a bug');
    const { pace, type, failures } = open(() => {
      throw broken;
    });
    type(...'//x/');
    pace.finish();
    expect(failures).toEqual([broken]);
  });
});

test('keys at any time between the slices end in what they asked for last', () => {
  const keys = fc.array(
    fc.tuple(fc.constantFrom('t', 'c', 'r', 'm', 'j', 'G', '/', 's', 'a', 'enter', 'escape'), fc.nat(6)),
    {
      maxLength: 14,
    },
  );
  fc.assert(
    fc.property(keys, (pressed) => {
      const { pace, type, store, screen } = open();
      for (const [key, turns] of pressed) {
        type(key);
        for (let turn = 0; turn < turns; turn++) pace.turn();
        if (currentScreen(store.state()).kind !== 'functions') type('escape');
      }
      type('escape', 'escape');
      pace.finish();
      const { view, pending, list } = screen();
      expect(pending).toBeNull();
      expect(new Set(view.rows).size).toBe(view.length);
      const { order } = view.request.ordering;
      const { isReversed: reverse } = view.request;
      const sorted = order === null ? rowsInDumpOrder(view.table) : sortRows(view.table, order, { reverse });
      expect(view.rows.every((row, at) => sorted[at] === row) || view.length < table.length).toBe(true);
      expect(list.selected).toBeLessThan(Math.max(1, view.length));
    }),
    { numRuns: 12 },
  );
});

function neverNull(): never {
  throw new Error('this order is one');
}

test('a request that waits on another profile is worked on anew', () => {
  const pace = new ManualPace();
  const changes: StateChange[] = [];
  const first = openViewer(table);
  let state = press(first, 't');
  let follow = (): void => undefined;
  const store: ViewerStore = {
    state: () => state,
    update: (change) => changes.push(change),
    subscribe: (listener) => {
      follow = listener;
      return () => undefined;
    },
  };
  const stop = runWork(store, { pace, matchNames: matchPlainly, onFailure: fail });
  const other = largeTable(20_000);
  state = { ...state, table: other };
  follow();
  pace.finish();
  stop();
  expect(changes).toHaveLength(1);
  // the view that came is that of the other profile: only what waits for it takes it
  expect(functionsScreenOf(changes[0]?.(state) ?? first).view.base.length).toBe(other.length);
});

function fail(error: unknown): never {
  throw error;
}
