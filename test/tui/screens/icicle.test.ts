import { describe, expect, test } from 'vitest';
import { standardName } from '../../../src/profile/function-name.ts';
import { type CallNumbers, ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { isEstimated } from '../../../src/report/list-markdown.ts';
import { clickAt } from '../../../src/tui/click.ts';
import { resize } from '../../../src/tui/events.ts';
import { frontOf } from '../../../src/tui/front.ts';
import { type IcicleScreen, seenIcicle } from '../../../src/tui/screens/icicle/frames.ts';
import { makeTheme } from '../../../src/tui/theme.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { estimatePaths } from '../../../src/views/call-paths/estimate-paths.ts';
import { pathStart } from '../../../src/views/call-paths/path-tree.ts';
import { frameOf, paintedFrame, textOf } from '../frame-of.ts';
import { openViewer, press, readTable } from '../press.ts';

const shop = readTable('shop-py38');
const whole = press(openViewer(shop), '9');

function icicleOf(state: ViewerState): IcicleScreen {
  const screen = currentScreen(state);
  if (screen.kind !== 'icicle') throw new Error(`the ${screen.kind} is shown, not an icicle`);
  return screen;
}

function chosen(state: ViewerState): string {
  const row = frontOf(state).selected();
  return row === undefined ? '' : standardName(state.table, row).replace(/^.*\//, '');
}

describe('the icicle', () => {
  test('begins with what the program began with, and keys go from frame to frame', () => {
    expect(chosen(whole)).toBe('{built-in method builtins.exec}');
    expect(chosen(press(whole, 'down', 'down'))).toBe('main.py:36(main)');
    expect(chosen(press(whole, 'j', 'j', 'k'))).toBe('main.py:1(<module>)');
    const line = press(whole, 'down', 'down', 'down');
    expect(chosen(press(line, 'right', 'left'))).toBe(chosen(line));
    expect(chosen(press(line, 'end', 'home'))).toBe(chosen(line));
    expect(chosen(press(line, 'left'))).toBe(chosen(line)); // and nobody is thrown out at the left end
  });

  test('zooms with Enter, with another opens the function, and goes out with Esc, to where one was', () => {
    const before = press(whole, 'down', 'down', 'down');
    const zoomed = press(before, 'enter');
    expect(chosen(zoomed)).toBe(chosen(before));
    expect(frameOf(zoomed)[3]?.text).toMatch(/^>.{70}/);
    expect(currentScreen(press(zoomed, 'enter'))).toEqual(currentScreen(press(zoomed, 's')));
    expect(icicleOf(press(zoomed, 'enter', 'escape'))).toEqual(icicleOf(zoomed));
    expect(icicleOf(press(zoomed, 'down', 'enter', 'escape')).zooms).toEqual(icicleOf(zoomed).zooms);
    expect(icicleOf(press(zoomed, 'escape'))).toEqual(icicleOf(before));
    expect(currentScreen(press(zoomed, 'escape', 'escape')).kind).toBe('functions');
  });

  test('exports each number that is not the one of the profile with its mark, and says how much is known', () => {
    const [list] = frontOf(whole).markdown();
    if (list === undefined || !('lines' in list)) throw new Error('no list');
    expect(list.heading).toMatch(/^Icicle: path known for \d+\.\d% of the time; ~ estimated$/);
    const cumtimes = new Map(
      Array.from(shop.cumtime, (seconds, row): [string, number] => [standardName(shop, row), seconds]),
    );
    const isSame = list.lines.map(({ name, numbers }) => Math.abs(numbers.cumtime! - cumtimes.get(name)!) < 1e-5);
    const isMarked = list.lines.map(({ estimates = 'none' }) => isEstimated(estimates, 'cumtime'));
    expect(isMarked.filter((marked, at) => !marked && !isSame[at])).toEqual([]);
    expect(isSame).toContain(false);
    expect(isMarked).toContain(false);
    expect(list.lines.map(({ isShareEstimated }) => isShareEstimated)).toEqual(isMarked);
  });

  test('says why there is no frame where nothing is hidden and each function is too small for one', () => {
    const builder = new ProfileBuilder();
    const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
    for (let at = 0; at < 20_000; at++) builder.setRow('wide.py', at, 'f', numbers);
    for (let at = 0; at < 20_000; at++) builder.endEdges();
    const text = textOf(press(openViewer(builder.finish('traced', [])), '9', 'i'));
    expect(text).toContain('each function is too small for a frame');
    expect(text).not.toContain('hidden');
  });

  test('leads from each frame to its function in one key, and back', () => {
    const state = press(whole, 'down', 'down');
    const opened = press(state, 's');
    expect(currentScreen(opened).kind).toBe('function');
    expect(chosen(press(opened, 'escape'))).toBe(chosen(state));
  });

  test('says how much of it is known, and of a frame what is estimated', () => {
    expect(textOf(whole)).toMatch(/path known for \d+\.\d% of the time; ~ estimated/);
    expect(textOf(press(whole, 'down', 'down'))).toMatch(/self [^~]*total .* 1 call {3}path known/);
    expect(textOf(press(whole, 'pagedown'))).toContain('~ path estimated');
  });

  test('is turned round: each function with its own time, and below it what led there', () => {
    const state = press(whole, 'i');
    expect(textOf(state)).toContain('inverted icicle');
    const [first] = [...shop.tottime.keys()].sort((a, b) => shop.tottime[b]! - shop.tottime[a]!);
    expect(frontOf(state).selected()).toBe(first);
    expect(icicleOf(press(state, 'i'))).toEqual(icicleOf(whole));
  });

  test('stays on the function that one was on when it is turned round', () => {
    const [largest] = [...shop.tottime.keys()].sort((a, b) => shop.tottime[b]! - shop.tottime[a]!);
    const below = press(whole, 'down', 'down', 'down', 'down');
    expect(frontOf(below).selected()).not.toBe(largest);
    const turned = press(below, 'i');
    expect(chosen(turned)).toBe(chosen(below));
    expect(chosen(press(turned, 'i'))).toBe(chosen(below));
  });

  test('is that of the selected function with I, on which i shows its callers', () => {
    const state = press(openViewer(shop), 't', 'I');
    const start = frontOf(press(openViewer(shop), 't')).selected();
    expect(icicleOf(state).start).toBe(start);
    expect(frontOf(state).selected()).toBe(start);
    const callers = press(state, 'i', 'down');
    expect(shop.edges().caller).toContain(frontOf(callers).selected());
    expect(currentScreen(press(callers, 'escape')).kind).toBe('functions');
    expect(icicleOf(press(callers, '9')).start).toBeNull();
  });

  test('leaves out what is hidden, and keeps the frame that one was on', () => {
    const state = press(whole, 'down', 'down', 'm');
    expect(chosen(state)).toBe('main.py:36(main)');
    expect(textOf(state)).not.toContain('{builtins.exec}');
    expect(chosen(press(state, 'm'))).toBe('main.py:36(main)');
  });

  test('highlights what matches, with n and N from one to the next, and Esc takes it back', () => {
    const typing = press(whole, '/', 'm', 'a', 'i', 'n', ')');
    const { lines } = paintedFrame(typing, { color: false, ascii: false });
    expect(lines.filter((line) => line.includes('\x1b[4mmain main.py')).length).toBe(1);
    const found = press(typing, 'enter');
    expect(chosen(press(found, 'n'))).toBe('main.py:36(main)');
    expect(press(press(typing, 'escape'), 'n').message).toBe('Nothing has been searched for yet; / searches.');
    const nothing = press(whole, '/', 'z', 'z', 'z', 'enter', 'n');
    expect(nothing.message).toBe('No frame that is shown matches.');
  });

  test('tells whose code a frame is by its edge, without colour and in ASCII', () => {
    const [, , , exec, module] = frameOf(whole, { color: false, ascii: true }).map(({ text }) => text);
    expect(exec).toMatch(/^>:\{builtins\.exec\} -/);
    expect(module).toMatch(/^ #<module> /);
  });

  test.each([false, true])('tells an estimated path in a frame of any width, without colour (ASCII: %s)', (ascii) => {
    const { glyphs } = makeTheme({ color: false, ascii });
    const widths = new Set<number>();
    const { tree, placed } = seenIcicle(whole, icicleOf(whole));
    const lines = frameOf(whole, { color: false, ascii }).slice(3);
    for (const [at, line] of placed.slice(0, 12).entries()) {
      for (const { frame, from, to } of line) {
        const isKnown = tree.isKnown[frame] === 1;
        if (!isKnown) widths.add(to - from);
        const edge = lines[at]?.text.slice(1 + from, 2 + from) ?? '';
        expect(Object.values(isKnown ? glyphs.edges : glyphs.estimatedEdges)).toContain(edge);
        expect(Object.values(isKnown ? glyphs.estimatedEdges : glyphs.edges)).not.toContain(edge);
      }
    }
    expect([...widths]).toContain(1);
  });

  test('is a list below 60 columns, and says so', () => {
    const narrow = resize(press(whole, 'down', 'down'), { columns: 59, rows: 24 });
    const text = textOf(narrow);
    expect(text).toContain('too narrow for a picture');
    expect(chosen(narrow)).toBe('main.py:36(main)');
    expect(chosen(press(narrow, 'up'))).toBe('main.py:1(<module>)');
    expect(text).toMatch(/^> *~\d\d\.\d% +▌main main\.py:36$/m);
  });

  test.each([59, 40])('says in %i columns too, uncut, how much is known and what a frame has', (columns) => {
    const narrow = resize(press(whole, 'down', 'down'), { columns, rows: 24 });
    const text = textOf(narrow);
    expect(text).toMatch(/^ path known for \d+\.\d%; ~ estimated$/m);
    expect(text).toMatch(/^ self 2\.23 ms(?: 0\.3%)? {3}total ~469 ms(?: ~66\.1%)?$/m);
    expect(text).toMatch(/^ 1 call {3}path known {3}cumtime 521 ms$/m);
  });

  test('takes a click on a frame, and a double click zooms', () => {
    const theme = makeTheme({ color: false, ascii: false });
    const cell = { x: 3, y: 5 };
    const once = clickAt(whole, { cell, what: 'press', isSecond: false }, theme);
    expect(chosen(once)).toBe('main.py:36(main)');
    const twice = clickAt(once, { cell, what: 'press', isSecond: true }, theme);
    expect(icicleOf(twice).zooms).toEqual([3]);
  });
});

/** Functions that all call each other: few frames are worth making, and very many calls could be looked at. */
function dense(functions: number): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = (cumtime: number): CallNumbers => ({ ncalls: 9, primitiveCalls: 1, tottime: 0.001, cumtime });
  for (let at = 0; at < functions; at++) builder.setRow('dense.py', at, `f${at}`, numbers(functions * 0.001));
  for (let at = 0; at < functions; at++) {
    for (let other = 0; other < functions; other++)
      builder.setEdge('dense.py', other, `f${other}`, numbers(0.001 * (other + 1)), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

test('a key looks at no more calls than it has the time for, however dense they are', () => {
  const limits = { cutoff: 1e-4, mostNodes: 10_000, mostLooks: 200_000 };
  for (const table of [dense(300), readTable('logreport-py311')]) {
    const tree = estimatePaths(table, limits);
    expect(tree.looks).toBeLessThan(201_000);
    const starts = [pathStart(tree, Math.min(1, tree.length - 1))];
    expect(estimatePaths(table, { ...limits, starts }).looks).toBeLessThan(201_000);
  }
});
