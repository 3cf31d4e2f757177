import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeLineTimings } from '../../../src/decode/pickle/decode-line-timings.ts';
import type { FunctionIndex } from '../../../src/profile/function-keys.ts';
import type { LineTimings } from '../../../src/profile/line-timings.ts';
import { liveMemory } from '../../../src/profile/live-memory.ts';
import { MemorySnapshotBuilder } from '../../../src/profile/memory-snapshot-builder.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { receiveSource } from '../../../src/tui/events.ts';
import { reload } from '../../../src/tui/replace-profile.ts';
import { functionScreen } from '../../../src/tui/screens/function/panes.ts';
import { sourceList, wantedSource } from '../../../src/tui/screens/function/source.ts';
import { openScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { measuredLines, withMeasured } from '../../../src/views/measured-lines.ts';
import type { ProfileMemory } from '../../../src/views/memory-view.ts';
import { sourceView } from '../../../src/views/source-view.ts';
import { bookOf, readProfile, rowOf } from '../../source/profiled-app.ts';
import { frameOf, textOf } from '../frame-of.ts';
import { functionScreenOf, openViewer, press } from '../press.ts';

const table = readProfile('logreport-py311');
const book = bookOf(table);
const add = rowOf(table, 'stats.py', 'add');
const normalise = rowOf(table, 'stats.py', 'normalise');
const wholeModule = rowOf(table, 'stats.py', '<module>');

/** The screen of a function before its source was read. */
function unread(row: FunctionIndex, columns: number, rows: number): ViewerState {
  const start = { ...openViewer(table, columns, rows), sources: new Map() };
  return openScreen(start, functionScreen(start, row));
}

function shown(row: FunctionIndex, columns: number, rows: number): ViewerState {
  return receiveSource(unread(row, columns, rows), table, sourceView(book, row));
}

describe('a source is looked for', () => {
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
  const wanted = (file: string): FunctionIndex | null => {
    const builder = new ProfileBuilder();
    builder.setRow(file, 1, '<module>', numbers);
    const cell = builder.finish('traced', []);
    const start = { ...openViewer(cell), sources: new Map() };
    return wantedSource(openScreen(start, functionScreen(start, 0)));
  };

  test.each(['<ipython-input-3-1a2b3c4d5e6f>', '/tmp/ipykernel_4711/1234567890.py'])('for the cell %s', (file) => {
    expect(wanted(file)).toBe(0);
  });
});

describe('the source of a function is shown', () => {
  test.each([
    { name: 'source-right-140x24', state: shown(add, 140, 24) },
    { name: 'source-below-80x40', state: shown(add, 80, 40) },
    { name: 'source-tab-80x24', state: press(shown(add, 80, 24), 'tab') },
    { name: 'source-40x10', state: press(shown(add, 40, 10), 'tab') },
    {
      name: 'source-color-120x24',
      state: press(shown(add, 120, 24), 'tab'),
      theme: { color: '16', ascii: true } as const,
    },
  ])('$name: as when somebody last looked at it', async ({ name, state, theme }) => {
    const lines = frameOf(state, theme)
      .slice(0, -1)
      .map(({ text, painted, width }) => {
        const line = theme === undefined ? text : painted.replaceAll('\x1b[', '<').replace(/<([\d;]+)m/g, '<$1>');
        return `${line}${' '.repeat(Math.max(0, state.size.columns - width))}|\n`;
      });
    await expect(lines.join('')).toMatchFileSnapshot(`../pictures/${name}.txt`);
  });

  test('no line is wider or the screen higher than the window, whatever its size', () => {
    for (const [columns, rows] of [
      [40, 10],
      [79, 35],
      [80, 36],
      [119, 40],
      [120, 16],
      [200, 60],
    ] as const) {
      for (const state of [shown(add, columns, rows), press(shown(wholeModule, columns, rows), 'tab', 'G')]) {
        const frame = frameOf(state);
        expect(frame).toHaveLength(rows);
        expect(Math.max(...frame.map(({ width }) => width))).toBeLessThanOrEqual(columns);
      }
    }
  });

  test('nothing is kept free for a built-in; where no source was found one line says so', () => {
    const len = rowOf(table, '~', '<built-in method builtins.len>');
    const read = receiveSource(unread(len, 140, 24), table, sourceView(book, len));
    expect(textOf(read)).not.toContain('ource');
    const reason = 'source not found: looked for /srv/app/logreport/stats.py';
    const state = receiveSource(unread(add, 140, 24), table, { kind: 'none', row: add, reason });
    expect(textOf(state).split('\n')).toContain(` ${reason}`);
    expect(functionScreenOf(press(state, 'tab')).active).toBe('callers');
    const waiting = press(unread(add, 80, 24), 'tab'); // into a source that then is not there
    const late = receiveSource(waiting, table, { kind: 'none', row: add, reason });
    expect(functionScreenOf(press(late, 'enter')).function).toBe(normalise);
  });
});

describe('in the source', () => {
  test('the cursor is at first on the line that costs most, and a long source is scrolled to it', () => {
    const etl = readProfile('etl-py311.prof');
    const main = rowOf(etl, 'load.py', 'main');
    const viewer = { ...openViewer(etl, 80, 10), sources: new Map() };
    const start = openScreen(viewer, functionScreen(viewer, main));
    const view = sourceView(bookOf(etl), main);
    const state = press(receiveSource(start, etl, view), 'tab');
    const { selected, top } = sourceList(state, functionScreenOf(state));
    expect({ selected, top }).toEqual({ selected: 5, top: 3 });
    const line = textOf(state)
      .split('\n')
      .find((text) => text.startsWith('>'));
    expect(line).toBe('>  526 ms 46     for row in csv.DictReader(io.StringIO(make_csv(6000))):');
  });

  test('Enter opens what the line calls, and o and y mean that line', () => {
    const state = press(shown(add, 140, 24), 'tab');
    expect(press(state, 'o').effect).toEqual({
      kind: 'edit',
      place: { file: '/srv/app/logreport/stats.py', line: 13 },
    });
    expect(functionScreenOf(press(state, 'enter')).function).toBe(normalise);
    expect(press(state, 'down', 'down', 'down', 'enter').message).toBe('This line calls nothing that the profile has.');
  });

  test('time that lines share stands once below them, with the lines, and Enter opens what they share', () => {
    const state = press(shown(add, 140, 24), 'tab', 'G', 'up', 'up');
    const text = textOf(state);
    expect(text.match(/34\.4 ms shared by 4 lines: .* \(13, 14, 17, 18\)/g)).toHaveLength(1);
    expect(text).not.toContain('~34.4 ms');
    expect(text).toContain('12000x setdefault, shared by 2 lines, 22.5 ms together: 13, 14');
    const setdefault = rowOf(table, '~', "<method 'setdefault' of 'dict' objects>");
    expect(functionScreenOf(press(state, 'enter')).function).toBe(setdefault);
  });

  test('Tab goes from the callees to the source, the callers and the callees', () => {
    const state = shown(add, 140, 24);
    const active = (at: ViewerState): string => {
      const screen = functionScreenOf(at);
      return screen.source.isActive ? 'source' : screen.active;
    };
    expect(
      [state, press(state, 'tab'), press(state, 'tab', 'tab'), press(state, 'tab', 'tab', 'tab')].map(active),
    ).toEqual(['callees', 'source', 'callers', 'callees']);
  });

  test('long lines are moved to the left, and at their beginning the key goes back', () => {
    const state = press(shown(add, 80, 24), 'tab', 'l');
    expect(textOf(state)).toContain('13 y_path.setdefault(normalise(entry.path), []).append(entry.size)');
    expect(functionScreenOf(press(state, 'h')).source.shift).toBe(0);
    expect(press(state, 'h', 'h').screens).toHaveLength(1);
  });
});

describe('sources are read', () => {
  test('when a screen shows the function, and once', () => {
    const start = { ...openViewer(table), sources: new Map() };
    expect(wantedSource(start)).toBeNull();
    expect(wantedSource(unread(add, 80, 24))).toBe(add);
    expect(wantedSource(shown(add, 80, 24))).toBeNull();
    expect(textOf(press(unread(add, 80, 24), 'tab'))).toContain('reading the source…');
  });

  test('and not kept of a profile that is no longer looked at', () => {
    const other = readProfile('shop-py38');
    const state = unread(add, 80, 24);
    const late = receiveSource(state, other, { kind: 'none', row: add, reason: '' });
    expect(late.sources?.size).toBe(0);
    expect(reload(shown(add, 80, 24), other).sources?.size).toBe(0);
  });
});

describe('lines that were measured', () => {
  const timings = decodeLineTimings(
    readFileSync(join(import.meta.dirname, '../../../fixtures/lineprof/lp_report/out.lprof')),
    () => 0,
  );
  const view = sourceView(book, add);

  function shownMeasured(memory: ProfileMemory | null, times: readonly LineTimings[]): string {
    if (view.kind === 'none') throw new Error(view.reason);
    const measured = withMeasured(table, view, measuredLines(table, memory, times));
    return textOf(receiveSource(unread(add, 160, 24), table, measured));
  }

  /** 5000 bytes in 2 blocks, alive of line 14. */
  function memoryOfLine14(): ProfileMemory {
    const builder = new MemorySnapshotBuilder();
    const file = table.strings.text(table.functions.file[add]!);
    const traceback = builder.traceback(Int32Array.of(builder.site(builder.file(file), 14)), 0, 1);
    builder.blocks(traceback, 0, 2500, 2, 1);
    return { memory: liveMemory(builder.finish(1)), table, book: null, version: null, names: ['a.tracemalloc'] };
  }

  test('by line_profiler have its times instead of inferred ones', () => {
    const text = shownMeasured(null, [timings]);
    expect(text).toMatch(/ 70\.4 ms 13 /);
    expect(text).toContain('the time that line_profiler measured');
    expect(text).toContain('Times are those of line_profiler.');
    expect(text).not.toContain('Lines are inferred');
  });

  test('by a snapshot have what is alive of them', () => {
    const text = shownMeasured(memoryOfLine14(), []);
    expect(text).toMatch(/ 5000 B 14 /);
    expect(text).toContain('Lines are inferred');
  });
});
