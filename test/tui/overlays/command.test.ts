import { describe, expect, test } from 'vitest';
import { standardName } from '../../../src/profile/function-name.ts';
import { receiveFunction } from '../../../src/tui/events.ts';
import { frontOf } from '../../../src/tui/front.ts';
import { LINE_COMMANDS, offerCandidates } from '../../../src/tui/overlays/command.ts';
import { load, strip } from '../../../src/tui/replace-profile.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { textOf } from '../frame-of.ts';
import { openViewer, press, readTable } from '../press.ts';

const table = readTable('recursion-py311');
const start = openViewer(table);

/** The state after a line was typed behind a colon, before Enter. */
function typed(state: ViewerState, line: string): ViewerState {
  return press(state, ':', ...Array.from(line, (character) => (character === ' ' ? 'space' : character)));
}

function run(state: ViewerState, line: string): ViewerState {
  return press(typed(state, line), 'enter');
}

function firstName(state: ViewerState): string {
  const screen = currentScreen(state);
  return screen.kind === 'functions' ? standardName(state.table, screen.view.rows[0] ?? 0) : '';
}

function lineOf(state: ViewerState): string | null {
  return state.overlay?.kind === 'command-line' ? state.overlay.line.text : null;
}

describe('sort', () => {
  // CPython 3.11: the first function of `sort calls`, `sort tottime` and `sort name` of this dump
  test.each([
    ['sort calls', 'recursion.py:8(fib)'],
    ['sort ncalls', 'recursion.py:8(fib)'],
    ['sort tot', 'recursion.py:8(fib)'],
    ['sort cumulative calls', '{built-in method builtins.exec}'],
    ['sort 2', '{built-in method builtins.exec}'],
  ])('%s', (line, first) => {
    expect(firstName(run(start, line))).toBe(first);
  });

  test('names the keys where there is none such', () => {
    const refused = run(start, 'sort nonsense');
    expect(refused.message).toMatch(/nonsense.*Keys: .*cumtime/);
    expect(firstName(refused)).toBe(firstName(start));
    expect(run(start, 'sort').message).toContain('sort KEY ...');
  });

  test('comes back to the list from elsewhere', () => {
    const state = run(press(start, 'j', 'enter'), 'sort calls');
    expect(currentScreen(state).kind).toBe('functions');
  });
});

test('sort shows what leads in the new order, wherever the cursor was', () => {
  const state = run(press(openViewer(readTable('words-py311')), 'G'), 'sort tottime');
  expect(currentScreen(state)).toMatchObject({ list: { selected: 0, top: 0 } });
});

test('reverse turns the order', () => {
  expect(textOf(run(start, 'reverse'))).toContain('by cumtime ▲');
  expect(textOf(run(run(start, 'reverse'), 'reverse'))).toContain('by cumtime ▼');
});

test('stats with a regex asks for the functions that match, without one for all', () => {
  const asked = currentScreen(run(start, 'stats fib$ recursion'));
  expect(asked.kind === 'functions' && asked.pending?.filter.text).toBe('/fib$/ /recursion/');
  const all = currentScreen(run(start, 'stats'));
  expect(all.kind === 'functions' && all.view.length).toBe(25);
  expect(run(start, 'stats 10').message).toContain('a count leaves nothing out');
});

test.each(['callers', 'callees'] as const)('%s asks for the function, and opens it there', (pane) => {
  expect(run(start, `${pane} fib`).effect).toEqual({ kind: 'find', pattern: 'fib', pane });
  const opened = receiveFunction(start, frontOf(press(start, 'j', 'j')).selected() ?? 0, pane);
  expect(currentScreen(opened)).toMatchObject({ kind: 'function', active: pane });
});

test('strip takes the directories off, and says what became of it', () => {
  const words = openViewer(readTable('zipapp-py311'));
  expect(run(words, 'strip').effect).toEqual({ kind: 'strip' });
  const stripped = strip(run(words, 'strip'));
  expect(stripped.message).not.toBeNull();
  expect(standardName(stripped.table, 0)).not.toContain('/');
});

describe('another file', () => {
  test('is asked for by its name, which may have blanks', () => {
    expect(run(start, 'add my other.prof').effect).toEqual({ kind: 'load', path: 'my other.prof', how: 'add' });
    expect(run(start, 'read b.prof').effect).toEqual({ kind: 'load', path: 'b.prof', how: 'read' });
  });

  test('that was added is summed up with what was', () => {
    const added = load(press(start, 'j', 'j'), table, 'b.prof', 'add');
    expect(added.table.totals.tottime).toBeCloseTo(2 * table.totals.tottime, 9);
    expect(added.files).toEqual(['out.prof', 'b.prof']);
    expect(textOf(added)).toContain('out.prof, b.prof');
    const selected = frontOf(added).selected() ?? 0;
    expect(standardName(added.table, selected)).toBe('recursion.py:8(fib)');
  });

  test('that was read takes the place of what was, and is what is watched from then on', () => {
    const watching = press(start, 'w');
    const read = load(watching, readTable('words-py311'), 'b.prof', 'read');
    expect(read).toMatchObject({ files: ['b.prof'], title: 'b.prof', baseline: null, effect: { kind: 'watch' } });
    expect(read.message).toBe('Read b.prof: 175 functions');
  });
});

test('quit quits, help helps, and what is no command says which there are', () => {
  expect(run(start, 'quit').isDone).toBe(true);
  expect(run(start, 'help sort').message).toBe('sort KEY ...: sort the functions by these keys');
  for (const { name } of LINE_COMMANDS) expect(run(start, 'help').message).toContain(name);
  expect(run(start, 'frobnicate').message).toContain('No such command: frobnicate. There are: sort');
});

describe('Tab', () => {
  test.each([
    ['so', 'sort '],
    ['call', 'calle'],
    ['calle', 'calle'],
    ['sort cumt', 'sort cumtime'],
    ['sort calls nam', 'sort calls name '],
    ['sort pc', 'sort pcalls '],
    ['help str', 'help strip '],
    ['stats x', 'stats x'],
    ['callers ack', 'callers ackermann '],
    ['callees is_', 'callees is_'],
    ['strip x', 'strip x'],
  ])('%j becomes %j', (line, completed) => {
    expect(lineOf(press(typed(start, line), 'tab'))).toBe(completed);
  });

  test('lists what a word may be', () => {
    expect(textOf(press(typed(start, 'call'), 'tab'))).toContain(
      ':calle   callers callees'.replace('calle ', 'calle '),
    );
  });

  test('says of a command that takes no words, and of none such, why nothing is completed', () => {
    expect(textOf(press(typed(start, 'strip x'), 'tab'))).toContain('strip takes no more words');
    expect(textOf(press(typed(start, 'frob x'), 'tab'))).toContain('no such command: frob');
  });

  test('and a blank behind a command shows what it takes', () => {
    expect(textOf(typed(start, 'sort '))).toContain('sort KEY ...: sort the functions by these keys');
    expect(textOf(typed(start, 'callers '))).toContain('callers REGEX: ');
  });

  test('asks for the names of files', () => {
    const asked = press(typed(start, 'read du'), 'tab');
    expect(asked.effect).toEqual({ kind: 'complete', prefix: 'du' });
    expect(lineOf(offerCandidates(asked, ['dumps/']))).toBe('read dumps/');
    expect(lineOf(offerCandidates(asked, ['dump a.prof', 'dump b.prof']))).toBe('read dump ');
    expect(lineOf(offerCandidates(asked, []))).toBe('read du');
  });
});

test('Up and Down go through what was typed before', () => {
  const state = typed(run(run(start, 'sort calls'), 'reverse'), '');
  expect(lineOf(press(state, 'up'))).toBe('reverse');
  expect(lineOf(press(state, 'up', 'up'))).toBe('sort calls');
  expect(lineOf(press(state, 'up', 'up', 'up'))).toBe('sort calls');
  expect(lineOf(press(state, 'up', 'up', 'down'))).toBe('reverse');
  expect(lineOf(press(state, 'up', 'down'))).toBe('');
});

test('Esc does nothing, and no letter of the line is a key', () => {
  const state = press(typed(start, 'quit'), 'escape');
  expect(state).toMatchObject({ isDone: false, overlay: null, history: [] });
});

test('EOF leaves, as in the browser of pstats', () => {
  expect(run(start, 'EOF').isDone).toBe(true);
  expect(run(start, 'eof').isDone).toBe(false);
});
