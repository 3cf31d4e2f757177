import { describe, expect, test } from 'vitest';
import { mergeProfiles } from '../../src/profile/merge.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { resize } from '../../src/tui/events.ts';
import type { ThemeOptions } from '../../src/tui/theme.ts';
import { say, type ViewerState } from '../../src/tui/viewer.ts';
import { frameOf, textOf } from './frame-of.ts';
import { tableWithGhost, tableWithHostileNames, tableWithHostileNumbers } from './made-tables.ts';
import { openViewer, press, readTable } from './press.ts';

const recursion = readTable('recursion-py311');

const jsontool = readTable('jsontool-py36');

const merged = mergeProfiles(
  [recursion, jsontool, readTable('words-py311')],
  ['runs/recursion.prof', 'runs/json.prof', 'runs/words.prof'],
);

/**
 * Pictures to look at: one line of the file is one of the screen, and `|` its right edge. The last line, the keys, is
 * left out: it changes with every key that comes (see keymap.test.ts).
 */
type Shown = { readonly name: string; readonly state: ViewerState; readonly theme?: ThemeOptions };

const PICTURES: readonly Shown[] = [
  { name: 'functions-80x24', state: openViewer(jsontool) },
  { name: 'functions-80x24-ascii', state: openViewer(jsontool), theme: { color: false, ascii: true } },
  { name: 'functions-80x24-color', state: openViewer(jsontool), theme: { color: '16', ascii: false } },
  { name: 'functions-40x10', state: openViewer(jsontool, 40, 10) },
  { name: 'functions-60x16-by-ncalls', state: press(openViewer(jsontool, 60, 16), '#') },
  { name: 'functions-120x53', state: openViewer(jsontool, 120, 53) },
  { name: 'functions-80x24-seconds', state: press(openViewer(jsontool), 'U') },
  { name: 'functions-80x24-scrolled', state: press(openViewer(jsontool), 'l', 'l') },
  { name: 'function-80x24', state: press(openViewer(recursion), 't', 'enter') },
  {
    name: 'function-80x24-ascii',
    state: press(openViewer(recursion), 't', 'enter'),
    theme: { color: false, ascii: true },
  },
  { name: 'function-40x10', state: press(openViewer(recursion, 40, 10), 't', 'enter') },
  { name: 'function-120x53', state: press(openViewer(jsontool, 120, 53), 'down', 'down', 'down', 'enter') },
  { name: 'functions-80x24-unicode', state: openViewer(readTable('unicode-py311')) },
  { name: 'functions-40x10-hostile', state: openViewer(tableWithHostileNames(), 40, 10) },
  { name: 'tree-80x24', state: press(openViewer(recursion), '3', '+') },
  { name: 'tree-80x24-ascii', state: press(openViewer(recursion), '3', '+'), theme: { color: false, ascii: true } },
  { name: 'tree-80x24-estimates', state: press(openViewer(jsontool), '3', 'p', 'left', '+') },
  { name: 'tree-40x10', state: press(openViewer(recursion, 40, 10), '3', 'p') },
  { name: 'tree-120x53', state: press(openViewer(jsontool, 120, 53), '3', '+') },
  { name: 'tree-80x24-inverted', state: press(openViewer(jsontool), '3', 'i', 'down', 'p') },
  { name: 'tree-80x24-of-a-function', state: press(openViewer(recursion), 't', 'u', '+') },
  { name: 'tree-80x24-counts-only', state: press(openViewer(readTable('profile-py311')), '3', '+') },
  { name: 'tree-80x24-sampled', state: press(openViewer(readTable('sampled-sudoku-pyo315')), '3', '+') },
  { name: 'modules-80x24', state: press(openViewer(jsontool), '5') },
  { name: 'modules-80x24-ascii', state: press(openViewer(jsontool), '5'), theme: { color: false, ascii: true } },
  { name: 'modules-40x10', state: press(openViewer(jsontool, 40, 10), '5', 'tab', 'c') },
  { name: 'modules-120x53', state: press(openViewer(jsontool, 120, 53), '5', 'tab', 'tab') },
  { name: 'modules-80x24-counts-only', state: press(openViewer(readTable('profile-py311')), '5') },
  { name: 'module-80x24', state: press(openViewer(jsontool), '5', 'down', 'enter') },
  { name: 'profiles-80x24', state: press(openViewer(merged), '8') },
  { name: 'profiles-40x10', state: press(openViewer(merged, 40, 10), '8') },
  { name: 'profiles-120x53-of-a-function', state: press(openViewer(merged, 120, 53), '#', 'F') },
  { name: 'profiles-80x24-of-a-function', state: press(openViewer(merged), 'F', 'c') },
  { name: 'sort-menu-80x24', state: press(openViewer(recursion), 's') },
];

test.each(PICTURES)(
  'the picture $name is as it was when somebody last looked at it',
  async ({ name, state, theme }) => {
    const lines = frameOf(state, theme)
      .slice(0, -1)
      .map(({ text, painted, width }) => {
        const line =
          theme !== undefined && theme.color !== false
            ? painted.replaceAll('\x1b[', '<').replace(/<([\d;]+)m/g, '<$1>')
            : text;
        return `${line}${' '.repeat(Math.max(0, state.size.columns - width))}|\n`;
      });
    await expect(lines.join('')).toMatchFileSnapshot(`pictures/${name}.txt`);
  },
);

describe('at 80x24', () => {
  test('the last two lines are what the cursor is on, in full, and the keys', () => {
    const lines = textOf(openViewer(recursion)).split('\n');
    expect(lines.slice(-2)).toEqual([
      ' {built-in method builtins.exec}',
      ' Enter open  s sort  r reverse  / filter  m mine  1-9 screens  ? help  q quit',
    ]);
  });

  test('the sort menu names every key', () => {
    const text = textOf(press(openViewer(recursion), 's'));
    expect(text).toContain('> * cumtime, cumulative  cumulative time');
    expect(text).toContain('    none                 order of the dump');
  });

  test('the help comes from the key table', () => {
    const text = textOf(press(openViewer(recursion), 'enter', '?'));
    expect(text).toContain('  Tab                     go on to the callees, the source, the callers');
    expect(textOf(press(openViewer(recursion, 80, 130), '?'))).toContain('  q Ctrl-C                quit');
  });

  test('the help says why a key does nothing just now, and what the columns mean', () => {
    const text = textOf(press(openViewer(recursion, 80, 130), '?'));
    expect(text).toContain('go one level up, to where you came from (not now:');
    expect(text).toContain('  percall                 behind cumtime: cumtime divided by the primitive');
    expect(textOf(press(openViewer(readTable('sampled-sudoku-pyo315'), 80, 130), '?'))).toContain('  persample ');
  });

  test('the trail that led to a screen stands above it, its start cut where it is long', () => {
    const state = press(openViewer(recursion), 'down', 'enter', 'enter');
    expect(textOf(state)).toMatch(/^ out\.prof {2}functions › <module> › recursion\.py:8\(fib\) /m);
    const deep = press(state, ...Array.from({ length: 6 }, () => ['tab', 'enter', 'down', 'enter']).flat());
    expect(textOf(deep)).toMatch(/^ out\.prof {2}….* › .* {2,}callee /m);
    expect(textOf(press(deep, '?'))).toMatch(/^ out\.prof {2}….* help$/m);
  });

  test('a function that calls itself says so in words', () => {
    expect(textOf(press(openViewer(recursion), 't', 'enter')).match(/itself \(recursion\)/g)?.length).toBe(2);
  });

  test('calls that no caller accounts for are counted', () => {
    expect(textOf(press(openViewer(jsontool), 'enter'))).toContain('100% of 834 ms, 1 call without a caller');
    expect(textOf(press(openViewer(recursion), 't', 'enter'))).not.toContain('without a caller');
  });
});

describe('in other sizes', () => {
  test('columns go in the stated order while the window gets narrower', () => {
    const heads = [96, 80, 70, 62, 54, 44, 40].map((columns) => textOf(openViewer(recursion, columns)).split('\n')[3]);
    expect(heads).toEqual([
      '    ncalls tottime percall cumtime▼ percall  cum%      filename:lineno(function)',
      '    ncalls tottime cumtime▼ percall  cum%      filename:lineno(function)',
      '    ncalls tottime cumtime▼  cum%      filename:lineno(function)',
      '    ncalls tottime cumtime▼  cum% filename:lineno(function)',
      '    ncalls tottime cumtime▼ filename:lineno(function)',
      '  tottime cumtime▼ filename:lineno(function)',
      '  cumtime▼ filename:lineno(function)',
    ]);
  });

  test('and one by one, so that none comes back in a narrower window', () => {
    const jsontool = readTable('jsontool-py36');
    for (const keys of [[], ['t'], ['#'], ['t', '>']]) {
      let wider: readonly string[] | null = null;
      for (let columns = 160; columns >= 40; columns--) {
        const head = textOf(press(openViewer(jsontool, columns), ...keys)).split('\n')[3] ?? '';
        const words = head
          .replace(/ (filename|function).*$/, '')
          .trim()
          .split(/ +/);
        if (wider !== null) {
          expect(wider.length - words.length).toBeLessThanOrEqual(1);
          expect(words.every((word) => wider?.includes(word))).toBe(true);
        }
        wider = words;
      }
    }
  });

  test('a name has its file and itself whole, mostly, before a second percall is shown', () => {
    for (let columns = 40; columns <= 160; columns++) {
      const head = textOf(openViewer(readTable('jsontool-py36'), columns)).split('\n')[3] ?? '';
      const nameWidth = columns - head.search(/filename|function/);
      const percalls = head.match(/percall/g)?.length ?? 0;
      expect(nameWidth).toBeGreaterThanOrEqual([1, 32, 40][percalls] ?? 0);
    }
  });

  test('in a low window the tabs share their line with what is looked at', () => {
    const [line] = textOf(press(openViewer(recursion, 60, 12), 'down', 'enter')).split('\n');
    expect(line).toMatch(/^ {2}1 .*\[2.*\] 3 .* recursion\.py:1\(<module>\) +callee 1 of 12$/);
  });

  test('the first line names the screens, the one in front in brackets', () => {
    const line = (columns: number) => textOf(press(openViewer(recursion, columns), '3')).split('\n')[0];
    expect(line(80)).toBe('  1 Functions  2 Function [3 Tree] 4 Hints  5 Modules  9 Icicle');
    expect(line(40)).toBe('  1 Functions  2 [3 Tree] 4  5  9');
  });

  test('below 40x10 one line says so, and the keys still work', () => {
    const state = resize(press(openViewer(recursion), 'down'), { columns: 30, rows: 9 });
    expect(textOf(state).trim()).toBe('30x9: needs 40x10 (q quits)');
    expect(press(state, 'q').isDone).toBe(true);
  });

  test('one call is no calls', () => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'main', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    expect(textOf(openViewer(builder.finish('traced', [])))).toContain('1 function, 1 call in 1.00 s');
  });

  test('in 20 columns, too, it can be read how to leave', () => {
    const state = resize(openViewer(recursion), { columns: 20, rows: 5 });
    expect(textOf(state).trim()).toBe('q quits; needs 40x10');
  });
});

describe('the looks', () => {
  test('without colour only bold, underline and inverse are used', () => {
    const painted = frameOf(openViewer(recursion))
      .map((line) => line.painted)
      .join('\n');
    const codes = new Set([...painted.split('\x1b[')].slice(1).map((part) => part.slice(0, part.indexOf('m'))));
    expect([...codes].sort()).toEqual(['1', '22', '24', '27', '4', '7']);
  });

  test('with colour the text is the same', () => {
    const state = press(openViewer(recursion), 'down', 'enter');
    expect(textOf(state, { color: '16', ascii: false })).toBe(textOf(state));
    expect(frameOf(state, { color: '16', ascii: false }).some(({ painted }) => painted.includes('\x1b[36m'))).toBe(
      true,
    );
  });

  test('in ASCII there is nothing else', () => {
    for (const keys of [[], ['enter'], ['s'], ['?'], ['end', 'enter']]) {
      expect(textOf(press(openViewer(recursion), ...keys), { color: false, ascii: true })).toMatch(/^[\n -~]*$/);
    }
  });

  test('the selected line is inverse to the edge, and marked', () => {
    const { text, painted } = frameOf(press(openViewer(recursion), 'down'))[5] ?? { text: '', painted: '' };
    expect(text).toMatch(/^> .*recursion\.py:1\(<module>\) *$/);
    expect(text.length).toBe(80);
    expect(painted.startsWith('\x1b[7m')).toBe(true);
  });
});

describe('numbers', () => {
  test('of calls without times are absent, not 0', () => {
    const text = textOf(press(openViewer(readTable('profile-py311')), 'down', 'down', 'enter'));
    expect(text).toContain('counted only');
    expect(text).toContain('>       2       -       -       - ');
  });

  test('of sampled profiles have their own headings', () => {
    expect(textOf(openViewer(readTable('sampled-sudoku-pyo315')))).toContain(
      '  nsamples tottime cumtime▼  cum%      filename:lineno(function)',
    );
  });

  test('of hand-made dumps do not push the table apart', () => {
    for (const columns of [80, 120]) {
      const lines = frameOf(openViewer(tableWithHostileNumbers(), columns));
      expect(lines.filter(({ width }) => width > columns)).toEqual([]);
    }
    const text = textOf(openViewer(tableWithHostileNumbers(), 120));
    expect(text).toContain(' ~1.000000e+30 1e+300 s 1e+270 s ');
    const seconds = textOf(press(openViewer(tableWithHostileNumbers(), 120), 'U'));
    expect(seconds).toContain(' ~1.000000e+30 ~1.00000e+300 ');
  });
});

test('no name of a profile reaches the terminal as anything but text', () => {
  for (const table of [tableWithHostileNames(), tableWithGhost()]) {
    for (const keys of [[], ['t', 'enter'], ['down', 'enter', 'tab', 'enter'], ['end', 'enter', 'enter']]) {
      for (const columns of [40, 80, 200]) {
        const lines = frameOf(press(openViewer(table, columns), ...keys));
        expect(lines.length).toBe(24);
        expect(
          lines.filter(({ text }) => /[\p{Cc}\p{Surrogate}\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u.test(text)),
        ).toEqual([]);
        expect(lines.filter(({ width }) => width > columns)).toEqual([]);
      }
    }
  }
});

describe('a message', () => {
  const linesOf = (state: ViewerState) => frameOf(state).map(({ text }) => text.trim());

  test('that is wider than the window is shown whole, above the keys', () => {
    const lines = linesOf(press(openViewer(jsontool, 40, 10), '6'));
    expect(lines).toHaveLength(10);
    expect(lines.slice(-3, -1)).toEqual(['No snapshot was given: start with', '--memory FILE.']);
  });

  test('leaves most of the list to be seen, however long it is', () => {
    const lines = linesOf(say(openViewer(jsontool, 40, 10), 'a word '.repeat(100)));
    expect(lines).toHaveLength(10);
    expect(lines.filter((line) => line.includes('a word'))).toHaveLength(3);
    expect(lines.at(-2)).toMatch(/…$/);
  });
});
