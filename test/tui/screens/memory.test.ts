import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { decodeSnapshot } from '../../../src/decode/pickle/decode-snapshot.ts';
import { liveMemory, memoryGrowth } from '../../../src/profile/live-memory.ts';
import { screenMarkdown } from '../../../src/tui/markdown.ts';
import { namedOrdering } from '../../../src/tui/orders.ts';
import * as functions from '../../../src/tui/screens/functions/functions.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { STILL, snapshotFixture } from '../../decode/pickle/snapshot-fixtures.ts';
import { textOf } from '../frame-of.ts';
import { press } from '../press.ts';

/** The viewer with one snapshot of a real run, or with two. */
function openMemory(snapshots: 'one' | 'two' = 'one', columns: number = 80, rows: number = 24): ViewerState {
  const { before, after, profile } = snapshotFixture('py312');
  const later = decodeSnapshot(after, STILL);
  const table = decodeProfile(profile);
  const memory = snapshots === 'one' ? liveMemory(later) : memoryGrowth(decodeSnapshot(before, STILL), later);
  return functions.openViewer({
    table,
    memory: { memory, table, book: null, version: { major: 3, minor: 12 }, names: ['app.tracemalloc'] },
    title: 'out.prof',
    size: { columns, rows },
    ordering: namedOrdering('cumulative'),
    isReversed: false,
  });
}

describe('the memory screen', () => {
  test('opens with 6 on functions, the largest first, and tells the total', () => {
    const text = textOf(press(openMemory(), '6'));
    expect(text).toContain('92.7 KiB in 396 blocks');
    expect(text.split('\n')[4]).toMatch(/^> +75\.8 KiB +13 +5971 B 81\.8% .*~ledger\.py:23\(<genexpr>\)$/);
  });

  test('goes on with Tab to files, lines and tracebacks, and round', () => {
    const groupings = ['tab', 'tab', 'tab', 'tab'].map((_, at, keys) => {
      const screen = currentScreen(press(openMemory(), '6', ...keys.slice(0, at + 1)));
      return screen.kind === 'memory' ? screen.grouping : null;
    });
    expect(groupings).toEqual(['file', 'line', 'traceback', 'function']);
  });

  test('tells below the list what the blocks of a line take in the allocator', () => {
    const text = textOf(press(openMemory(), '6', 'tab', 'tab'));
    expect(text).toContain('5 blocks (74.9 KiB) over 512 B: straight from malloc');
    expect(text.replace(/\s+/g, ' ')).toContain(
      '3 size classes, mostly 64 B, at least 3 pools of 16 KiB in 1 arena of 1 MiB',
    );
  });

  test('tells the frames of a traceback, newest first', () => {
    const frames = textOf(press(openMemory('one', 80, 40), '6', 'shift-tab'));
    expect(frames).toMatch(/Traceback, newest call first.*\n +ledger\/ledger\.py:23\n +ledger\/ledger\.py:23\n/);
  });

  test('opens the function of a row with Enter, and comes back to the same row', () => {
    const memory = press(openMemory(), '6', 'down');
    const opened = press(memory, 'enter');
    expect(currentScreen(opened).kind).toBe('function');
    expect(currentScreen(press(opened, 'escape'))).toEqual(currentScreen(memory));
  });

  test('says why a row does not open', () => {
    expect(press(openMemory(), '6', 'tab', 'enter').message).toMatch(/A file is not a function/);
    expect(press(openMemory(), '6', 'end', 'enter').message).toMatch(/in no function of the profile/);
  });

  test('sorts by blocks and by size; times are none of its columns', () => {
    const sortOf = (state: ViewerState) => {
      const screen = currentScreen(state);
      return screen.kind === 'memory' ? screen.sort : null;
    };
    const byBlocks = press(openMemory(), '6', '#');
    expect(sortOf(byBlocks)).toBe('blocks');
    expect(sortOf(press(byBlocks, 'b'))).toBe('size');
    expect(press(byBlocks, 't').message).toBe('A snapshot has no times and no calls.');
    expect(sortOf(press(byBlocks, '>'))).toBe('average');
  });

  test('is filtered as one types; Enter keeps it, Esc lifts it, and the total stays', () => {
    const typed = press(openMemory(), '6', '/', ...'ledger');
    expect(textOf(typed)).toMatch(/ of 92\.7 KiB in 396 blocks/);
    expect(textOf(typed)).not.toContain('outside: python');
    const kept = press(typed, 'enter');
    expect(textOf(kept)).toContain('by function  /ledger');
    expect(textOf(press(kept, 'escape'))).not.toContain('by function  /ledger');
    expect(textOf(press(typed, 'escape'))).not.toContain('by function  /ledger');
    expect(textOf(press(kept, '/', ...' -post'))).not.toContain('(post)');
    expect(textOf(press(openMemory(), '6', '/', ...'/x/'))).toContain('words are looked for here, not regexes');
    expect(textOf(press(openMemory(), '6', '/', ...'zzz'))).toContain('nothing matches the filter');
  });

  test('with two snapshots opens on what grew', () => {
    const text = textOf(press(openMemory('two', 120), '6'));
    expect(text).toMatch(/growth▼/);
    expect(text).toMatch(/since the first snapshot/);
  });

  test('without a snapshot says how to give one', () => {
    const { table } = openMemory();
    const plain = functions.openViewer({
      table,
      title: 'out.prof',
      size: { columns: 80, rows: 24 },
      ordering: namedOrdering('cumulative'),
      isReversed: false,
    });
    expect(press(plain, '6').message).toMatch(/start with --memory/);
  });

  test.each([
    [80, 24],
    [40, 10],
    [120, 53],
  ])('keeps the window of %ix%i', (columns, rows) => {
    for (const keys of [[], ['tab'], ['tab', 'tab'], ['shift-tab'], ['i'], ['?']]) {
      const lines = textOf(press(openMemory('two', columns, rows), '6', ...keys)).split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  test('explains blocks, pools and arenas with i, and scrolls', () => {
    const first = textOf(press(openMemory(), '6', 'i'));
    expect(first).toContain('Where objects live');
    expect(textOf(press(openMemory(), '6', 'i', 'end'))).toContain('What to do about it');
    expect(textOf(press(openMemory(), '6', 'i', 'escape'))).toContain('live memory by function');
  });
});

describe('the list of functions with a snapshot', () => {
  test('has live bytes and blocks of each function, blank where nothing is alive', () => {
    const lines = textOf(openMemory('one', 120)).split('\n');
    expect(lines[3]).toMatch(/ alive +blocks /);
    expect(lines.find((line) => line.includes('(post)'))).toMatch(/ 5664 B +156 /);
    expect(lines.find((line) => line.includes('isinstance'))).not.toMatch(/ B +\d+ /);
  });

  test('sorts by live bytes with b, in the menu, and with < and >', () => {
    const byMemory = press(openMemory('one', 120), 'b');
    expect(textOf(byMemory)).toMatch(/alive▼/);
    expect(textOf(byMemory).split('\n')[4]).toMatch(/75\.8 KiB/);
    expect(textOf(press(byMemory, '>'))).toMatch(/blocks▼/);
    expect(textOf(press(byMemory, '<'))).toMatch(/percall▼/);
    expect(textOf(press(byMemory, 'r'))).toMatch(/alive▲/);
    expect(textOf(press(byMemory, 's'))).toMatch(/> \* memory/);
  });

  test('says how to give a snapshot where there is none', () => {
    const { table } = openMemory();
    const plain = functions.openViewer({
      table,
      title: 'out.prof',
      size: { columns: 80, rows: 24 },
      ordering: namedOrdering('cumulative'),
      isReversed: false,
    });
    expect(press(plain, 'b').message).toMatch(/start with --memory/);
    expect(textOf(press(plain, 's'))).not.toContain('memory');
  });
});

test('the memory screen is written as Markdown in its columns, with growth where it knows it', () => {
  const one = screenMarkdown(press(openMemory(), '6'));
  expect(one).toContain('## Live memory by function, by size, of 92.7 KiB in 396 blocks');
  expect(one).toMatch(/^\| 75\.8 KiB \| 13 \| 5971 B \| 81\.8 % \| `~.*ledger\.py:23\(<genexpr>\)` \|$/m);
  expect(screenMarkdown(press(openMemory('two'), '6'))).toContain('| growth | blocks grown | share |');
});
